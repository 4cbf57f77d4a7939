import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from '../../src/core/bytes.ts';
import { instant } from '../../src/core/clock.ts';
import { digestOf, type Digest } from '../../src/core/digest.ts';
import { newRunId, newTraceId } from '../../src/model/ids.ts';
import { draftPromotion } from '../../src/promote/promotion-record.ts';
import { readChain } from '../../src/record/chain.ts';
import { Recorder } from '../../src/record/recorder.ts';
import { treeProblems } from '../../src/record/tree.ts';
import { openStore } from '../../src/store/store.ts';
import { onReadOnlyDisk, onSmallDisk } from '../promote/fixtures/small-disk.ts';
import { clock, closedRun, judge, judgedRun, openRun, random, verdictOf } from '../promote/fixtures/sample-run.ts';
import { inWorld } from '../promote/fixtures/world.ts';

const code = (name: string): object => expect.objectContaining({ code: name });
const objectPath = (folder: string, digest: Digest): string => join(folder, 'objects', digest.slice(7, 9), digest.slice(9));

describe('objects', () => {
  it('what goes in comes out, once, under its digest', async () => {
    await inWorld(async ({ store, storeFolder }) => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
          const digest = store.objects.put(bytes);
          expect(digest).toBe(digestOf(bytes));
          expect(store.objects.put(bytes)).toBe(digest);
          expect(store.objects.get(digest)).toEqual(bytes);
          expect(existsSync(objectPath(storeFolder, digest))).toBe(true);
        }),
        { numRuns: 60, examples: [[new Uint8Array(0)]] },
      );
      expect(readdirSync(join(storeFolder, 'writing'))).toEqual(['swept']);
    });
  });

  it('the artifacts of a run can be copied from where they lie', async () => {
    await inWorld(async ({ store }) => {
      const run = closedRun(store);
      const recorded = store.runs.recorded(run.run_id);
      const { sha256, bytes } = run.outputs[0]?.artifact ?? run.input.artifact;
      expect(recorded.sizeOf(sha256)).toBe(bytes);
      expect(digestOf(readFileSync(recorded.pathOf?.(sha256) ?? ''))).toBe(sha256);
      expect(recorded.sizeOf(digestOf(utf8('nothing')))).toBeUndefined();
    });
  });

  it('what was never put is not there', async () => {
    await inWorld(async ({ store }) => {
      expect(store.objects.get(digestOf(utf8('nothing')))).toBeUndefined();
    });
  });

  it('a flipped byte, a cut and a swap are damage, and putting the bytes again mends it', async () => {
    await inWorld(async ({ store, storeFolder }) => {
      const bytes = utf8('the policy rate');
      const digest = store.objects.put(bytes);
      const path = objectPath(storeFolder, digest);
      for (const harm of [
        () =>
          writeFileSync(
            path,
            bytes.map((byte, i) => (i === 4 ? byte ^ 1 : byte)),
          ),
        () => truncateSync(path, 3),
        () => truncateSync(path, 0),
        () => writeFileSync(path, 'another object'),
      ]) {
        harm();
        expect(() => store.objects.get(digest)).toThrow(code('store-damaged'));
        expect(store.objects.put(bytes)).toBe(digest);
        expect(store.objects.get(digest)).toEqual(bytes);
      }
    });
  });

  it('an object that cannot be read says so', async () => {
    await inWorld(async ({ store, storeFolder }) => {
      const digest = digestOf(utf8('x'));
      mkdirSync(objectPath(storeFolder, digest), { recursive: true });
      expect(() => store.objects.get(digest)).toThrow(code('file-unreadable'));
    });
  });

  it('leftovers of killed writers go away at the next opening, those of living ones stay', async () => {
    await inWorld(async ({ storeFolder }) => {
      const old = join(storeFolder, 'writing', '1-1');
      const fresh = join(storeFolder, 'writing', '1-2');
      for (const path of [old, fresh]) writeFileSync(path, 'half');
      utimesSync(old, 1, 1);
      openStore(storeFolder).close();
      expect([existsSync(old), existsSync(fresh)]).toEqual([false, true]);
    });
  });

  it('a full disk: disk-full, nothing half-written, and what was kept is still there', async () => {
    await inWorld(async ({ out }) => {
      await onSmallDisk(out, '1m', async () => {
        const store = openStore(join(out, '.evidence'));
        const kept = store.objects.put(utf8('kept'));
        const files = (): readonly string[] =>
          readdirSync(join(out, '.evidence'), { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(out, '.evidence', name)).isFile());
        const before = files();
        expect(() => store.objects.put(new Uint8Array(2_000_000))).toThrow(code('disk-full'));
        expect(files()).toEqual(before);
        expect(store.objects.get(kept)).toEqual(utf8('kept'));
        const { recorder } = openRun(store);
        const fill = (): void => {
          for (let seq = 1; ; seq += 1) store.journal.append(recorder.runId, seq, 'x'.repeat(20_000));
        };
        expect(fill).toThrow(code('disk-full'));
        const lines = store.journal.lines(recorder.runId);
        expect(lines.every((line) => line.length === 20_000)).toBe(true);
        store.close();
        const again = openStore(join(out, '.evidence'));
        expect(again.journal.lines(recorder.runId)).toEqual(lines);
        again.close();
      });
    });
  });
});

