import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { instant } from '../../src/core/clock.ts';
import { digestOfNode } from '../../src/core/digest.node.ts';
import { writeNewFile } from '../../src/core/durable-files.node.ts';
import type { ArtifactRef } from '../../src/model/generated/documents.ts';
import { newRunId, type RunId } from '../../src/model/ids.ts';
import { documentBytes } from '../../src/model/document-bytes.ts';
import { promote, promotedAgain, type PromotePorts } from '../../src/promote/promote.ts';
import type { Seal } from '../../src/promote/ports.ts';
import { closedRun, clock, judge, judgedRun, portsOf, random, seal, verdictOf } from './fixtures/sample-run.ts';
import { atEachStep, steps } from './fixtures/steps.ts';
import { onReadOnlyDisk, onSmallDisk } from './fixtures/small-disk.ts';
import { expectHeld, expectPromoted, inWorld, namesIn } from './fixtures/world.ts';

describe('promote', () => {
  it('releases a run that passed, once', async () => {
    await inWorld(async ({ store, out }) => {
      const runId = judgedRun(store, 'pass');
      const first = await promote(runId, portsOf(store), { folder: join(out, 'answer') });
      expect(first).toMatchObject({
        status: 'promoted',
        already: false,
        intent: { folder: join(out, 'answer'), promotion: { decided_by: { kind: 'gate', id: 'standard' } } },
      });
      await expectPromoted(store, runId, out);
      const again = await promote(runId, portsOf(store), { folder: join(out, 'elsewhere') });
      expect(again).toMatchObject({ status: 'promoted', already: true, intent: { folder: join(out, 'answer') } });
      await expectPromoted(store, runId, out);
    });
  });

  it('holds and rejects without a trace in the output folder', async () => {
    await inWorld(async ({ store, out }) => {
      const options = { folder: join(out, 'answer') };
      expect(await promote(judgedRun(store, 'review'), portsOf(store), options)).toEqual({ status: 'held', reasons: ['it is a review'] });
      const approval = { by: 'ines', reason: 'because', at: instant(clock()) };
      expect(await promote(judgedRun(store, 'fail'), portsOf(store), { ...options, approval })).toEqual({ status: 'rejected', reasons: ['it is a fail'] });
      expect(namesIn(out)).toEqual([]);
      expect(store.list().map(({ state }) => state)).toEqual(['held', 'rejected']);
    });
  });

  it('releases a run in review when an approver says why, and says who it was', async () => {
    await inWorld(async ({ store, out }) => {
      const runId = judgedRun(store, 'review');
      const approval = { by: 'ines', reason: 'checked by telephone', at: instant(clock()) };
      const outcome = await promote(runId, portsOf(store), { folder: join(out, 'answer'), approval });
      expect(outcome).toMatchObject({
        status: 'promoted',
        intent: { promotion: { decided_by: { kind: 'person', id: 'ines', reason: 'checked by telephone' } } },
      });
      await expectPromoted(store, runId, out);
    });
  });

  it('says what keeps a run from being promoted at all', async () => {
    await inWorld(async ({ store, out }) => {
      const options = { folder: join(out, 'answer') };
      const unjudged = closedRun(store).run_id;
      await expect(promote(unjudged, portsOf(store), options)).rejects.toMatchObject({ code: 'run-unjudged', where: `run ${unjudged}` });
      await expect(promote('0193d5a0-0000-7000-8000-000000000000' as RunId, portsOf(store), options)).rejects.toMatchObject({ code: 'run-unknown' });
      expect(() => promotedAgain(unjudged, portsOf(store))).toThrow(expect.objectContaining({ code: 'run-not-promoted', where: `run ${unjudged}` }));
    });
  });

  it('closes the record: a promoted run takes no line and no verdict', async () => {
    await inWorld(async ({ store, out }) => {
      const run = closedRun(store);
      judge(store, run, 'pass');
      await promote(run.run_id, portsOf(store), { folder: join(out, 'answer') });
      expect(() => judge(store, run, 'pass')).toThrow(expect.objectContaining({ code: 'run-promoted' }));
      const next = store.journal.lines(run.run_id).length + 1;
      expect(() => store.journal.append(run.run_id, next, 'x')).toThrow(expect.objectContaining({ code: 'run-promoted' }));
      const judged = store.verdicts.latest(run.run_id);
      expect(() => judged && store.verdicts.put(run.run_id, judged)).toThrow(expect.objectContaining({ code: 'run-promoted' }));
    });
  });

  it('lets two callers in one process promote the same run once', async () => {
    await inWorld(async ({ store, out }) => {
      const runId = judgedRun(store, 'pass');
      const outcomes = await Promise.all(['answer', 'other'].map((name) => promote(runId, portsOf(store), { folder: join(out, name) })));
      expect(outcomes.map((outcome) => outcome.status === 'promoted' && outcome.already).sort()).toEqual([false, true]);
      const [name = ''] = namesIn(out);
      await expectPromoted(store, runId, out, name);
    });
  });

  it('is not misled by a line or a verdict that changes between judging and promoting', async () => {
    await inWorld(async ({ store, out }) => {
      const run = closedRun(store);
      judge(store, run, 'fail');
      judge(store, run, 'pass');
      judge(store, run, 'review');
      expect(await promote(run.run_id, portsOf(store), { folder: join(out, 'answer') })).toMatchObject({ status: 'held' });
    });
  });
});

