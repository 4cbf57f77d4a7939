import { EvidenceError } from '../core/errors.ts';
import { unreachable } from '../core/unreachable.ts';
import type { ArtifactRef, VerdictResult } from '../model/generated/documents.ts';
import type { RunId } from '../model/ids.ts';
import { keptDocument } from '../promote/kept-document.ts';
import type { ObjectStore } from '../record/ports.ts';
import { type Database, textOf } from './database.ts';
import { promotionState } from './promotion-ledger.ts';
import type { RunLockFolder } from './run-locks.ts';
import { isClosed, runIdOf } from './run-row.ts';
import { latestVerdict } from './verdict-ledger.ts';

/**
 * `open`: its process is alive. `cut_off`: its process died before the run was closed. `closed`: not judged yet.
 * `passed`, `held`, `rejected`: as the latest verdict says. `promoting`: a process is at it. `promoted`: out.
 */
export type RunState = 'open' | 'cut_off' | 'closed' | 'passed' | 'held' | 'rejected' | 'promoting' | 'promoted';

export interface RunSummary {
  readonly run_id: RunId;
  readonly pipeline: string;
  readonly input_id: string;
  readonly started_at: string;
  readonly state: RunState;
  /** Why it stands where it stands: the verdict's reason, or the step that it was at. */
  readonly reason?: string;
}

/** Every run that was ever opened, in the order of their beginning. */
export function listRuns(index: Database, objects: ObjectStore, locks: RunLockFolder): readonly RunSummary[] {
  return index.all('SELECT * FROM runs ORDER BY run_id').map((row) => {
    const run_id = runIdOf(row);
    const standing = isClosed(row) ? closedStanding(index, objects, locks, run_id) : openStanding(index, locks, run_id);
    return { run_id, pipeline: textOf(row, 'pipeline'), input_id: textOf(row, 'input_id'), started_at: textOf(row, 'started_at'), ...standing };
  });
}

type Standing = Pick<RunSummary, 'state' | 'reason'>;

function openStanding(index: Database, locks: RunLockFolder, runId: RunId): Standing {
  const state = locks.isHeld(runId) ? 'open' : 'cut_off';
  const row = index.first(innermostOpenSpan, runId);
  return row === undefined ? { state } : { state, reason: `at: ${textOf(row, 'name')}` };
}

const innermostOpenSpan = `
  SELECT json_extract(begun.line, '$.name') AS name FROM begun WHERE begun.run_id = ? AND NOT EXISTS (
    SELECT 1 FROM lines WHERE lines.run_id = begun.run_id AND json_extract(lines.line, '$.ordinal') = begun.ordinal
  ) ORDER BY begun.ordinal DESC LIMIT 1`;

function closedStanding(index: Database, objects: ObjectStore, locks: RunLockFolder, runId: RunId): Standing {
  const promotion = promotionState(index, runId);
  if (promotion.status === 'intended' && locks.isHeld(runId)) return { state: 'promoting' };
  const judged = latestVerdict(index, runId);
  if (judged === undefined) return { state: 'closed' };
  return { state: promotion.status === 'promoted' ? 'promoted' : stateOf(judged.result), reason: reasonOf(judged.verdict, objects) };
}

function stateOf(result: VerdictResult): RunState {
  switch (result) {
    case 'pass':
      return 'passed';
    case 'review':
      return 'held';
    case 'fail':
      return 'rejected';
    default:
      return unreachable(result);
  }
}

/** One damaged verdict must not hide the other runs, so that the damage itself is the reason. */
function reasonOf(ref: ArtifactRef, objects: ObjectStore): string {
  try {
    return keptDocument('verdict', ref.sha256, objects, ref.uri).reason;
  } catch (error) {
    if (error instanceof EvidenceError) return error.message;
    throw error;
  }
}
