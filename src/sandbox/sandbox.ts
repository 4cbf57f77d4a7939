import { utf8 } from '../core/bytes.ts';
import { canonicalDocument } from '../core/canonical-json.ts';
import { instant } from '../core/clock.ts';
import type { EvidenceError } from '../core/errors.ts';
import { newRunId, newTraceId, type RunId } from '../model/ids.ts';
import { parse } from '../model/parse.ts';
import type { ArtifactRef } from '../model/generated/documents.ts';
import type { RecordedRun } from '../record/recorded-run.ts';
import { Recorder, type OpenSpan } from '../record/recorder.ts';
import { boxOf, type Box } from './box.ts';
import { documentBytes } from '../model/document-bytes.ts';
import { OpenRun } from './open-run.ts';
import type { SandboxInput, SandboxOptions } from './options.ts';
import { evidenceErrorOf, isProgrammingError, recordedError, type RecordedError } from './recorded-error.ts';
import { runDocument, type RunBeginning, type RunEnding } from './run-document.ts';

export type SandboxResult =
  | { readonly status: 'closed'; readonly runId: RunId; readonly recorded: RecordedRun }
  | { readonly status: 'failed'; readonly runId: RunId; readonly recorded: RecordedRun; readonly error: EvidenceError };

/**
 * Runs untrusted generation on the record. The run is opened before the work begins and closed however it ends: where the work
 * throws, the run is kept as failed and the error returned, and a programming error (TypeError and its like) is thrown on.
 * Throws `schema-violation` where the options cannot stand in a Run document, before anything is opened.
 */
export async function sandbox(options: SandboxOptions, work: (box: Box) => Promise<void>): Promise<SandboxResult> {
  const { ports } = options;
  const input = inputOf(options.input);
  const begun = beginningOf(options, input);
  const runId = begun.run_id;
  ports.runs.open({
    run_id: runId,
    trace_id: begun.trace_id,
    pipeline: options.pipeline.name,
    input_id: options.input.id,
    started_at: begun.started_at,
  });
  const recorder = Recorder.begin(runId, begun.trace_id, ports);
  recorder.artifact(begun.input.uri, input.bytes, begun.input.media_type);
  const root = recorder.start({ name: options.pipeline.name, stage: 'run', agent_role: 'orchestrator' });
  const run = new OpenRun(recorder, root.id);
  const failure = await failureOf(() => work(boxOf(run)));
  run.close();
  closeRun(begun, run, root, failure === undefined ? null : recordedError(failure.thrown, options.pipeline.name));
  if (failure !== undefined && isProgrammingError(failure.thrown)) throw failure.thrown;
  const recorded = ports.runs.recorded(runId);
  return failure === undefined
    ? { status: 'closed', runId, recorded }
    : { status: 'failed', runId, recorded, error: evidenceErrorOf(failure.thrown, options.pipeline.name) };
}

interface InputArtifact {
  readonly uri: string;
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

function inputOf({ id, bytes, mediaType = 'application/octet-stream' }: SandboxInput): InputArtifact {
  if (bytes === undefined) return { uri: 'input.json', bytes: utf8(canonicalDocument({ id })), mediaType: 'application/json' };
  return { uri: mediaType === 'application/json' ? 'input.json' : 'input.bin', bytes, mediaType };
}

function beginningOf(options: SandboxOptions, input: InputArtifact): RunBeginning {
  const { clock, random, hash } = options.ports;
  const artifact: ArtifactRef = { uri: input.uri, sha256: hash(input.bytes), bytes: input.bytes.length, media_type: input.mediaType };
  const started_at = instant(clock());
  const begun = { run_id: newRunId(clock, random), trace_id: newTraceId(random), started_at, input: artifact, options };
  const nothing: RunEnding = {
    ended_at: started_at,
    outputs: [],
    final_output: null,
    replay: { provider: 'none', model: null, parameters: {}, prompt: null },
    sources: { documents: [], sources: [] },
    unseen: false,
    gaps: [],
    error: null,
    record: { spans: 0, sha256: hash(new Uint8Array(0)) },
  };
  // A run that cannot be closed must not be opened: the options are held against the schema while nothing has happened yet.
  documentBytes(parse('run', runDocument(begun, nothing, hash), 'sandbox options'));
  return begun;
}

async function failureOf(work: () => Promise<void>): Promise<{ readonly thrown: unknown } | undefined> {
  try {
    await work();
    return undefined;
  } catch (thrown) {
    return { thrown };
  }
}

function closeRun(begun: RunBeginning, run: OpenRun, root: OpenSpan, error: RecordedError | null): void {
  const { ports } = begun.options;
  const outputs = run.outputs.all();
  const ends = { inputs: [begun.input], outputs: outputs.map((output) => output.artifact) };
  root.end(error === null ? ends : { ...ends, status: 'error', error });
  run.recorder.closeOpenSpans();
  const sources = run.sources.sources();
  const ending: RunEnding = {
    ended_at: instant(ports.clock()),
    outputs,
    final_output: run.outputs.final(),
    replay: run.replay(),
    sources,
    unseen: run.unseen(),
    gaps: run.gaps(),
    error,
    record: run.recorder.head(),
  };
  ports.runs.close(runDocument(begun, ending, ports.hash), sources, run.sources.retrievals());
}