describe('opening', () => {
  it('makes a folder that git ignores and that others cannot read', async () => {
    await inWorld(async ({ storeFolder }) => {
      expect(readFileSync(join(storeFolder, '.gitignore'), 'utf8')).toBe('*\n');
      expect(statSync(storeFolder).mode & 0o077).toBe(0);
    });
  });

  it('finds everything again', async () => {
    await inWorld(async ({ store, storeFolder }) => {
      const run = closedRun(store);
      judge(store, run, 'review');
      const again = openStore(storeFolder);
      const { read: _, sizeOf: _size, pathOf: _path, ...documents } = again.runs.recorded(run.run_id);
      const { read: __, sizeOf: __size, pathOf: __path, ...expected } = store.runs.recorded(run.run_id);
      expect(documents).toEqual(expected);
      expect(documents.run).toEqual(run);
      expect(again.verdicts.latest(run.run_id)).toEqual(store.verdicts.latest(run.run_id));
      expect(again.list()).toEqual(store.list());
      again.close();
    });
  });

  it('refuses a store of a newer version, and leaves it alone', async () => {
    await inWorld(async ({ storeFolder }) => {
      const index = new DatabaseSync(join(storeFolder, 'index.db'));
      index.exec('UPDATE schema_version SET version = 2');
      index.close();
      const before = readFileSync(join(storeFolder, 'index.db'));
      expect(() => openStore(storeFolder)).toThrow(code('store-newer'));
      expect(readFileSync(join(storeFolder, 'index.db'))).toEqual(before);
      const mended = new DatabaseSync(join(storeFolder, 'index.db'));
      mended.exec('UPDATE schema_version SET version = 0');
      mended.close();
      expect(() => openStore(storeFolder)).toThrow(code('store-damaged'));
      writeFileSync(join(storeFolder, 'index.db'), 'this is no database, and it is long enough to be looked at'.repeat(30));
      expect(() => openStore(storeFolder)).toThrow(code('store-damaged'));
    });
  });

  it('a file where the folder should be, and a disk that may not be written', async () => {
    await inWorld(async ({ out }) => {
      writeFileSync(out, '');
      expect(() => openStore(out)).toThrow(code('file-unwritable'));
      expect(() => openStore(join(out, 'below'))).toThrow(code('file-unwritable'));
      rmSync(out);
      await onReadOnlyDisk(out, async () => {
        expect(() => openStore(join(out, '.evidence'))).toThrow(code('file-unwritable'));
      });
    });
  });
});

