import { fromUtf8 } from '../core/bytes.ts';
import { digestOfNode } from '../core/digest.node.ts';
import { asDigest } from '../core/digest.ts';
import { EvidenceError } from '../core/errors.ts';
import type { DocumentKinds } from '../model/generated/documents.ts';
import { parseJson } from '../model/parse.ts';
import { documentBytes } from '../promote/document-bytes.ts';
import { readChain } from '../record/chain.ts';
import type { ObjectStore, RunArchive } from '../record/ports.ts';
import { type Database, type Row, textOf } from './database.ts';
import type { RunLockFolder } from './run-locks.ts';
import { isClosed } from './run-row.ts';
import { linesOf, requireRun } from './span-lines.ts';

/** Runs in the index, their documents among the objects. */
export function runArchive(index: Database, objects: ObjectStore, locks: RunLockFolder): RunArchive {
  return {
    open: ({ run_id, trace_id, pipeline, input_id, started_at }) =>
      index.run('INSERT INTO runs (run_id, trace_id, pipeline, input_id, started_at) VALUES (?, ?, ?, ?, ?)', run_id, trace_id, pipeline, input_id, started_at),
    close(run, sources, retrievals) {
      const documents = [run, sources, retrievals].map((document) => objects.put(documentBytes(document)));
      index.transaction(() => {
        requireRun(index, run.run_id);
        const problem = closingProblem(index, run);
        if (problem !== undefined) throw new EvidenceError('store-damaged', { where: `run ${run.run_id}`, cause: problem });
        index.run('UPDATE runs SET run_sha256 = ?, sources_sha256 = ?, retrievals_sha256 = ? WHERE run_id = ?', ...documents, run.run_id);
      });
    },
    recorded(runId) {
      const row = index.first('SELECT * FROM runs WHERE run_id = ?', runId);
      if (row === undefined) throw new EvidenceError('run-unknown', { where: `run ${runId}` });
      if (!isClosed(row)) throw new EvidenceError(locks.isHeld(runId) ? 'run-open' : 'run-incomplete', { where: `run ${runId}` });
      const run = readDocument('run', row, 'run_sha256', objects);
      if (run.run_id !== runId) throw new EvidenceError('store-damaged', { where: `run ${runId}`, cause: `its document is of run ${run.run_id}` });
      return {
        run,
        sources: readDocument('sources', row, 'sources_sha256', objects),
        retrievals: readDocument('retrievals', row, 'retrievals_sha256', objects),
        lines: linesOf(index, runId),
        read: (digest) => objects.get(digest),
      };
    },
  };
}

/** Why a run cannot be closed: it is, or it names another record than the one kept. */
function closingProblem(index: Database, run: DocumentKinds['run']): string | undefined {
  const row = index.first('SELECT run_sha256 FROM runs WHERE run_id = ?', run.run_id);
  if (row === undefined || isClosed(row)) return 'it is closed already';
  const lines = linesOf(index, run.run_id);
  const chain = readChain(lines, digestOfNode);
  if (chain.problem !== undefined) return `line ${chain.problem.line} of its span record: ${chain.problem.why}`;
  return lines.length === run.record.spans && chain.heads[lines.length] === run.record.sha256 ? undefined : 'its span record does not end where the run says';
}

function readDocument<K extends 'run' | 'sources' | 'retrievals'>(kind: K, row: Row, column: string, objects: ObjectStore): DocumentKinds[K] {
  const name = textOf(row, column);
  const where = `${kind}.json of run ${textOf(row, 'run_id')}`;
  const digest = asDigest(name);
  const bytes = digest === undefined ? undefined : objects.get(digest);
  const text = bytes === undefined ? undefined : fromUtf8(bytes);
  if (text === undefined) throw new EvidenceError('store-damaged', { where, cause: `${name} is not kept` });
  return parseJson(kind, text, where);
}