describe('a promotion that breaks at any step', () => {
  it.each(steps)('%s: wholly promoted or still held, and it can be run again', async (step) => {
    await inWorld(async ({ store, out }) => {
      const runId = judgedRun(store, 'pass');
      const linesBefore = store.journal.lines(runId).length;
      const broken = atEachStep(portsOf(store), (name) => {
        if (name === step) throw new Error(`broken ${step}`);
      });
      await expect(promote(runId, broken, { folder: join(out, 'answer') })).rejects.toThrow(`broken ${step}`);
      const revealed = steps.indexOf(step) >= steps.indexOf('after reveal');
      const settled = revealed && step !== 'before commit';
      if (settled) await expectPromoted(store, runId, out);
      if (!revealed) expectHeld(store, runId, out, linesBefore);
      const again = await promote(runId, portsOf(store), { folder: join(out, 'answer') });
      expect(again).toMatchObject({ status: 'promoted', already: revealed });
      await expectPromoted(store, runId, out);
    });
  });

  it('keeps the intent, and lets nothing else into the record, while it cannot be settled', async () => {
    await inWorld(async ({ store, out }) => {
      const run = closedRun(store);
      judge(store, run, 'pass');
      const whole = portsOf(store);
      const broken: PromotePorts = {
        ...whole,
        release: { ...whole.release, reveal: () => Promise.reject(new Error('power')), discard: () => Promise.reject(new Error('gone')) },
      };
      await expect(promote(run.run_id, broken, { folder: join(out, 'answer') })).rejects.toThrow('power');
      expect(store.promotions.state(run.run_id).status).toBe('intended');
      expect(() => judge(store, run, 'pass')).toThrow(expect.objectContaining({ code: 'promotion-unsettled' }));
      await promote(run.run_id, whole, { folder: join(out, 'moved') });
      await expectPromoted(store, run.run_id, out, 'moved');
    });
  });
});

describe('what lies in the way', () => {
  it.each<[string, (folder: string) => void]>([
    ['a file', (folder) => writeFileSync(folder, 'mine')],
    ['a folder with something in it', (folder) => (mkdirSync(folder), writeFileSync(join(folder, 'mine.txt'), 'mine'))],
  ])('%s is left as it is, and the run is held', async (_, put) => {
    await inWorld(async ({ store, out }) => {
      const runId = judgedRun(store, 'pass');
      mkdirSync(out);
      put(join(out, 'answer'));
      const before = namesIn(out);
      await expect(promote(runId, portsOf(store), { folder: join(out, 'answer') })).rejects.toMatchObject({ code: 'release-blocked' });
      expect(namesIn(out)).toEqual(before);
      expect(store.promotions.state(runId)).toEqual({ status: 'none' });
      rmSync(join(out, 'answer'), { recursive: true });
      await promote(runId, portsOf(store), { folder: join(out, 'answer') });
      await expectPromoted(store, runId, out);
    });
  });

  it('an empty folder is not in the way', async () => {
    await inWorld(async ({ store, out }) => {
      const runId = judgedRun(store, 'pass');
      mkdirSync(join(out, 'answer'), { recursive: true });
      await promote(runId, portsOf(store), { folder: join(out, 'answer') });
      await expectPromoted(store, runId, out);
    });
  });

  it('a run that came first: the second is blocked, and nothing is mixed', async () => {
    await inWorld(async ({ store, out }) => {
      const [first, second] = [judgedRun(store, 'pass'), judgedRun(store, 'pass')];
      const outcomes = await Promise.allSettled([first, second].map((runId) => promote(runId, portsOf(store), { folder: join(out, 'answer') })));
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'release-blocked' } });
      expect(namesIn(out)).toHaveLength(5);
      expect(
        store
          .list()
          .map(({ state }) => state)
          .sort(),
      ).toEqual(['passed', 'promoted']);
    });
  });
});

