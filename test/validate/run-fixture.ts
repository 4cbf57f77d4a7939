import { utf8 } from '../../src/core/bytes.ts';
import { canonicalDocument } from '../../src/core/canonical-json.ts';
import { instant } from '../../src/core/clock.ts';
import { digestOf, type Digest } from '../../src/core/digest.ts';
import { TextOffsets } from '../../src/core/text-offsets.ts';
import { asRetrievalId, newRunId, newTraceId, type RetrievalId } from '../../src/model/ids.ts';
import type { Document, GatePolicy, Run, Source, Sources } from '../../src/model/generated/documents.ts';
import type { RecordedRun } from '../../src/record/recorded-run.ts';
import { Recorder, type RecorderPorts } from '../../src/record/recorder.ts';

export function retrievalId(text: string): RetrievalId {
  const id = asRetrievalId(text);
  if (id === undefined) throw new Error(`no retrieval id: ${text}`);
  return id;
}

/** Ports that keep everything in memory: a clock that ticks a microsecond a look, bytes that count up. */
export function memoryPorts(): RecorderPorts & { readonly lines: string[]; readonly kept: Map<Digest, Uint8Array> } {
  const lines: string[] = [];
  const kept = new Map<Digest, Uint8Array>();
  let now = 1_764_000_000_000_000_000n;
  let byte = 0;
  return {
    lines,
    kept,
    clock: () => (now += 1000n),
    random: (length) => Uint8Array.from({ length }, () => (byte = (byte + 1) % 251)),
    hash: digestOf,
    journal: { begin: () => undefined, append: (_run, _seq, line) => void lines.push(line), lines: () => lines },
    objects: {
      put: (bytes) => {
        const digest = digestOf(bytes);
        kept.set(digest, bytes);
        return digest;
      },
      get: (digest) => kept.get(digest),
    },
  };
}

export const boardText = 'The Board left the policy rate unchanged at 0.25 %. Inflation stood at 2.8 % in October. Growth slowed.';

export interface RunOptions {
  readonly texts?: Readonly<Record<string, string>>;
  readonly output?: string | Uint8Array | null;
  /** What is sent to the model. Default: JSON messages with every passage in them. */
  readonly request?: string;
  readonly order?: 'retrieved first' | 'generated first';
  readonly leaveOpen?: boolean;
  readonly generation?: 'ok' | 'error';
  readonly retrieval?: 'ok' | 'error';
  readonly status?: Run['status'];
  readonly assurance?: Run['assurance'];
}

export interface Fixture {
  readonly recorded: RecordedRun;
  readonly ports: ReturnType<typeof memoryPorts>;
  readonly recorder: Recorder;
}

