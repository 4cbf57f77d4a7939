import { canonicalJson } from '../core/canonical-json.ts';
import type { JsonValue } from '../core/json.ts';
import type { RunId } from '../model/ids.ts';
import type { Judged, VerdictLedger } from '../promote/ports.ts';
import { type Database, textOf } from './database.ts';
import { appendLine, lineCount, requireChain, requireOpenRecord, requireRun } from './span-lines.ts';
import { readJudged } from './stored-json.ts';

/** Verdicts in the index. A promoted run takes no other: the one that it was promoted on stands. */
export function verdictLedger(index: Database): VerdictLedger {
  return {
    put: (runId, judged, lines = []) =>
      index.transaction(() => {
        requireRun(index, runId);
        requireOpenRecord(index, runId);
        for (const line of lines) appendLine(index, runId, lineCount(index, runId) + 1, line);
        if (lines.length > 0) requireChain(index, runId);
        index.run('INSERT INTO verdicts (run_id, judged) VALUES (?, ?)', runId, writeJudged(judged));
      }),
    latest: (runId) => latestVerdict(index, runId),
  };
}

export function latestVerdict(index: Database, runId: RunId): Judged | undefined {
  const row = index.first('SELECT judged FROM verdicts WHERE run_id = ? ORDER BY number DESC LIMIT 1', runId);
  return row === undefined ? undefined : readJudged(textOf(row, 'judged'), `the verdict of run ${runId}`);
}

function writeJudged({ result, verdict, claims, policy }: Judged): string {
  const judged: JsonValue = { result, verdict: { ...verdict }, claims: { ...claims }, policy: { ...policy } };
  return canonicalJson(judged);
}
