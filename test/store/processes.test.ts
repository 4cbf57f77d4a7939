import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { digestOfNode } from '../../src/core/digest.node.ts';
import { asDigest } from '../../src/core/digest.ts';
import { newRunId } from '../../src/model/ids.ts';
import { openStore } from '../../src/store/store.ts';
import { startChild } from '../promote/fixtures/child.ts';
import { clock, closedRun, random } from '../promote/fixtures/sample-run.ts';
import { inWorld, namesIn } from '../promote/fixtures/world.ts';

const script = new URL('./fixtures/store-child.ts', import.meta.url);

describe('locks', () => {
  it('hold one at a time within a process: the second waits, and an error frees it', async () => {
    await inWorld(async ({ store }) => {
      const runId = newRunId(clock, random);
      const told: string[] = [];
      const work = async (name: string): Promise<void> => {
        told.push(`${name} in`);
        await sleep(30);
        told.push(`${name} out`);
        if (name === 'a') throw new Error('a broke');
      };
      const held = await Promise.allSettled(['a', 'b', 'c'].map((name) => store.locks.hold(runId, () => work(name))));
      expect(held.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
      expect(told).toHaveLength(6);
      for (let i = 0; i < 6; i += 2) expect(told[i + 1]).toBe(told[i]?.replace('in', 'out'));
    });
  });

  it('say store-locked after the wait, and runs do not wait for each other', async () => {
    await inWorld(async ({ store, storeFolder }) => {
      const [a, b] = [newRunId(clock, random), newRunId(clock, random)];
      const other = openStore(storeFolder);
      await store.locks.hold(a, async () => {
        await expect(other.locks.hold(a, async () => 'in', 40)).rejects.toMatchObject({ code: 'store-locked' });
        await expect(other.locks.hold(a, async () => 'in', 0)).rejects.toMatchObject({ code: 'store-locked' });
        expect(await other.locks.hold(b, async () => 'in', 0)).toBe('in');
      });
      expect(await other.locks.hold(a, async () => 'in', 0)).toBe('in');
      other.close();
    });
  });

  it('are freed when the process is killed, and the run shows as cut off with what it was doing', async () => {
    await inWorld(async ({ store, storeFolder }) => {
      const { child, ready, ended } = startChild(script, storeFolder, 'cut-off');
      await ready;
      const runId = store.list()[0]?.run_id;
      if (runId === undefined) throw new Error((await ended).stderr);
      expect(() => store.runs.recorded(runId)).toThrow(expect.objectContaining({ code: 'run-open' }));
      await expect(store.locks.hold(runId, async () => 'in', 20)).rejects.toMatchObject({ code: 'store-locked' });
      expect(store.list()).toMatchObject([{ state: 'open', reason: 'at: generate' }]);
      child.kill('SIGKILL');
      await ended;
      expect(() => store.runs.recorded(runId)).toThrow(expect.objectContaining({ code: 'run-incomplete' }));
      expect(store.list()).toMatchObject([{ state: 'cut_off', reason: 'at: generate' }]);
      expect(store.journal.lines(runId)).toHaveLength(1);
      expect(await store.locks.hold(runId, async () => 'in', 0)).toBe('in');
    });
  });

  it('keep read-then-write of several processes in order', async () => {
    await inWorld(async ({ store, storeFolder }) => {
      const { run_id: runId } = closedRun(store);
      const before = store.journal.lines(runId);
      const ends = await Promise.all([1, 2, 3].map(() => startChild(script, storeFolder, 'count-under-lock', runId).ended));
      expect(ends.map(({ stderr, code }) => [stderr, code])).toEqual([
        ['', 0],
        ['', 0],
        ['', 0],
      ]);
      expect(store.journal.lines(runId)).toEqual([...before, ...Array.from({ length: 24 }, (_, i) => `line ${before.length + i + 1}`)]);
    });
  });
});

describe('several processes', () => {
  it('make the same new store at once', async () => {
    await inWorld(async ({ out }) => {
      const folder = join(out, 'new');
      const ends = await Promise.all([1, 2, 3, 4].map(() => startChild(script, folder, 'runs').ended));
      expect(ends.map(({ stderr, code }) => [stderr, code])).toEqual([
        ['', 0],
        ['', 0],
        ['', 0],
        ['', 0],
      ]);
      const store = openStore(folder);
      expect(store.list().map(({ state }) => state)).toEqual(Array.from({ length: 20 }, () => 'closed'));
      for (const { run_id } of store.list()) expect(store.runs.recorded(run_id).lines).toHaveLength(2);
      store.close();
    });
  });

  it('wait with opening while another makes the index', async () => {
    await inWorld(async ({ out }) => {
      const folder = join(out, 'new');
      mkdirSync(join(folder, 'locks'), { recursive: true });
      const other = new DatabaseSync(join(folder, 'locks', 'opening.db'));
      other.exec('BEGIN EXCLUSIVE');
      const { ended } = startChild(script, folder, 'runs');
      while (!existsSync(join(folder, 'writing', 'swept'))) await sleep(5);
      await sleep(100);
      expect(existsSync(join(folder, 'index.db'))).toBe(false);
      other.close();
      expect(await ended).toMatchObject({ code: 0, stderr: '' });
    });
  });

  it('put the same and other objects at once', async () => {
    await inWorld(async ({ storeFolder }) => {
      const ends = await Promise.all([1, 2, 3, 4].map((writer) => startChild(script, storeFolder, 'put', String(writer)).ended));
      expect(ends.map(({ stderr, code }) => [stderr, code])).toEqual([
        ['', 0],
        ['', 0],
        ['', 0],
        ['', 0],
      ]);
      const objects = namesIn(join(storeFolder, 'objects')).filter((name) => name.includes('/'));
      expect(objects).toHaveLength(25 + 4 * 25);
      for (const name of objects) expect(digestOfNode(readFileSync(join(storeFolder, 'objects', name)))).toBe(asDigest(`sha256:${name.replace('/', '')}`));
      expect(readdirSync(join(storeFolder, 'writing'))).toEqual(['swept']);
    });
  });

  it('see an object whole or not at all while another process puts it', async () => {
    await inWorld(async ({ store, storeFolder }) => {
      const { ended } = startChild(script, storeFolder, 'put-large');
      for (let i = 0; i < 8; i += 1) {
        const digest = digestOfNode(new Uint8Array(2_000_000).fill(i));
        while (store.objects.get(digest) === undefined) await sleep(0);
      }
      expect((await ended).stderr).toBe('');
    });
  });

  it('killed while writing leave whole objects only, and all that they were told are kept', async () => {
    await inWorld(async ({ store, storeFolder }) => {
      for (const delay of [3, 11, 23, 40]) {
        const { child, ready, ended } = startChild(script, storeFolder, 'put-for-ever');
        await ready;
        await sleep(delay);
        child.kill('SIGKILL');
        const told = (await ended).stdout.split('\n').flatMap((line) => asDigest(line) ?? []);
        for (const digest of told) expect(store.objects.get(digest)).toHaveLength(300_000);
      }
      for (const name of namesIn(join(storeFolder, 'objects')).filter((name) => name.includes('/'))) {
        const digest = asDigest(`sha256:${name.replace('/', '')}`);
        expect(digest !== undefined && store.objects.get(digest)).toBeTruthy();
      }
    });
  });
});
