import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { evidenceGate, freshFolder, type Said } from '../session.ts';
import type { Provoked } from './provoked.ts';

const laidOut: Promise<string> = (async () => {
  const folder = freshFolder();
  await evidenceGate(folder, ['init']);
  return folder;
})();

/** A folder after `evidence-gate init`: a pipeline that would work. */
export async function newcomer(): Promise<string> {
  const folder = freshFolder();
  cpSync(await laidOut, folder, { recursive: true });
  return folder;
}

export function replaceIn(folder: string, name: string, from: string | RegExp, to: string): void {
  const before = readFileSync(join(folder, name), 'utf8');
  const after = before.replace(from, to);
  if (after === before) throw new Error(`${name} does not hold ${String(from)}`);
  writeFileSync(join(folder, name), after);
}

/** The starter pipeline with other lines below `generate:`. */
export function generateBy(folder: string, lines: readonly string[]): void {
  replaceIn(folder, 'pipeline.yaml', /  provider: extractive\n  quotes: 2/, lines.map((line) => `  ${line}`).join('\n'));
}

export const ask: readonly string[] = ['run', 'pipeline.yaml', '--ask', 'When is the support desk open?', '--json'];

/** One question to the pipeline of the folder. */
export async function asked(folder: string, place: string, runs?: readonly string[], more: readonly string[] = []): Promise<Provoked> {
  return commanded(folder, await evidenceGate(folder, [...ask, ...more]), place, runs);
}

export async function typed(folder: string, args: readonly string[], place: string, runs?: readonly string[]): Promise<Provoked> {
  return commanded(folder, await evidenceGate(folder, [...args, '--json']), place, runs);
}

export function commanded(folder: string, said: Said, place: string, runs?: readonly string[]): Provoked {
  return { by: 'command', folder, said, place, ...(runs === undefined ? {} : { runs }) };
}
