import { EvidenceError } from '../core/errors.ts';
import type { RunId } from '../model/ids.ts';
import type { PromotionIntent, PromotionLedger, PromotionState, SealedIntent } from '../promote/ports.ts';
import { type Database, textOf } from './database.ts';
import { runIdOf } from './run-row.ts';
import { appendLine, lineCount, requireChain, requireRun } from './span-lines.ts';
import { readIntent } from './stored-json.ts';

/** Promotions in the index: one a run, intended first and carried out once. */
export function promotionLedger(index: Database): PromotionLedger {
  return {
    state: (runId) => promotionState(index, runId),
    intended: () => index.all("SELECT run_id FROM promotions WHERE status = 'intended' ORDER BY run_id").map(runIdOf),
    intend: (runId, intent) =>
      index.transaction(() => {
        requireRun(index, runId);
        if (promotionState(index, runId).status === 'promoted') throw new EvidenceError('run-promoted', { where: `run ${runId}` });
        const text = JSON.stringify(intent);
        // What could not be read again after a crash is refused now.
        readIntent(text, `the promotion of run ${runId}`);
        index.run("INSERT OR REPLACE INTO promotions VALUES (?, 'intended', ?)", runId, text);
      }),
    sealed: (runId, bundle_sha256) =>
      index.transaction(() => {
        const { intent } = requireIntended(index, runId);
        index.run('UPDATE promotions SET intent = ? WHERE run_id = ?', JSON.stringify({ ...intent, bundle_sha256 }), runId);
      }),
    withdraw: (runId) => index.run("DELETE FROM promotions WHERE run_id = ? AND status = 'intended'", runId),
    commit: (runId) =>
      index.transaction(() => {
        const { intent } = requireIntended(index, runId);
        requireSealed(intent, runId);
        closeRecord(index, runId, intent);
        index.run("UPDATE promotions SET status = 'promoted' WHERE run_id = ?", runId);
      }),
  };
}

export function promotionState(index: Database, runId: RunId): PromotionState {
  const row = index.first('SELECT status, intent FROM promotions WHERE run_id = ?', runId);
  if (row === undefined) return { status: 'none' };
  const intent = readIntent(textOf(row, 'intent'), `the promotion of run ${runId}`);
  return textOf(row, 'status') === 'promoted' ? { status: 'promoted', intent: requireSealed(intent, runId) } : { status: 'intended', intent };
}

function requireIntended(index: Database, runId: RunId): Extract<PromotionState, { status: 'intended' }> {
  const state = promotionState(index, runId);
  if (state.status === 'intended') return state;
  throw new EvidenceError('store-damaged', { where: `run ${runId}`, cause: 'there is no intended promotion to carry out' });
}

function requireSealed(intent: PromotionIntent, runId: RunId): SealedIntent {
  const { bundle_sha256 } = intent;
  if (bundle_sha256 === null) throw new EvidenceError('store-damaged', { where: `run ${runId}`, cause: 'its promotion has no sealed bundle' });
  return { ...intent, bundle_sha256 };
}

/** The record must end exactly where the sealed promotion says, or the bundle would vouch for another one. */
function closeRecord(index: Database, runId: RunId, { lines, promotion }: PromotionIntent): void {
  for (const line of lines) appendLine(index, runId, lineCount(index, runId) + 1, line);
  const head = requireChain(index, runId);
  if (head.spans === promotion.record.spans && head.sha256 === promotion.record.sha256) return;
  throw new EvidenceError('store-damaged', { where: `run ${runId}`, cause: 'the span record does not end where the promotion says' });
}
