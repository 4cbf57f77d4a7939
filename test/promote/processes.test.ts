import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { promote } from '../../src/promote/promote.ts';
import { recover } from '../../src/promote/settle.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import type { RunId } from '../../src/model/ids.ts';
import { startChild } from './fixtures/child.ts';
import { closedRun, judge, judgedRun, portsOf } from './fixtures/sample-run.ts';
import { steps } from './fixtures/steps.ts';
import { expectHeld, expectPromoted, inWorld, namesIn } from './fixtures/world.ts';

const script = './promote-child.ts';

/** As after a crash: another process opens the store, and first settles what was cut off. */
async function expectWholeAfterRecovery(storeFolder: string, runId: RunId, out: string, linesBefore: number): Promise<'promoted' | 'held'> {
  const visibleBefore = namesIn(out).filter((name) => !name.startsWith('.'));
  const store: Store = openStore(storeFolder);
  try {
    await recover(portsOf(store));
    const promoted = store.promotions.state(runId).status === 'promoted';
    if (promoted) await expectPromoted(store, runId, out);
    else expectHeld(store, runId, out, linesBefore);
    // What was visible before recovery was the whole folder, or nothing.
    expect(visibleBefore.length).toBe(promoted ? namesIn(out).length : 0);
    const again = await promote(runId, portsOf(store), { folder: join(out, 'answer') });
    expect(again).toMatchObject({ status: 'promoted', already: promoted });
    await expectPromoted(store, runId, out);
    return promoted ? 'promoted' : 'held';
  } finally {
    store.close();
  }
}

describe('processes', () => {
  it('two that promote the same run at once: one does it, the other learns that it is done', async () => {
    await inWorld(async ({ store, storeFolder, out }) => {
      const runId = judgedRun(store, 'pass');
      const children = ['answer', 'answer', 'answer'].map((name) => startChild(script, storeFolder, runId, join(out, name)));
      const ends = await Promise.all(children.map(({ ended }) => ended));
      expect(ends.map(({ stderr }) => stderr)).toEqual(['', '', '']);
      expect(ends.map(({ stdout }) => stdout).sort()).toEqual(['ready\npromoted false\n', 'ready\npromoted true\n', 'ready\npromoted true\n']);
      await expectPromoted(store, runId, out);
    });
  });

  it.each(steps)('killed %s: the release is whole or not there, and can be done again', async (step) => {
    await inWorld(async ({ store, storeFolder, out }) => {
      const runId = judgedRun(store, 'pass');
      const linesBefore = store.journal.lines(runId).length;
      const { signal } = await startChild(script, storeFolder, runId, join(out, 'answer'), step).ended;
      expect(signal).toBe('SIGKILL');
      const revealed = steps.indexOf(step) >= steps.indexOf('after reveal');
      expect(await expectWholeAfterRecovery(storeFolder, runId, out, linesBefore)).toBe(revealed ? 'promoted' : 'held');
    });
  });

  it('killed at random moments: the same', async () => {
    const outcomes: string[] = [];
    let longest = 30;
    while (outcomes.length < 25) {
      await inWorld(async ({ store, storeFolder, out }) => {
        const runId = judgedRun(store, 'pass');
        const linesBefore = store.journal.lines(runId).length;
        const { child, ready, ended } = startChild(script, storeFolder, runId, join(out, 'answer'));
        await ready;
        await sleep(Math.random() * longest);
        child.kill('SIGKILL');
        const { signal, stderr } = await ended;
        expect(stderr).toBe('');
        // A child that was done before it was killed says that the next one should be hit earlier.
        longest *= signal === null ? 0.8 : 1.05;
        outcomes.push(await expectWholeAfterRecovery(storeFolder, runId, out, linesBefore));
      });
    }
    console.log(
      `killed at random: ${outcomes.filter((outcome) => outcome === 'held').length} held, ${outcomes.filter((outcome) => outcome === 'promoted').length} promoted`,
    );
  });

  it('recovery leaves a promotion to the process that is at it', async () => {
    await inWorld(async ({ store, out }) => {
      const runId = judgedRun(store, 'pass');
      const ports = portsOf(store);
      let during: unknown;
      const stage: typeof ports.release.stage = async (...args) => {
        during = [await recover(portsOf(store)), store.list().map(({ state }) => state)];
        await ports.release.stage(...args);
      };
      await promote(runId, { ...ports, release: { ...ports.release, stage } }, { folder: join(out, 'answer') });
      expect(during).toEqual([[], ['promoting']]);
      await expectPromoted(store, runId, out);
    });
  });

  it('recovery says which promotion it could not settle, and settles the others', async () => {
    await inWorld(async ({ store, storeFolder, out }) => {
      const run = closedRun(store);
      judge(store, run, 'pass');
      const other = judgedRun(store, 'pass');
      await startChild(script, storeFolder, run.run_id, join(out, 'answer'), 'after sealed').ended;
      await startChild(script, storeFolder, other, join(out, 'other'), 'after reveal').ended;
      const ports = portsOf(store);
      expect(store.promotions.state(run.run_id).status).toBe('intended');
      const digestOf: typeof ports.release.digestOf = (folder, name) => ports.release.digestOf(folder, folder.endsWith('answer') ? '../outside' : name);
      const settled = await recover({ ...ports, release: { ...ports.release, digestOf } });
      expect(settled).toMatchObject([
        { run_id: run.run_id, status: 'unsettled', error: { code: 'bundle-name' } },
        { run_id: other, status: 'promoted' },
      ]);
      expect(await recover(ports)).toEqual([{ run_id: run.run_id, status: 'held' }]);
      expect(namesIn(out)).toContain('other/sample.evidence.zip');
      expect(namesIn(out).filter((name) => name.startsWith('.'))).toEqual([]);
    });
  });
});
