import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EvidenceError } from '../../src/core/errors.ts';
import type { RunId } from '../../src/model/ids.ts';
import { promote, type PromotePorts } from '../../src/promote/promote.ts';
import { recover, settle } from '../../src/promote/settle.ts';
import type { Store } from '../../src/store/store.ts';
import { judgedRun, portsOf } from './fixtures/sample-run.ts';
import { expectHeld, expectPromoted, inWorld, namesIn } from './fixtures/world.ts';

/** A judged run whose promotion stopped before or after its folder appeared, and could not be settled. */
async function cutOff(store: Store, folder: string, { revealed }: { readonly revealed: boolean }): Promise<RunId> {
  const runId = judgedRun(store, 'pass');
  const ports = portsOf(store);
  const power = (): never => {
    throw new Error('power');
  };
  const broken: PromotePorts = {
    ...ports,
    promotions: { ...ports.promotions, commit: power },
    release: { ...ports.release, discard: async () => power(), ...(revealed ? {} : { reveal: async () => power() }) },
  };
  await expect(promote(runId, broken, { folder })).rejects.toThrow('power');
  expect(store.promotions.state(runId).status).toBe('intended');
  return runId;
}

const failing = (ports: PromotePorts, error: unknown, runId: RunId): PromotePorts => ({
  ...ports,
  promotions: {
    ...ports.promotions,
    state: (asked) => {
      if (asked === runId) throw error;
      return ports.promotions.state(asked);
    },
  },
});

describe('a promotion that was cut off', () => {
  it('before its folder appeared is undone, without leftovers', async () => {
    await inWorld(async ({ store, out }) => {
      const runId = await cutOff(store, join(out, 'answer'), { revealed: false });
      const linesBefore = store.journal.lines(runId).length;
      expect(namesIn(out)).not.toEqual([]);
      expect(await recover(portsOf(store))).toEqual([{ run_id: runId, status: 'held' }]);
      expectHeld(store, runId, out, linesBefore);
      expect(await recover(portsOf(store))).toEqual([]);
      expect(await settle(runId, portsOf(store))).toBe('held');
    });
  });

  it('after its folder appeared is carried through', async () => {
    await inWorld(async ({ store, out }) => {
      const runId = await cutOff(store, join(out, 'answer'), { revealed: true });
      expect(await recover(portsOf(store))).toEqual([{ run_id: runId, status: 'promoted' }]);
      await expectPromoted(store, runId, out);
      expect(await settle(runId, portsOf(store))).toBe('promoted');
    });
  });

  it('whose run another process holds is left to it, at once', async () => {
    await inWorld(async ({ store, out }) => {
      const held = await cutOff(store, join(out, 'held'), { revealed: true });
      const free = await cutOff(store, join(out, 'free'), { revealed: true });
      await store.locks.hold(held, async () => {
        expect(await recover(portsOf(store))).toEqual([{ run_id: free, status: 'promoted' }]);
        expect(store.promotions.state(held).status).toBe('intended');
      });
    });
  });

  it('that the machine does not let be settled is named, and keeps nobody from the others', async () => {
    await inWorld(async ({ store, out }) => {
      const stuck = await cutOff(store, join(out, 'stuck'), { revealed: true });
      const other = await cutOff(store, join(out, 'other'), { revealed: false });
      const error = new EvidenceError('disk-full', { where: out });
      expect(await recover(failing(portsOf(store), error, stuck))).toEqual([
        { run_id: stuck, status: 'unsettled', error },
        { run_id: other, status: 'held' },
      ]);
    });
  });

  it('does not hide a fault of ours', async () => {
    await inWorld(async ({ store, out }) => {
      const runId = await cutOff(store, join(out, 'answer'), { revealed: true });
      await expect(recover(failing(portsOf(store), new TypeError('a fault'), runId))).rejects.toThrow(TypeError);
    });
  });
});
