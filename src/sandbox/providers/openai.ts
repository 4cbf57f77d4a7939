import OpenAI, { APIError } from 'openai';
import type { Clock } from '../../core/clock.ts';
import { EvidenceError, reasonOf } from '../../core/errors.ts';
import type { RandomBytes } from '../../core/random.ts';
import { defaultPrompt, messagesOf } from '../prompt.ts';
import type { AttemptSink, Provider, ProviderRequest, ProviderSink } from '../provider.ts';
import { attemptOutcome, type Outcome } from './attempt-outcome.ts';
import { readChunks, readCompletion, type Reading } from './chat-completion.ts';
import { endpointOf, type Endpoint } from './endpoint.ts';
import { carriesReasoning } from './reasoning-fields.ts';
import { retryAfterMs, waitMs, type RetryPolicy } from './retry.ts';
import { SecretKey } from './secret-key.ts';
import { Wire, type Fetch } from './wire.ts';

export interface OpenAIOptions {
  readonly model: string;
  /** Default: OpenAI's own. Any server that speaks chat completions. */
  readonly baseUrl?: string | undefined;
  /** Goes into one header of each request, and nowhere else. Servers on this machine need none. */
  readonly key?: string | undefined;
  /** Where the key was looked for, such as the name of an environment variable; for messages. */
  readonly keyName?: string | undefined;
  /** Default: false. The record holds the stream as it came. */
  readonly stream?: boolean | undefined;
  /** Attempts after the first, on 408, 429, 5xx, a failed connection or a time-out. Default: 2. */
  readonly retries?: number | undefined;
  /** Milliseconds for one attempt, to its last byte. Default: 120,000. */
  readonly timeoutMs?: number | undefined;
  readonly fetch: Fetch;
  readonly sleep: (millis: number) => Promise<unknown>;
  readonly clock: Clock;
  readonly random: RandomBytes;
}

const largestResponse = 64 * 1024 * 1024;

/** Chat completions from any OpenAI-compatible endpoint. Throws `provider-address` or `provider-key-missing` at once. */
export function openaiProvider(options: OpenAIOptions): Provider {
  const endpoint = endpointOf(options.baseUrl ?? 'https://api.openai.com/v1');
  const where = `${endpoint.origin} (${options.model})`;
  const key = new SecretKey(options.key, !endpoint.loopback, options.keyName === undefined ? where : `${where}, ${options.keyName}`);
  const caller = new ChatCaller(options, endpoint, key);
  return {
    name: 'openai',
    seen: true,
    async generate(request, sink) {
      const prompt = request.prompt ?? defaultPrompt;
      sink.prompted(prompt);
      sink.learnt({ model: { requested: options.model }, parameters: request.parameters });
      sink.notCaptured('headers of requests to the provider', 'one of them holds the key');
      return { text: await caller.answer({ ...request, prompt }, sink, where) };
    },
  };
}

type ChatRequest = ProviderRequest & { readonly prompt: NonNullable<ProviderRequest['prompt']> };

class ChatCaller {
  readonly #options: OpenAIOptions;
  readonly #endpoint: Endpoint;
  readonly #key: SecretKey;
  readonly #retry: RetryPolicy;

  constructor(options: OpenAIOptions, endpoint: Endpoint, key: SecretKey) {
    this.#options = options;
    this.#endpoint = endpoint;
    this.#key = key;
    this.#retry = { retries: options.retries ?? 2, baseMs: 500, capMs: 60_000 };
  }

