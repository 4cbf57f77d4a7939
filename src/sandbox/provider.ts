import type { Parameters, Span, SpanAttempt } from '../model/generated/documents.ts';
import type { Passage } from '../sources/snapshot.ts';

/** The text that tells a model how to answer. Its hash goes into the record. */
export interface PromptTemplate {
  readonly id: string;
  readonly text: string;
}

/** What a provider is asked. */
export interface ProviderRequest {
  readonly question: string;
  /** Absent: the provider's own, where it needs one. */
  readonly prompt: PromptTemplate | undefined;
  readonly passages: readonly Passage[];
  /** Sent exactly as given; what is absent is not sent. */
  readonly parameters: Parameters;
  /** Aborted when the run closes: nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

export interface ProviderAnswer {
  readonly text: string;
}

/** What a provider learns on its way, in the words of the span. */
export type GenerationFacts = Pick<Partial<Span>, 'model' | 'parameters' | 'usage' | 'finish_reason' | 'system_fingerprint' | 'response_id'>;

export type AttemptEnd = Omit<SpanAttempt, 'number' | 'start_unix_nano' | 'end_unix_nano' | 'response_sha256'>;

/** One attempt that has begun. What is not ended is not in the record. */
export interface AttemptSink {
  /** Keeps the raw bytes of the response. */
  received(bytes: Uint8Array, mediaType: string): void;
  end(result: AttemptEnd): void;
}

/**
 * Where a provider tells what it does, as it does it: what was told stays in the record, even when the call fails afterwards.
 * Whatever a span cannot say is refused with `schema-violation`.
 */
export interface ProviderSink {
  /** Keeps the exact bytes of a request. Called before they are sent; an answer without it is refused. */
  sent(bytes: Uint8Array, mediaType: string): void;
  /** Names the prompt that shaped the request. */
  prompted(prompt: PromptTemplate): void;
  /** Adds to what is known. */
  learnt(facts: GenerationFacts): void;
  attempt(): AttemptSink;
  /** Owns up to something that the record of this run does not hold, and why. */
  notCaptured(what: string, why: string): void;
}

/** Anything that turns a question and passages into an answer: a small port, so that a program can bring its own. */
export interface Provider {
  readonly name: string;
  /** False where the answer was made elsewhere and is only declared: the run is then vouched for no better than that. */
  readonly seen: boolean;
  /** Throws EvidenceError where there is no whole answer. */
  generate(request: ProviderRequest, sink: ProviderSink): Promise<ProviderAnswer>;
}
