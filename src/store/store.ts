import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { errnoOf, syncFolder, writeError } from '../core/durable-files.node.ts';
import type { PromotionLedger, VerdictLedger } from '../promote/ports.ts';
import type { Journal, ObjectStore, RunArchive, RunLocks } from '../record/ports.ts';
import { openIndex } from './index-schema.ts';
import { objectFolder, sweepUnfinished } from './object-folder.ts';
import { runArchive } from './run-archive.ts';
import { listRuns, type RunSummary } from './run-list.ts';
import { runLocks } from './run-locks.ts';
import { promotionLedger } from './promotion-ledger.ts';
import { journalIn } from './span-lines.ts';
import { verdictLedger } from './verdict-ledger.ts';

/** Where runs wait and promotions live. Several processes may have the same folder open. */
export interface Store {
  readonly objects: ObjectStore;
  readonly journal: Journal;
  readonly runs: RunArchive;
  readonly locks: RunLocks;
  readonly verdicts: VerdictLedger;
  readonly promotions: PromotionLedger;
  /** Every run, in the order of their beginning. */
  list(): readonly RunSummary[];
  close(): void;
}

/**
 * Opens the store in a folder of its own, such as `.evidence`, and makes it where it is not there: an index, an object
 * folder, a folder of locks. Throws `file-unwritable`, `disk-full`, `store-newer` or `store-damaged`.
 */
export function openStore(folder: string): Store {
  const root = resolve(folder);
  makeFolders(root);
  const index = openIndex(root);
  const objects = objectFolder(root);
  const locks = runLocks(root);
  const runs = runArchive(index, objects, locks);
  return {
    objects,
    locks,
    journal: journalIn(index),
    runs,
    verdicts: verdictLedger(index),
    promotions: promotionLedger(index),
    list: () => listRuns(index, objects, locks),
    close() {
      runs.abandon();
      index.close();
    },
  };
}

function makeFolders(root: string): void {
  try {
    // Prompts and sources are nobody else's business: the folder is its owner's alone.
    mkdirSync(root, { recursive: true, mode: 0o700 });
    for (const name of ['objects', 'writing', 'locks']) mkdirSync(join(root, name), { recursive: true });
    ignoreInGit(root);
    sweepUnfinished(root);
    syncFolder(root);
  } catch (error) {
    throw writeError(error, root);
  }
}

/** Run data does not belong into a repository: an ignore file inside the folder works whatever the one above says. */
function ignoreInGit(root: string): void {
  try {
    writeFileSync(join(root, '.gitignore'), '*\n', { flag: 'wx' });
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error;
  }
}