/** A run as a sandbox would close it: one retrieval, one generation, one output. */
export function makeRun(options: RunOptions = {}): Fixture {
  const ports = memoryPorts();
  const recorder = Recorder.begin(newRunId(ports.clock, ports.random), newTraceId(ports.random), ports);
  const texts = options.texts ?? { 'doc:boj:brief#p1': boardText };
  const started = ports.clock();
  const root = recorder.start({ name: 'sample', stage: 'run', agent_role: 'orchestrator' });
  const input = recorder.textArtifact('input.json', '{"question":"What is the policy rate?"}', 'application/json');
  const sources = sourcesOf(recorder, texts);
  const ids = sources.sources.map((source) => source.retrieval_id);
  const retrieve = (): void =>
    recorder
      .start({ name: 'retrieve', stage: 'retrieval', agent_role: 'retriever', parent: root.id })
      .end({ retrieval_ids: ids, status: options.retrieval ?? 'ok' });
  if (options.order !== 'generated first') retrieve();
  const generation = recorder.start({ name: 'generate 1', stage: 'generation', agent_role: 'generator', parent: root.id });
  const request = options.request ?? JSON.stringify({ messages: [{ role: 'user', content: `Sources:\n${Object.values(texts).join('\n\n')}\nQuestion?` }] });
  generation.end({
    status: options.generation ?? 'ok',
    retrieval_ids: ids,
    inputs: [recorder.textArtifact('prompts/1.json', request, 'application/json')],
  });
  if (options.order === 'generated first') retrieve();
  if (options.leaveOpen === true) recorder.start({ name: 'left open', stage: 'tool', agent_role: 'tool', parent: root.id });
  const output = options.output === undefined ? 'The Board left the policy rate unchanged at 0.25 %. [doc:boj:brief#p1]' : options.output;
  const outputs =
    output === null
      ? []
      : [
          {
            name: 'answer.md',
            artifact: recorder.artifact('outputs/answer.md', typeof output === 'string' ? utf8(output) : output, 'text/markdown; charset=utf-8'),
          },
        ];
  root.end({ inputs: [input], outputs: outputs.map(({ artifact }) => artifact) });
  recorder.closeOpenSpans();
  const run: Run = {
    format: 'evidence-gate/run/1',
    run_id: recorder.runId,
    trace_id: recorder.traceId,
    pipeline: { name: 'sample' },
    input: { id: 'q1', artifact: input },
    assistant: null,
    user_id: null,
    session_id: null,
    consent: { state: 'not_asked', scope: [] },
    tool_calls: [],
    reasoning: { allowed: false, captured: false, redacted: false, reason: 'nobody was asked' },
    outputs,
    final_output: outputs[0]?.artifact.sha256 ?? null,
    environment: { product_version: '0.1.0', runtime: 'node', platform: 'linux', time_zone: 'UTC', locale: 'en' },
    replay: {
      provider: 'test',
      model: null,
      parameters: {},
      prompt: null,
      retrieval_snapshot: digestOf(utf8(canonicalDocument(sources))),
    },
    assurance: options.assurance ?? 'recorder',
    isolation: 'none',
    not_captured: [],
    started_at: instant(started),
    ended_at: instant(ports.clock()),
    status: options.status ?? 'closed',
    error: options.status === 'failed' ? { code: 'provider-failed', message: 'the provider answered 500' } : null,
    record: recorder.head(),
  };
  const { kept } = ports;
  const retrievals = { retrievals: [] };
  return {
    recorded: { run, sources, retrievals, lines: [...ports.lines], read: (digest) => kept.get(digest), sizeOf: (digest) => kept.get(digest)?.length },
    ports,
    recorder,
  };
}

function sourcesOf(recorder: Recorder, texts: Readonly<Record<string, string>>): Sources {
  const documents: Document[] = [];
  const sources: Source[] = [];
  for (const [index, [id, text]] of Object.entries(texts).entries()) {
    const whole = `Préface ${index}.\n${text}\nEnd.`;
    const start = whole.indexOf(text);
    const document_id = retrievalId(id.replace(/#.*$/, ''));
    const artifact = recorder.textArtifact(`sources/${index}.txt`, whole);
    documents.push({
      document_id,
      uri: `file:${index}.txt`,
      media_type: 'text/plain',
      original: artifact,
      text: artifact,
      map: recorder.textArtifact(`sources/${index}.map.json`, '{"segments":[]}', 'application/json'),
      extractor: { name: 'text', version: '1' },
      retrieved_at: instant(recorder.ports.clock()),
    });
    sources.push({ retrieval_id: retrievalId(id), document_id, range: new TextOffsets(whole).range(start, start + text.length), sha256: digestOf(utf8(text)) });
  }
  return { documents, sources };
}

export const policy: GatePolicy = {
  format: 'evidence-gate/gate-policy/1',
  name: 'test',
  version: '1',
  minimum_claims: 1,
  quotations: 'preferred',
  citations: 'optional',
  unsupported: 'fail',
  unsure: 'review',
  suspected_injection: 'review',
  minimum_coverage: 0.8,
  minimum_assurance: 'declared',
  approvers: [],
};
