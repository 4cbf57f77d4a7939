import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EvidenceError } from '../core/errors.ts';
import type { RunId } from '../model/ids.ts';
import type { RunLocks } from '../record/ports.ts';
import { Database } from './database.ts';

/** Locks that can also be asked. */
export interface RunLockFolder extends RunLocks {
  /** Whether someone holds the run at this moment, in this process or another. */
  isHeld(runId: RunId): boolean;
}

const stepMillis = 20;

/**
 * One tiny SQLite file a run, locked exclusively while the work goes on. The kernel frees it when the process dies, and
 * SQLite keeps holders within one process apart. The files stay: to remove one while another process opens it would let
 * two hold the same run.
 */
export function runLocks(folder: string): RunLockFolder {
  const pathOf = (runId: RunId): string => join(folder, 'locks', `${runId}.db`);
  return {
    async hold(runId, work, waitMillis = 30_000) {
      const lock = new Database(pathOf(runId), 0);
      try {
        for (let waited = 0; !lock.tryExclusive(); waited += stepMillis) {
          if (waited >= waitMillis) throw new EvidenceError('store-locked', { where: `run ${runId}` });
          await sleep(stepMillis);
        }
        return await work();
      } finally {
        lock.close();
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
  };
}
