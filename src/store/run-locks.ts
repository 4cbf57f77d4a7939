import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EvidenceError } from '../core/errors.ts';
import type { RunId } from '../model/ids.ts';
import type { RunLocks } from '../record/ports.ts';
import { Database } from './database.ts';

/** A run that is held, until it is released or the process dies. */
export interface HeldRun {
  release(): void;
}

/** Locks that can also be tried and asked. */
export interface RunLockFolder extends RunLocks {
  /** Holds the run, or says at once that someone does, in this process or another. */
  tryHold(runId: RunId): HeldRun | undefined;
  /** Whether someone holds the run at this moment. */
  isHeld(runId: RunId): boolean;
  /** Whether it is `hold` of this very object that holds it. */
  isHeldHere(runId: RunId): boolean;
}

const stepMillis = 20;

/**
 * One tiny SQLite file a run, locked exclusively while the work goes on. The kernel frees it when the process dies, and
 * SQLite keeps holders within one process apart. The files stay: to remove one while another process opens it would let
 * two hold the same run.
 */
export function runLocks(folder: string): RunLockFolder {
  const pathOf = (runId: RunId): string => join(folder, 'locks', `${runId}.db`);

  const here = new Set<RunId>();

  const tryHold = (runId: RunId): HeldRun | undefined => {
    const lock = new Database(pathOf(runId), 0);
    let held = false;
    try {
      held = lock.tryExclusive();
    } finally {
      if (!held) lock.close();
    }
    return held ? { release: () => lock.close() } : undefined;
  };

  return {
    tryHold,
    async hold(runId, work, waitMillis = 30_000) {
      let held = tryHold(runId);
      for (let waited = 0; held === undefined; waited += stepMillis) {
        if (waited >= waitMillis) throw new EvidenceError('store-locked', { where: `run ${runId}` });
        await sleep(stepMillis);
        held = tryHold(runId);
      }
      here.add(runId);
      try {
        return await work();
      } finally {
        here.delete(runId);
        held.release();
      }
    },
    isHeld(runId) {
      if (!existsSync(pathOf(runId))) return false;
      const lock = new Database(pathOf(runId), 0);
      try {
        return !lock.isFree();
      } finally {
        lock.close();
      }
    },
    isHeldHere: (runId) => here.has(runId),
  };
}
