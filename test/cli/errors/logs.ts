import { copyFileSync, globSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ErrorCode } from '../../../src/core/error-table.ts';
import { lockOf, whileLocked } from '../../../src/pipeline/log-files.ts';
import { evidenceGate, freshFolder } from '../session.ts';
import { ask, newcomer, typed } from './newcomer.ts';
import { thrownBy, type Provocation } from './provoked.ts';

/** A folder with a key and an empty log. */
async function withLog(): Promise<string> {
  const folder = freshFolder();
  await evidenceGate(folder, ['keys', 'new', 'keys/log']);
  await evidenceGate(folder, ['log', 'init', 'log', '--origin', 'example.org/log']);
  return folder;
}

export const logErrors = {
  'log-unknown': async () => await typed(freshFolder(), ['log', 'audit', 'nowhere'], 'nowhere'),
  'log-locked': async () => {
    const lock = lockOf(freshFolder());
    return { by: 'function', thrown: await whileLocked(lock, async () => await thrownBy(() => whileLocked(lock, () => 1, 20))), place: 'evidence-gate-' };
  },
  'log-damaged': async () => {
    const folder = await withLog();
    rmSync(join(folder, 'log/head'));
    return await typed(folder, ['log', 'checkpoint', 'log'], 'log/head');
  },
  'log-entry-unknown': async () => {
    const [elsewhere, folder] = [await newcomer(), await withLog()];
    await evidenceGate(elsewhere, ask);
    const [bundle = ''] = globSync('**/*.evidence.zip', { cwd: elsewhere });
    copyFileSync(join(elsewhere, bundle), join(folder, 'answer.evidence.zip'));
    return await typed(folder, ['log', 'prove', 'log', 'answer.evidence.zip'], 'answer.evidence.zip');
  },
  'note-malformed': async () => await typed(await withLog(), ['log', 'audit', 'log', '--log', 'example.org/log'], '--log'),
} as const satisfies Partial<Record<ErrorCode, Provocation>>;
