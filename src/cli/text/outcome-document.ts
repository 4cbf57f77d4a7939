import type { Verdict } from '../../model/generated/documents.ts';
import type { InputOutcome } from '../../pipeline/run-pipeline.ts';
import { errorDocument, type ErrorDocument } from '../report.ts';

/** One input as `run --json` prints it. */
export interface OutcomeDocument {
  readonly input_id: string;
  readonly expect: InputOutcome['input']['expect'] | null;
  readonly status: InputOutcome['status'];
  readonly run_id: string | null;
  readonly reasons: readonly string[];
  readonly verdict: Verdict | null;
  readonly folder: string | null;
  readonly bundle: { readonly path: string; readonly sha256: string } | null;
  readonly error: ErrorDocument | null;
}

export function outcomeDocument(outcome: InputOutcome): OutcomeDocument {
  const about = { input_id: outcome.input.id, expect: outcome.input.expect ?? null, status: outcome.status, run_id: outcome.runId ?? null };
  const nothing = { reasons: [], verdict: null, folder: null, bundle: null, error: null };
  switch (outcome.status) {
    case 'failed':
      return { ...about, ...nothing, error: errorDocument(outcome.error) };
    case 'promoted':
      return {
        ...about,
        ...nothing,
        verdict: outcome.verdict,
        folder: outcome.released.folder,
        bundle: { path: outcome.released.bundle, sha256: outcome.released.sha256 },
      };
    case 'held':
    case 'rejected':
      return { ...about, ...nothing, verdict: outcome.verdict, reasons: outcome.reasons };
  }
}