describe('damage', () => {
  it('a seal whose name leads out of the folder is refused before anything is kept', async () => {
    await inWorld(async ({ store, out }) => {
      const runId = judgedRun(store, 'pass');
      const linesBefore = store.journal.lines(runId).length;
      for (const [bundle_name, code] of [
        ['../evil.zip', 'bundle-name'],
        ['ANSWER.md', 'output-name-twice'],
        ['tables', 'output-name-twice'],
        ['answer.md/x', 'output-name-twice'],
      ] as const) {
        const ports: PromotePorts = { ...portsOf(store), seal: { ...seal, name: bundle_name } };
        await expect(promote(runId, ports, { folder: join(out, 'answer') })).rejects.toMatchObject({ code });
        expectHeld(store, runId, out, linesBefore);
      }
    });
  });

  it('an output that the store lost or altered is not released', async () => {
    await inWorld(async ({ store, storeFolder, out }) => {
      const runId = judgedRun(store, 'pass');
      const linesBefore = store.journal.lines(runId).length;
      const digest = store.runs.recorded(runId).run.outputs[1]?.artifact.sha256 ?? '';
      const path = join(storeFolder, 'objects', digest.slice(7, 9), digest.slice(9));
      writeFileSync(path, 'another table');
      await expect(promote(runId, portsOf(store), { folder: join(out, 'answer') })).rejects.toMatchObject({ code: 'store-damaged' });
      rmSync(path);
      await expect(promote(runId, portsOf(store), { folder: join(out, 'answer') })).rejects.toMatchObject({ code: 'store-damaged' });
      expectHeld(store, runId, out, linesBefore);
    });
  });

  it('an archive that gives out other bytes than the run names does not get them released', async () => {
    await inWorld(async ({ store, out }) => {
      const runId = judgedRun(store, 'pass');
      const recorded = store.runs.recorded(runId);
      const lying = { ...store.runs, recorded: () => ({ ...recorded, read: () => new Uint8Array(24) }) };
      await expect(promote(runId, { ...portsOf(store), runs: lying }, { folder: join(out, 'answer') })).rejects.toMatchObject({
        code: 'store-damaged',
        where: 'output answer.md',
      });
      expectHeld(store, runId, out, recorded.lines.length);
    });
  });

  it.each<[string, (bytes: Uint8Array) => Uint8Array | undefined]>([
    ['lost', () => undefined],
    ['no text', () => Uint8Array.of(0xff)],
    ['not what its schema asks for', () => Uint8Array.from([0x7b, 0x7d])],
  ])('a document that judges the run and is %s holds it', async (_, damage) => {
    await inWorld(async ({ store, out }) => {
      const runId = judgedRun(store, 'pass');
      const linesBefore = store.journal.lines(runId).length;
      for (const name of ['verdict', 'claims', 'policy'] as const) {
        const ref = store.verdicts.latest(runId)?.[name];
        const get: typeof store.objects.get = (digest) => {
          const bytes = store.objects.get(digest);
          return digest === ref?.sha256 && bytes !== undefined ? damage(bytes) : bytes;
        };
        const ports: PromotePorts = { ...portsOf(store), objects: { ...store.objects, get } };
        await expect(promote(runId, ports, { folder: join(out, 'answer') })).rejects.toMatchObject({ code: 'store-damaged', where: ref?.uri });
        expectHeld(store, runId, out, linesBefore);
      }
    });
  });

  it('a record that is not the one that the run was closed with is not vouched for', async () => {
    await inWorld(async ({ store, out }) => {
      const runId = judgedRun(store, 'pass');
      const recorded = store.runs.recorded(runId);
      const { run, lines } = recorded;
      const records = [
        { ...recorded, run: { ...run, record: { ...run.record, sha256: digestOfNode(Uint8Array.of()) } } },
        { ...recorded, lines: lines.slice(1) },
        // The root is whole; what was added behind it is not.
        { ...recorded, lines: [...lines.slice(0, -1), '{}'] },
        { ...recorded, lines: [] },
      ];
      for (const record of records) {
        const lying = { ...store.runs, recorded: () => record };
        await expect(promote(runId, { ...portsOf(store), runs: lying }, { folder: join(out, 'answer') })).rejects.toMatchObject({ code: 'store-damaged' });
        expectHeld(store, runId, out, lines.length);
      }
    });
  });

  it('a promotion that was edited in the ledger is not sealed again', async () => {
    await inWorld(async ({ store, out }) => {
      const runId = judgedRun(store, 'pass');
      await promote(runId, portsOf(store), { folder: join(out, 'answer') });
      const { intent } = promotedAgain(runId, portsOf(store));
      const refTo = (bytes: Uint8Array): ArtifactRef => ({ ...intent.promotion.verdict, sha256: store.objects.put(bytes) });
      const edits: readonly Partial<typeof intent.promotion>[] = [
        { released: [] },
        { decided_by: { kind: 'person', id: 'ines', reason: 'mine', at: instant(clock()) } },
        { decided_by: { kind: 'gate', id: 'strict' } },
        { record: { spans: 2, sha256: intent.promotion.record.sha256 } },
        // A head that the record once had.
        { record: store.runs.recorded(runId).run.record },
        { record: { ...intent.promotion.record, sha256: digestOfNode(Uint8Array.of()) } },
        { verdict: intent.promotion.claims },
        { verdict: refTo(documentBytes(verdictOf(runId, 'fail'))) },
        ...[
          { kind: 'person' as const, id: 'mallory', reason: 'mine', at: instant(clock()) },
          { kind: 'person' as const, id: 'ines', reason: 'mine' },
          { kind: 'person' as const, id: 'ines', at: instant(clock()) },
          { kind: 'gate' as const, id: 'ines', reason: 'mine', at: instant(clock()) },
        ].map((decided_by) => ({ verdict: refTo(documentBytes(verdictOf(runId, 'review'))), decided_by })),
        { run_id: newRunId(clock, random) },
      ];
      for (const edit of edits) {
        const promotions = {
          ...store.promotions,
          state: () => ({ status: 'promoted' as const, intent: { ...intent, promotion: { ...intent.promotion, ...edit } } }),
        };
        expect(() => promotedAgain(runId, { ...portsOf(store), promotions })).toThrow(expect.objectContaining({ code: 'store-damaged' }));
      }
    });
  });

  it('a relative folder is a fault of the caller, and leaves the run held', async () => {
    await inWorld(async ({ store, out }) => {
      const runId = judgedRun(store, 'pass');
      await expect(promote(runId, portsOf(store), { folder: 'answer' })).rejects.toThrow(TypeError);
      await promote(runId, portsOf(store), { folder: join(out, 'answer') });
      await expectPromoted(store, runId, out);
    });
  });

  it('a disk that is full: nothing half-written is left, and the run can be promoted elsewhere', async () => {
    await inWorld(async ({ store, out }) => {
      const runId = judgedRun(store, 'pass');
      const linesBefore = store.journal.lines(runId).length;
      const tooLarge: Seal['seal'] = async (_, path) => {
        await Promise.resolve(writeNewFile(path, new Uint8Array(200_000)));
        return digestOfNode(new Uint8Array(200_000));
      };
      const large: PromotePorts = { ...portsOf(store), seal: { name: 'large.zip', seal: tooLarge } };
      const mounted = await onSmallDisk(out, '64k', async () => {
        await expect(promote(runId, large, { folder: join(out, 'answer') })).rejects.toMatchObject({ code: 'disk-full', where: join(out, 'answer') });
        expectHeld(store, runId, out, linesBefore);
      });
      if (mounted) await promote(runId, portsOf(store), { folder: join(out, 'answer') });
      if (mounted) await expectPromoted(store, runId, out);
    });
  });

  it('a disk that may not be written', async () => {
    await inWorld(async ({ store, out }) => {
      const runId = judgedRun(store, 'pass');
      const linesBefore = store.journal.lines(runId).length;
      await onReadOnlyDisk(out, async () => {
        await expect(promote(runId, portsOf(store), { folder: join(out, 'answer') })).rejects.toMatchObject({ code: 'file-unwritable' });
        expectHeld(store, runId, out, linesBefore);
      });
    });
  });

  it('a file where the output folder should be', async () => {
    await inWorld(async ({ store, out }) => {
      const runId = judgedRun(store, 'pass');
      writeFileSync(out, 'a file');
      await expect(promote(runId, portsOf(store), { folder: join(out, 'answer') })).rejects.toMatchObject({
        code: 'file-unwritable',
        where: join(out, 'answer'),
      });
      expect(store.promotions.state(runId)).toEqual({ status: 'none' });
    });
  });
});
