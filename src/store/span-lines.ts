import { digestOfNode } from '../core/digest.node.ts';
import { EvidenceError } from '../core/errors.ts';
import type { RecordHead } from '../model/generated/documents.ts';
import type { RunId } from '../model/ids.ts';
import { readChain } from '../record/chain.ts';
import type { Journal } from '../record/ports.ts';
import { type Database, numberOf, textOf } from './database.ts';

/** The span record in the index. */
export function journalIn(index: Database): Journal {
  return {
    begin: (runId, ordinal, line) =>
      index.transaction(() => {
        requireRun(index, runId);
        // The same number again: a process that died while judging had begun a span that the record never saw.
        index.run('INSERT OR REPLACE INTO begun VALUES (?, ?, ?)', runId, ordinal, line);
      }),
    append: (runId, seq, line) =>
      index.transaction(() => {
        requireRun(index, runId);
        requireOpenRecord(index, runId);
        appendLine(index, runId, seq, line);
      }),
    lines: (runId) => linesOf(index, runId),
  };
}

export function linesOf(index: Database, runId: RunId): readonly string[] {
  return index.all('SELECT line FROM lines WHERE run_id = ? ORDER BY seq', runId).map((row) => textOf(row, 'line'));
}

/** Part of a transaction of the caller. */
export function appendLine(index: Database, runId: RunId, seq: number, line: string): void {
  const last = lineCount(index, runId);
  if (seq !== last + 1)
    throw new EvidenceError('store-damaged', { where: `run ${runId}`, cause: `line ${seq} of the span record does not follow line ${last}` });
  index.run('INSERT INTO lines VALUES (?, ?, ?)', runId, seq, line);
}

export function lineCount(index: Database, runId: RunId): number {
  const row = index.first('SELECT coalesce(max(seq), 0) AS last FROM lines WHERE run_id = ?', runId);
  return row === undefined ? 0 : numberOf(row, 'last');
}

/** Refuses a record whose lines do not each name the digest of the line before. Gives its head. */
export function requireChain(index: Database, runId: RunId): RecordHead {
  const lines = linesOf(index, runId);
  const { problem, heads } = readChain(lines, digestOfNode);
  const sha256 = heads[lines.length];
  if (problem === undefined && sha256 !== undefined) return { spans: lines.length, sha256 };
  throw new EvidenceError('store-damaged', { where: `run ${runId}`, cause: `line ${problem?.line} of the span record: ${problem?.why}` });
}

export function requireRun(index: Database, runId: RunId): void {
  if (index.first('SELECT 1 FROM runs WHERE run_id = ?', runId) === undefined) throw new EvidenceError('run-unknown', { where: `run ${runId}` });
}

/** A promotion vouches for the whole record of its run: what came after it would stand in no bundle. */
export function requireOpenRecord(index: Database, runId: RunId): void {
  const row = index.first('SELECT status FROM promotions WHERE run_id = ?', runId);
  if (row === undefined) return;
  throw new EvidenceError(textOf(row, 'status') === 'promoted' ? 'run-promoted' : 'promotion-unsettled', { where: `run ${runId}` });
}
