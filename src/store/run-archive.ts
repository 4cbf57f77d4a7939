import { asDigest } from '../core/digest.ts';
import { EvidenceError } from '../core/errors.ts';
import type { DocumentKinds } from '../model/generated/documents.ts';
import type { RunId } from '../model/ids.ts';
import { documentBytes } from '../model/document-bytes.ts';
import { keptDocument } from '../promote/kept-document.ts';
import type { ObjectStore, RunArchive } from '../record/ports.ts';
import { type Database, type Row, textOf } from './database.ts';
import type { ObjectFolder } from './object-folder.ts';
import type { HeldRun, RunLockFolder } from './run-locks.ts';
import { isClosed } from './run-row.ts';
import { linesOf, requireChain, requireRun } from './span-lines.ts';

/** An archive that may have runs of this process open. */
export interface OpenArchive extends RunArchive {
  /** Lets go of the runs that were opened here and not closed: they are cut off. */
  abandon(): void;
}

/** Runs in the index, their documents among the objects. A run is held from its opening to its closing, which is how others see that it goes on. */
export function runArchive(index: Database, objects: ObjectFolder, locks: RunLockFolder): OpenArchive {
  // Runs that are open here; undefined where the caller had locked the run before and keeps it locked.
  const held = new Map<RunId, HeldRun | undefined>();
  // Whoever judges or promotes holds the run too, and does not make an open run of one that was cut off.
  const isOpen = (runId: RunId): boolean => held.has(runId) || (locks.isHeld(runId) && !locks.isHeldHere(runId));
  const letGo = (runId: RunId): void => {
    held.get(runId)?.release();
    held.delete(runId);
  };
  return {
    abandon: () => [...held.keys()].forEach(letGo),
    open({ run_id, trace_id, pipeline, input_id, started_at }) {
      held.set(run_id, locks.tryHold(run_id));
      index.run('INSERT INTO runs (run_id, trace_id, pipeline, input_id, started_at) VALUES (?, ?, ?, ?, ?)', run_id, trace_id, pipeline, input_id, started_at);
    },
    close(run, sources, retrievals) {
      const documents = [run, sources, retrievals].map((document) => objects.put(documentBytes(document)));
      index.transaction(() => {
        requireClosable(index, run);
        index.run('UPDATE runs SET run_sha256 = ?, sources_sha256 = ?, retrievals_sha256 = ? WHERE run_id = ?', ...documents, run.run_id);
      });
      letGo(run.run_id);
    },
    recorded(runId) {
      const row = index.first('SELECT * FROM runs WHERE run_id = ?', runId);
      if (row === undefined) throw new EvidenceError('run-unknown', { where: `run ${runId}` });
      if (!isClosed(row)) throw new EvidenceError(isOpen(runId) ? 'run-open' : 'run-incomplete', { where: `run ${runId}` });
      const run = readDocument('run', row, objects);
      if (run.run_id !== runId) throw new EvidenceError('store-damaged', { where: `run ${runId}`, cause: `its document is of run ${run.run_id}` });
      return {
        run,
        sources: readDocument('sources', row, objects),
        retrievals: readDocument('retrievals', row, objects),
        lines: linesOf(index, runId),
        read: (digest) => objects.get(digest),
        sizeOf: (digest) => objects.sizeOf(digest),
        pathOf: (digest) => objects.pathOf(digest),
      };
    },
  };
}

/** A run is closed once, over the very record that it names. */
function requireClosable(index: Database, run: DocumentKinds['run']): void {
  requireRun(index, run.run_id);
  const where = `run ${run.run_id}`;
  if (index.first('SELECT 1 FROM runs WHERE run_id = ? AND run_sha256 IS NOT NULL', run.run_id) !== undefined) {
    throw new EvidenceError('store-damaged', { where, cause: 'it is closed already' });
  }
  const head = requireChain(index, run.run_id);
  if (head.spans !== run.record.spans || head.sha256 !== run.record.sha256) {
    throw new EvidenceError('store-damaged', { where, cause: 'its span record does not end where the run says' });
  }
}

function readDocument<K extends 'run' | 'sources' | 'retrievals'>(kind: K, row: Row, objects: ObjectStore): DocumentKinds[K] {
  const name = textOf(row, `${kind}_sha256`);
  const where = `${kind}.json of run ${textOf(row, 'run_id')}`;
  const digest = asDigest(name);
  if (digest === undefined) throw new EvidenceError('store-damaged', { where, cause: `${name} is no digest` });
  return keptDocument(kind, digest, objects, where);
}
