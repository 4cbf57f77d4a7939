import { EvidenceError } from '../core/errors.ts';
import { asRunId, type RunId } from '../model/ids.ts';
import { type Row, textOf } from './database.ts';

export function runIdOf(row: Row): RunId {
  const text = textOf(row, 'run_id');
  const runId = asRunId(text);
  if (runId === undefined) throw new EvidenceError('store-damaged', { where: `run ${text}`, cause: 'the id is none' });
  return runId;
}

/** Whether the run was closed with its documents. */
export function isClosed(row: Row): boolean {
  return row['run_sha256'] !== null;
}
