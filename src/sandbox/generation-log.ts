import { utf8 } from '../core/bytes.ts';
import { unixNano } from '../core/clock.ts';
import { hexOf, type Digest } from '../core/digest.ts';
import { parse } from '../model/parse.ts';
import type { ArtifactRef, PromptRef, Span, SpanAttempt } from '../model/generated/documents.ts';
import { lineOf } from '../record/chain.ts';
import { withSalt } from '../record/salted.ts';
import type { OpenRun } from './open-run.ts';
import type { AttemptSink, GenerationFacts, PromptTemplate, Provider, ProviderSink } from './provider.ts';

const endings: Readonly<Record<string, string>> = { 'application/json': 'json', 'text/event-stream': 'sse', 'text/plain': 'txt' };

/** Gathers what a provider tells of one generation. */
export class GenerationLog implements ProviderSink {
  readonly #run: OpenRun;
  readonly #provider: Provider;
  readonly #number: number;
  readonly #requests: ArtifactRef[] = [];
  readonly #sent = new Set<Digest>();
  readonly #responses: ArtifactRef[] = [];
  readonly #attempts: SpanAttempt[] = [];
  #template: ArtifactRef | undefined;
  #prompt: PromptRef | undefined;
  #facts: GenerationFacts = {};
  #begun = 0;

  constructor(run: OpenRun, provider: Provider, number: number) {
    this.#run = run;
    this.#provider = provider;
    this.#number = number;
  }

  sent(bytes: Uint8Array, mediaType: string): void {
    // A retry sends the same bytes: one artifact, kept once.
    const sha256 = this.#run.hash(bytes);
    if (this.#sent.has(sha256)) return;
    const suffix = this.#requests.length === 0 ? '' : `-${this.#requests.length + 1}`;
    const salted = withSalt(bytes, mediaType, this.#run.recorder.ports.random);
    const request = this.#run.recorder.artifact(`prompts/${this.#number}${suffix}.${endingOf(mediaType)}`, salted.bytes, salted.mediaType);
    this.#requireRecordable({ inputs: [request] });
    this.#requests.push(request);
    this.#sent.add(sha256);
  }

  prompted(prompt: PromptTemplate): void {
    const bytes = utf8(prompt.text);
    const sha256 = this.#run.hash(bytes);
    this.#template = this.#run.recorder.artifact(`prompts/template-${hexOf(sha256).slice(0, 16)}.txt`, bytes, 'text/plain; charset=utf-8');
    this.#requireRecordable({ prompt: { id: prompt.id, sha256 } });
    this.#prompt = { id: prompt.id, sha256 };
  }

  learnt(facts: GenerationFacts): void {
    const all = { ...this.#facts, ...facts };
    this.#requireRecordable(all);
    this.#facts = all;
  }

  attempt(): AttemptSink {
    this.#begun += 1;
    const number = this.#begun;
    const start_unix_nano = unixNano(this.#run.recorder.ports.clock());
    let response_sha256: Digest | undefined;
    return {
      received: (bytes, mediaType) => {
        const uri = `responses/${this.#number}-${number}.${endingOf(mediaType)}`;
        const artifact = this.#run.recorder.artifact(uri, bytes, mediaType);
        this.#requireRecordable({ outputs: [artifact] });
        this.#responses.push(artifact);
        response_sha256 = artifact.sha256;
      },
      end: (result) => {
        const end_unix_nano = unixNano(this.#run.recorder.ports.clock());
        const attempt = { number, start_unix_nano, end_unix_nano, ...result, ...(response_sha256 === undefined ? {} : { response_sha256 }) };
        this.#requireRecordable({ attempts: [attempt] });
        this.#attempts.push(attempt);
      },
    };
  }

  notCaptured(what: string, why: string): void {
    this.#run.notCaptured(what, why);
  }

  /** Whether anything was sent: an answer without it came from nowhere. */
  wasAsked(): boolean {
    return this.#requests.length > 0;
  }

  facts(): GenerationFacts {
    return this.#facts;
  }

  prompt(): PromptRef | undefined {
    return this.#prompt;
  }

  /** What the span says of the generation, so far. The request stands first among the inputs. */
  span(): Pick<Partial<Span>, keyof GenerationFacts | 'provider' | 'prompt' | 'attempts'> & Pick<Span, 'inputs' | 'outputs'> {
    return {
      provider: this.#provider.name,
      ...this.#facts,
      ...(this.#prompt === undefined ? {} : { prompt: this.#prompt }),
      ...(this.#attempts.length === 0 ? {} : { attempts: this.#attempts }),
      inputs: [...this.#requests, ...(this.#template === undefined ? [] : [this.#template])],
      outputs: this.#responses,
    };
  }

  // What a span cannot hold would break the chain of the whole record, so it is refused here, where the provider can be blamed.
  #requireRecordable(told: Partial<Span>): void {
    lineOf(parse('span', { ...this.#blankSpan(), ...told }, `provider ${this.#provider.name}`));
  }

  #blankSpan(): Span {
    const { runId, traceId, ports } = this.#run.recorder;
    return {
      seq: 1,
      prev_sha256: ports.hash(new Uint8Array(0)),
      run_id: runId,
      trace_id: traceId,
      span_id: this.#run.root,
      parent_span_id: null,
      ordinal: 1,
      name: 'generation',
      stage: 'generation',
      agent_role: 'generator',
      status: 'open',
      start_unix_nano: unixNano(0n),
      end_unix_nano: null,
      retrieval_ids: [],
      inputs: [],
      outputs: [],
      provider: this.#provider.name,
    };
  }
}

function endingOf(mediaType: string): string {
  return endings[mediaType.split(';', 1)[0] ?? ''] ?? 'bin';
}