  async answer(request: ChatRequest, sink: ProviderSink, where: string): Promise<string> {
    for (let retry = 1; ; retry += 1) {
      const outcome = await this.#attempt(request, sink);
      if (outcome.status === 'answered') return outcome.text;
      if (!outcome.again || retry > this.#retry.retries || request.signal.aborted) throw failure(outcome, where);
      await this.#options.sleep(waitMs(retry, outcome.end.retry_after_ms, this.#retry, this.#options.random));
    }
  }

  async #attempt(request: ChatRequest, sink: ProviderSink): Promise<Outcome> {
    const timeout = AbortSignal.timeout(this.#options.timeoutMs ?? 120_000);
    const wire = new Wire({
      fetch: this.#options.fetch,
      key: this.#key,
      signal: AbortSignal.any([timeout, request.signal]),
      largestResponse,
      onSend: (body) => sink.sent(body, 'application/json'),
    });
    const attempt = sink.attempt();
    const reading = await this.#read(request, wire);
    this.#keep(wire, attempt, sink);
    const { answered, ...facts } = reading.facts;
    sink.learnt({ ...facts, model: { requested: this.#options.model, ...(answered === undefined ? {} : { answered }) } });
    const nowMs = Number(this.#options.clock() / 1_000_000n);
    const outcome = attemptOutcome({ wire, reading, timedOut: timeout.aborted, retryAfter: retryAfterMs(wire.headers, nowMs), key: this.#key });
    attempt.end(outcome.end);
    return outcome;
  }

  async #read(request: ChatRequest, wire: Wire): Promise<Reading> {
    const client = this.#client(wire);
    const body = { model: this.#options.model, messages: [...messagesOf(request.prompt, request.question, request.passages)], ...request.parameters };
    const chunks: unknown[] = [];
    try {
      if (this.#options.stream !== true) return readCompletion(await client.chat.completions.create(body));
      for await (const chunk of await client.chat.completions.create({ ...body, stream: true, stream_options: { include_usage: true } })) chunks.push(chunk);
      return streamReading(chunks, wire);
    } catch (thrown) {
      if (wire.status === undefined && wire.failure === undefined) throw wire.unsent ?? thrown;
      return { facts: readChunks(chunks, false).facts, answer: unreadable(thrown, wire) };
    }
  }

  // The client is told as little as will do: the key stays at the wire, and what it would read from the environment is set to nothing.
  #client(wire: Wire): OpenAI {
    return new OpenAI({
      baseURL: this.#endpoint.baseUrl,
      apiKey: 'held-at-the-wire',
      adminAPIKey: null,
      organization: null,
      project: null,
      webhookSecret: null,
      logLevel: 'off',
      maxRetries: 0,
      timeout: 2 ** 31 - 1,
      fetch: wire.fetch,
    });
  }

  #keep(wire: Wire, attempt: AttemptSink, sink: ProviderSink): void {
    if (wire.status === undefined) return;
    if (wire.keyRemoved) sink.notCaptured('the key, where a response repeated it', 'no secret is stored');
    if (carriesReasoning(new TextDecoder().decode(wire.bytes)))
      sink.notCaptured('raw responses that carry reasoning', 'nobody was asked for consent to keep it');
    else attempt.received(wire.bytes, mediaTypeOf(wire.headers));
  }
}

function streamReading(chunks: readonly unknown[], wire: Wire): Reading {
  const reading = readChunks(chunks, saysDone(wire));
  return isStream(wire) ? reading : { facts: reading.facts, answer: { status: 'malformed', why: 'a stream was asked for, and something else came' } };
}

/** Why the client could not read what the wire saw. */
function unreadable(thrown: unknown, wire: Wire): Reading['answer'] {
  if (thrown instanceof APIError) return { status: 'error', why: thrown.message };
  if (isStream(wire) && !saysDone(wire)) return { status: 'truncated', why: 'the stream broke off' };
  return { status: 'malformed', why: reasonOf(thrown) };
}

function isStream(wire: Wire): boolean {
  return mediaTypeOf(wire.headers) === 'text/event-stream';
}

function saysDone(wire: Wire): boolean {
  return /^data: ?\[DONE\]/m.test(new TextDecoder().decode(wire.bytes));
}

function failure(outcome: Extract<Outcome, { status: 'failed' }>, where: string): EvidenceError {
  return new EvidenceError(outcome.code, { where, cause: outcome.end.error });
}

function mediaTypeOf(headers: Headers): string {
  const type = (headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return /^[a-z0-9][a-z0-9.+-]{0,60}\/[a-z0-9][a-z0-9.+-]{0,60}$/.test(type) ? type : 'application/octet-stream';
}
