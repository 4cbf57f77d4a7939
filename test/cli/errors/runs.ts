import { cpSync, mkdirSync, readdirSync, symlinkSync, writeFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { ErrorCode } from '../../../src/core/error-table.ts';
import type { RunId } from '../../../src/model/ids.ts';
import { openStore } from '../../../src/store/store.ts';
import { startChild } from '../../promote/fixtures/child.ts';
import { evidenceGate, freshFolder, startGate, type Said } from '../session.ts';
import { silence, withModel } from './model-server.ts';
import { ask, asked, commanded, newcomer, replaceIn, typed } from './newcomer.ts';
import { runsIn, thrownBy, type Provocation } from './provoked.ts';

/** The one run of a folder. */
function theRun(folder: string): RunId {
  const [run] = runsIn(folder);
  if (run === undefined) throw new Error('there is no run');
  return run.run_id;
}

const passed: Promise<string> = (async () => {
  const folder = await newcomer();
  await evidenceGate(folder, [...ask, '--out', 'pipeline.yaml']);
  return folder;
})();

/** A folder with one run that passed and could not be released. */
async function passedRun(): Promise<{ readonly folder: string; readonly run: RunId }> {
  const folder = freshFolder();
  cpSync(await passed, folder, { recursive: true });
  return { folder, run: theRun(folder) };
}

/** A folder with one run whose provider failed: closed, and never judged. */
async function unjudgedRun(): Promise<{ readonly folder: string; readonly run: RunId }> {
  const folder = await withModel(silence, [], async (made) => await Promise.resolve(made));
  await evidenceGate(folder, ask);
  return { folder, run: theRun(folder) };
}

interface Interrupted<T> {
  readonly folder: string;
  readonly run: RunId;
  readonly result: T;
  readonly said: Promise<Said>;
}

/** A run that waits for its model while the work is done, and is then stopped by the signal. */
async function whileRunning<T>(signal: NodeJS.Signals, work: (folder: string, run: RunId) => Promise<T>): Promise<Interrupted<T>> {
  return await withModel(silence, [], async (folder, { asked: begun }) => {
    const { child, said } = startGate(folder, ask);
    await begun;
    try {
      const run = theRun(folder);
      return { folder, run, result: await work(folder, run), said };
    } finally {
      child.kill(signal);
      await said.catch(() => undefined);
    }
  });
}

const nothing = async (): Promise<void> => await Promise.resolve();

function alterIndex(folder: string, sql: string): void {
  const index = new DatabaseSync(join(folder, '.evidence/index.db'));
  index.exec(sql);
  index.close();
}

export const runErrors = {
  'interrupted': async () => {
    const { folder, said } = await whileRunning('SIGINT', nothing);
    return commanded(folder, await said, 'SIGINT', ['cut_off']);
  },
  'run-unknown': async () => await typed(await newcomer(), ['inspect', 'deadbeef'], 'deadbeef'),
  'run-open': async () => {
    const { result } = await whileRunning('SIGKILL', async (folder, run) => await typed(folder, ['promote', run], run));
    return result;
  },
  'run-incomplete': async () => {
    const { folder, run } = await whileRunning('SIGKILL', nothing);
    return await typed(folder, ['validate', run], run, ['cut_off']);
  },
  'run-unjudged': async () => {
    const { folder, run } = await unjudgedRun();
    return await typed(folder, ['promote', run], run, ['closed']);
  },
  'run-not-promoted': async () => {
    const { folder, run } = await passedRun();
    return await typed(folder, ['bundle', run.slice(-8)], run, ['passed']);
  },
  'store-locked': async () => {
    const { run, result } = await whileRunning('SIGKILL', async (folder, id) => {
      const store = openStore(join(folder, '.evidence'));
      try {
        return await thrownBy(() => store.locks.hold(id, nothing, 0));
      } finally {
        store.close();
      }
    });
    return { by: 'function', thrown: result, place: run };
  },
  'store-damaged': async () => {
    const folder = await newcomer();
    mkdirSync(join(folder, '.evidence'));
    writeFileSync(join(folder, '.evidence/index.db'), 'This is no database, and long enough to be looked at. '.repeat(40));
    return await asked(folder, '.evidence/index.db');
  },
  'store-newer': async () => {
    const folder = await newcomer();
    await evidenceGate(folder, ['inspect']);
    alterIndex(folder, 'UPDATE schema_version SET version = 99');
    return await asked(folder, '.evidence/index.db');
  },
  'run-promoted': async () => {
    const { folder, run } = await passedRun();
    await evidenceGate(folder, ['promote', run, '--out', 'out']);
    return await typed(folder, ['validate', run], run, ['promoted']);
  },
  'promotion-unsettled': async () => {
    const { folder, run } = await passedRun();
    const target = join(folder, 'loop');
    await startChild('./promote-child.ts', join(folder, '.evidence'), run, target, 'after sealed').ended;
    // What was staged stays until it is settled; the next command must leave nothing more.
    rmSync(join(folder, `.loop.staging-${run}`), { recursive: true });
    // A link to itself: nobody can tell whether the run was released there.
    symlinkSync('loop', target);
    return await typed(folder, ['validate', run], run, ['passed']);
  },
  'release-blocked': async () => {
    const { folder, run } = await passedRun();
    const taken = `question-${run.slice(-8)}`;
    mkdirSync(join(folder, 'out', taken, 'mine'), { recursive: true });
    const provoked = await typed(folder, ['promote', run, '--out', 'out'], join('out', taken), ['passed']);
    if (readdirSync(join(folder, 'out')).length !== 1) throw new Error('something was left beside it');
    return provoked;
  },
  'output-name-twice': async () => {
    const folder = await newcomer();
    replaceIn(folder, 'pipeline.yaml', 'answer.md', 'question.evidence.zip');
    return await asked(folder, 'question.evidence.zip', ['passed']);
  },
} as const satisfies Partial<Record<ErrorCode, Provocation>>;

/** An object whose bytes are not those that it is named after. */
export async function alteredObject(): ReturnType<typeof asked> {
  const { folder, run } = await passedRun();
  const objects = join(folder, '.evidence/objects');
  for (const name of readdirSync(objects, { recursive: true, encoding: 'utf8' })) if (name.length > 3) writeFileSync(join(objects, name), 'altered');
  return await typed(folder, ['promote', run, '--out', 'out'], '.evidence/objects');
}
