import type { Instant } from '../core/clock.ts';
import type { HashBytes } from '../core/digest.ts';
import type { ArtifactRef, RecordHead, Run, Sources, Unchecked } from '../model/generated/documents.ts';
import type { RunId, TraceId } from '../model/ids.ts';
import { documentBytes } from '../model/document-bytes.ts';
import type { ReplayKnobs } from './open-run.ts';
import type { SandboxOptions } from './options.ts';
import type { RecordedError } from './recorded-error.ts';

/** What is known of a run before its work begins. */
export interface RunBeginning {
  readonly run_id: RunId;
  readonly trace_id: TraceId;
  readonly started_at: Instant;
  readonly input: ArtifactRef;
  readonly options: SandboxOptions;
}

/** What is known of it when the work is over. */
export interface RunEnding {
  readonly ended_at: Instant;
  readonly outputs: Run['outputs'];
  readonly final_output: Run['final_output'];
  readonly replay: ReplayKnobs;
  readonly sources: Sources;
  /** Whether some answer was made where nobody of ours looked on. */
  readonly unseen: boolean;
  readonly gaps: readonly Unchecked[];
  readonly error: RecordedError | null;
  readonly record: RecordHead;
}

const alwaysMissing: readonly Unchecked[] = [
  { what: 'reasoning of the model', why: 'nobody was asked for consent to keep it' },
  { what: 'what the pipeline did outside the box', why: 'it ran without isolation: only steps taken through the box are recorded' },
];

/** The Run document: every field says what was seen, and `not_captured` what was not. */
export function runDocument(begun: RunBeginning, ended: RunEnding, hash: HashBytes): Run {
  const { options } = begun;
  const noBytes: readonly Unchecked[] = options.input.bytes === undefined ? [{ what: 'bytes of the input', why: 'the caller gave its id alone' }] : [];
  return {
    format: 'evidence-gate/run/1',
    run_id: begun.run_id,
    trace_id: begun.trace_id,
    pipeline: options.pipeline,
    input: { id: options.input.id, artifact: begun.input },
    assistant: options.assistant ?? null,
    user_id: options.userId ?? null,
    session_id: options.sessionId ?? null,
    consent: options.consent ?? { state: 'not_asked', scope: [] },
    tool_calls: [],
    reasoning: { allowed: false, captured: false, redacted: false, reason: 'nobody was asked for consent to keep reasoning, so none is kept' },
    outputs: ended.outputs,
    final_output: ended.final_output,
    environment: options.environment,
    replay: { ...ended.replay, retrieval_snapshot: hash(documentBytes(ended.sources)) },
    assurance: ended.unseen ? 'declared' : options.assurance,
    isolation: 'none',
    not_captured: [...alwaysMissing, ...noBytes, ...ended.gaps],
    started_at: begun.started_at,
    ended_at: ended.ended_at,
    status: ended.error === null ? 'closed' : 'failed',
    error: ended.error,
    record: ended.record,
  };
}