describe('the journal', () => {
  it('takes lines in their order only', async () => {
    await inWorld(async ({ store }) => {
      const { recorder } = openRun(store);
      const { runId } = recorder;
      for (const seq of [0, 2, -1]) expect(() => store.journal.append(runId, seq, 'x')).toThrow(code('store-damaged'));
      store.journal.append(runId, 1, 'one');
      for (const seq of [1, 3]) expect(() => store.journal.append(runId, seq, 'x')).toThrow(code('store-damaged'));
      store.journal.append(runId, 2, 'two');
      expect(store.journal.lines(runId)).toEqual(['one', 'two']);
    });
  });

  it('lets a span that a dead process had begun be begun again under its number', async () => {
    await inWorld(async ({ store }) => {
      const run = closedRun(store);
      for (const _ of ['killed', 'again']) {
        Recorder.resume(run.run_id, run.trace_id, { journal: store.journal, objects: store.objects, clock, random, hash: digestOf })?.start({
          name: 'validation',
          stage: 'layered_cot_validation',
          agent_role: 'governance_auditor',
        });
      }
      expect(store.runs.recorded(run.run_id).lines).toHaveLength(2);
    });
  });

  it('keeps the lines of runs apart, and takes none of a run that was never opened', async () => {
    await inWorld(async ({ store }) => {
      const [a, b] = [openRun(store).recorder.runId, openRun(store).recorder.runId];
      store.journal.append(a, 1, 'a');
      expect(store.journal.lines(b)).toEqual([]);
      const unknown = newRunId(clock, random);
      expect(() => store.journal.append(unknown, 1, 'x')).toThrow(code('run-unknown'));
      expect(() => store.journal.begin(unknown, 1, 'x')).toThrow(code('run-unknown'));
      expect(store.journal.lines(unknown)).toEqual([]);
    });
  });
});

describe('runs', () => {
  it('a run that is unknown, open, or cut off is not given out as recorded', async () => {
    await inWorld(async ({ store, storeFolder }) => {
      expect(() => store.runs.recorded(newRunId(clock, random))).toThrow(code('run-unknown'));
      const other = openStore(storeFolder);
      const { recorder } = openRun(other);
      recorder.start({ name: 'run', stage: 'run', agent_role: 'orchestrator' });
      for (const each of [store, other]) {
        expect(() => each.runs.recorded(recorder.runId)).toThrow(code('run-open'));
        expect(each.list()).toMatchObject([{ run_id: recorder.runId, state: 'open', reason: 'at: run' }]);
        await expect(each.locks.hold(recorder.runId, async () => 'in', 0)).rejects.toMatchObject({ code: 'store-locked' });
      }
      other.close();
      expect(() => store.runs.recorded(recorder.runId)).toThrow(code('run-incomplete'));
      expect(store.list()).toMatchObject([{ state: 'cut_off', reason: 'at: run' }]);
      expect(await store.locks.hold(recorder.runId, async () => 'in', 0)).toBe('in');
      // Whoever holds it to judge or promote it is told so too, and not that it is still going on.
      await expect(store.locks.hold(recorder.runId, async () => store.runs.recorded(recorder.runId), 0)).rejects.toMatchObject({ code: 'run-incomplete' });
    });
  });

  it('a run that its caller holds can be opened, and stays held when it is closed', async () => {
    await inWorld(async ({ store, storeFolder }) => {
      const other = openStore(storeFolder);
      const runId = newRunId(clock, random);
      await store.locks.hold(runId, async () => {
        store.runs.open({ run_id: runId, trace_id: newTraceId(random), pipeline: 'sample', input_id: 'q1', started_at: instant(clock()) });
        for (const each of [store, other]) expect(() => each.runs.recorded(runId)).toThrow(code('run-open'));
      });
      expect(() => other.runs.recorded(runId)).toThrow(code('run-incomplete'));
      other.close();
    });
  });

  it('a run is closed once, and only over the record that it names', async () => {
    await inWorld(async ({ store }) => {
      const run = closedRun(store);
      const empty = [{ documents: [], sources: [] }, { retrievals: [] }] as const;
      expect(() => store.runs.close(run, ...empty)).toThrow(code('store-damaged'));
      const { recorder } = openRun(store);
      recorder.start({ name: 'run', stage: 'run', agent_role: 'orchestrator' }).end();
      const right = { ...run, run_id: recorder.runId, trace_id: recorder.traceId, record: recorder.head() };
      expect(() => store.runs.close({ ...right, record: run.record }, ...empty)).toThrow(code('store-damaged'));
      expect(() => store.runs.close({ ...right, record: { ...right.record, spans: 0 } }, ...empty)).toThrow(code('store-damaged'));
      expect(() => store.runs.close({ ...right, record: { ...right.record, sha256: run.record.sha256 } }, ...empty)).toThrow(code('store-damaged'));
      expect(() => store.runs.recorded(recorder.runId)).toThrow(code('run-open'));
      store.runs.close(right, ...empty);
      expect(store.runs.recorded(recorder.runId).run).toEqual(right);
      expect(() => store.runs.close({ ...run, run_id: newRunId(clock, random) }, ...empty)).toThrow(code('run-unknown'));
    });
  });

  it('a document that is missing, altered or another run’s is damage', async () => {
    await inWorld(async ({ store, storeFolder }) => {
      const [run, other] = [closedRun(store), closedRun(store)];
      const index = new DatabaseSync(join(storeFolder, 'index.db'));
      const row = index.prepare('SELECT run_sha256 AS run, retrievals_sha256 AS retrievals FROM runs WHERE run_id = ?').get(run.run_id);
      const path = objectPath(storeFolder, String(row?.['run']) as Digest);
      const kept = readFileSync(path);
      writeFileSync(path, String(kept).replace('"sample"', '"simple"'));
      expect(() => store.runs.recorded(run.run_id)).toThrow(code('store-damaged'));
      rmSync(path);
      expect(() => store.runs.recorded(run.run_id)).toThrow(code('store-damaged'));
      writeFileSync(path, kept);
      expect(store.runs.recorded(run.run_id).run).toEqual(run);
      index.prepare('UPDATE runs SET run_sha256 = ? WHERE run_id = ?').run(String(row?.['run']), other.run_id);
      expect(() => store.runs.recorded(other.run_id)).toThrow(code('store-damaged'));
      index.prepare('UPDATE runs SET run_sha256 = ? WHERE run_id = ?').run('sha256:x', other.run_id);
      expect(() => store.runs.recorded(other.run_id)).toThrow(code('store-damaged'));
      index.close();
    });
  });

  it('the list tells what became of each, with the reason', async () => {
    await inWorld(async ({ store, storeFolder }) => {
      closedRun(store);
      for (const result of ['pass', 'review', 'fail'] as const) judgedRun(store, result);
      expect(store.list().map(({ state, reason }) => [state, reason])).toEqual([
        ['closed', undefined],
        ['passed', 'it is a pass'],
        ['held', 'it is a review'],
        ['rejected', 'it is a fail'],
      ]);
      expect(store.list()[0]).toMatchObject({ pipeline: 'sample', input_id: 'q1', started_at: expect.stringMatching(/Z$/) });
      const passed = store.list()[1];
      const verdict = passed && store.verdicts.latest(passed.run_id)?.verdict.sha256;
      if (verdict === undefined) throw new Error('no verdict');
      rmSync(objectPath(storeFolder, verdict));
      expect(store.list()[1]).toMatchObject({ state: 'passed', reason: expect.stringContaining('is not kept') });
      writeFileSync(objectPath(storeFolder, verdict), 'x');
      expect(store.list()[1]).toMatchObject({ state: 'passed', reason: expect.stringContaining('does not hold what its index says') });
    });
  });
});

describe('ledgers', () => {
  it('the latest verdict counts', async () => {
    await inWorld(async ({ store }) => {
      const run = closedRun(store);
      expect(store.verdicts.latest(run.run_id)).toBeUndefined();
      for (const result of ['pass', 'fail', 'review'] as const) {
        judge(store, run, result);
        expect(store.verdicts.latest(run.run_id)?.result).toBe(result);
      }
      const judged = store.verdicts.latest(run.run_id);
      expect(() => judged && store.verdicts.put(newRunId(clock, random), judged)).toThrow(code('run-unknown'));
    });
  });

  it('a verdict comes with the lines of its validation, or neither is kept', async () => {
    await inWorld(async ({ store }) => {
      const run = closedRun(store);
      judge(store, run, 'fail');
      const judged = store.verdicts.latest(run.run_id);
      const lines = store.journal.lines(run.run_id);
      if (judged === undefined) throw new Error('unjudged');
      for (const wrong of [['x'], [lines[0] ?? ''], [lines.at(-1) ?? '']]) {
        expect(() => store.verdicts.put(run.run_id, { ...judged, result: 'pass' }, wrong)).toThrow(code('store-damaged'));
        expect(store.verdicts.latest(run.run_id)?.result).toBe('fail');
        expect(store.journal.lines(run.run_id)).toEqual(lines);
      }
      judge(store, run, 'pass');
      expect(store.journal.lines(run.run_id)).toHaveLength(lines.length + 1);
      expect(treeProblems(readChain(store.journal.lines(run.run_id), digestOf).spans)).toEqual([]);
    });
  });

  it('a promotion is intended, replaced, withdrawn; only what follows the record is carried out', async () => {
    await inWorld(async ({ store }) => {
      const runId = judgedRun(store, 'pass');
      const judged = store.verdicts.latest(runId);
      const recorded = store.runs.recorded(runId);
      const { lines } = recorded;
      if (judged === undefined) throw new Error('unjudged');
      const draft = draftPromotion(recorded, judged, { kind: 'gate', id: 'standard' }, { objects: store.objects, clock, random, hash: digestOf });
      const { promotion } = draft;
      const line = draft.lines[0] ?? '';
      const intent = { ...draft, folder: '/out/a', bundle_sha256: digestOf(utf8('b')), bundle_name: 'b.zip' };
      expect(() => store.promotions.commit(runId)).toThrow(code('store-damaged'));
      store.promotions.intend(runId, intent);
      expect(store.promotions.state(runId)).toEqual({ status: 'intended', intent });
      expect(store.promotions.intended()).toEqual([runId]);
      store.promotions.withdraw(runId);
      expect(store.promotions.state(runId)).toEqual({ status: 'none' });
      for (const wrong of [
        { lines: [] },
        { lines: ['x', line] },
        { lines: ['another'] },
        { lines: [line, line] },
        { promotion: { ...promotion, record: { ...promotion.record, spans: 1 } } },
        { promotion: { ...promotion, record: { ...promotion.record, sha256: digestOf(utf8('another')) } } },
      ]) {
        store.promotions.intend(runId, { ...intent, ...wrong });
        expect(() => store.promotions.commit(runId)).toThrow(code('store-damaged'));
        expect(store.journal.lines(runId)).toEqual(lines);
        expect(store.promotions.state(runId).status).toBe('intended');
      }
      expect(() => store.promotions.intend(runId, { ...intent, promotion: { ...promotion, released: [] } })).toThrow(code('store-damaged'));
      store.promotions.intend(runId, { ...intent, folder: '/out/b', bundle_sha256: null });
      // Nothing can have appeared of a bundle that was not sealed.
      expect(() => store.promotions.commit(runId)).toThrow(code('store-damaged'));
      expect(store.promotions.state(runId)).toMatchObject({ status: 'intended', intent: { bundle_sha256: null } });
      store.promotions.sealed(runId, intent.bundle_sha256);
      store.promotions.commit(runId);
      expect(() => store.promotions.sealed(runId, intent.bundle_sha256)).toThrow(code('store-damaged'));
      expect(store.promotions.state(runId)).toEqual({ status: 'promoted', intent: { ...intent, folder: '/out/b' } });
      expect(store.journal.lines(runId)).toEqual([...lines, line]);
      expect(() => store.promotions.intend(runId, intent)).toThrow(code('run-promoted'));
      expect(() => store.promotions.commit(runId)).toThrow(code('store-damaged'));
      store.promotions.withdraw(runId);
      expect(store.promotions.state(runId).status).toBe('promoted');
      expect(() => store.promotions.intend(newRunId(clock, random), intent)).toThrow(code('run-unknown'));
    });
  });

  it('what someone wrote into the index by hand is damage, not a verdict or a promotion', async () => {
    await inWorld(async ({ store, storeFolder }) => {
      const runId = judgedRun(store, 'pass');
      const index = new DatabaseSync(join(storeFolder, 'index.db'));
      const ref = { uri: 'x', sha256: digestOf(utf8('x')), bytes: 1, media_type: 'text/plain' };
      for (const judged of [
        '',
        '[]',
        '{}',
        '{"result":"pass","result":"fail"}',
        JSON.stringify({ result: 'passed', verdict: ref, claims: ref, policy: ref }),
        JSON.stringify({ result: 'pass', verdict: { ...ref, sha256: 'x' }, claims: ref, policy: ref }),
        JSON.stringify({ result: 'pass', verdict: { ...ref, bytes: '1' }, claims: ref, policy: ref }),
      ]) {
        index.prepare('UPDATE verdicts SET judged = ?').run(judged);
        expect(() => store.verdicts.latest(runId)).toThrow(code('store-damaged'));
      }
      for (const intent of ['null', '{}', JSON.stringify({ promotion: verdictOf(runId, 'pass'), lines: [] })]) {
        index.prepare("INSERT OR REPLACE INTO promotions VALUES (?, 'promoted', ?)").run(runId, intent);
        expect(() => store.promotions.state(runId)).toThrow(code('store-damaged'));
      }
      index.close();
    });
  });
});
