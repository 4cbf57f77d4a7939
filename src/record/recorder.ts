import { utf8 } from '../core/bytes.ts';
import { unixNano, type Clock } from '../core/clock.ts';
import type { Digest, HashBytes } from '../core/digest.ts';
import type { RandomBytes } from '../core/random.ts';
import { newSpanId, type RunId, type SpanId, type TraceId } from '../model/ids.ts';
import type { ArtifactRef, RecordHead, Span, SpanAgentRole, SpanStage } from '../model/generated/documents.ts';
import { headOfNothing, lineOf, readChain } from './chain.ts';
import type { Journal, ObjectStore } from './ports.ts';

export interface RecorderPorts {
  readonly journal: Journal;
  readonly objects: ObjectStore;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly hash: HashBytes;
}

/** What is known of a span when it begins. */
export interface SpanStart {
  readonly name: string;
  readonly stage: SpanStage;
  readonly agent_role: SpanAgentRole;
  /** Absent for the root alone. */
  readonly parent?: SpanId;
}

type Reserved =
  | 'seq'
  | 'prev_sha256'
  | 'run_id'
  | 'trace_id'
  | 'span_id'
  | 'parent_span_id'
  | 'ordinal'
  | 'name'
  | 'stage'
  | 'agent_role'
  | 'status'
  | 'start_unix_nano'
  | 'end_unix_nano';

/** What a span learnt on its way. `status` is `ok` unless said otherwise. */
export type SpanEnd = Partial<Omit<Span, Reserved>> & { readonly status?: 'ok' | 'error' };

/** A span that has begun. Ended once; what is not ended when the recorder closes is recorded as open. */
export interface OpenSpan {
  readonly id: SpanId;
  end(result?: SpanEnd): void;
}

/** Appends spans to the record of one run. The only writer of the chain: each line names the digest of the line before. */
export class Recorder {
  readonly runId: RunId;
  readonly traceId: TraceId;
  readonly ports: RecorderPorts;
  readonly #open = new Map<SpanId, Span>();
  #seq: number;
  #ordinal: number;
  #head: Digest;

  private constructor(runId: RunId, traceId: TraceId, ports: RecorderPorts, seq: number, ordinal: number, head: Digest) {
    this.runId = runId;
    this.traceId = traceId;
    this.ports = ports;
    this.#seq = seq;
    this.#ordinal = ordinal;
    this.#head = head;
  }

  static begin(runId: RunId, traceId: TraceId, ports: RecorderPorts): Recorder {
    return new Recorder(runId, traceId, ports, 0, 0, headOfNothing(ports.hash));
  }

  /** Goes on with a record that another process wrote. Undefined where what is kept is not one unbroken chain. */
  static resume(runId: RunId, traceId: TraceId, ports: RecorderPorts): Recorder | undefined {
    const lines = ports.journal.lines(runId);
    const chain = readChain(lines, ports.hash);
    const head = chain.heads[lines.length];
    if (chain.problem !== undefined || head === undefined) return undefined;
    return new Recorder(runId, traceId, ports, lines.length, Math.max(0, ...chain.spans.map((span) => span.ordinal)), head);
  }

  start(start: SpanStart): OpenSpan {
    this.#ordinal += 1;
    const span: Span = {
      seq: 1,
      prev_sha256: this.#head,
      run_id: this.runId,
      trace_id: this.traceId,
      span_id: newSpanId(this.ports.random),
      parent_span_id: start.parent ?? null,
      ordinal: this.#ordinal,
      name: start.name,
      stage: start.stage,
      agent_role: start.agent_role,
      status: 'open',
      start_unix_nano: unixNano(this.ports.clock()),
      end_unix_nano: null,
      retrieval_ids: [],
      inputs: [],
      outputs: [],
    };
    this.ports.journal.begin(this.runId, span.ordinal, lineOf(span));
    this.#open.set(span.span_id, span);
    return { id: span.span_id, end: (result = {}) => this.#end(span, result) };
  }

  /** Keeps bytes and gives the reference to them under a name below `data/`. */
  artifact(uri: string, bytes: Uint8Array, mediaType: string): ArtifactRef {
    return { uri, sha256: this.ports.objects.put(bytes), bytes: bytes.length, media_type: mediaType };
  }

  textArtifact(uri: string, text: string, mediaType = 'text/plain; charset=utf-8'): ArtifactRef {
    return this.artifact(uri, utf8(text), mediaType);
  }

  head(): RecordHead {
    return { spans: this.#seq, sha256: this.#head };
  }

  /** Writes down every span that never ended, as open. Layer L0 blocks on them. */
  closeOpenSpans(): void {
    for (const span of [...this.#open.values()].reverse()) this.#write(span);
  }

  #end(span: Span, result: SpanEnd): void {
    if (!this.#open.has(span.span_id)) throw new TypeError(`span ${span.span_id} ended twice`);
    this.#write({ ...span, ...result, status: result.status ?? 'ok', end_unix_nano: unixNano(this.ports.clock()) });
  }

  #write(span: Span): void {
    const line = lineOf({ ...span, seq: this.#seq + 1, prev_sha256: this.#head });
    this.ports.journal.append(this.runId, this.#seq + 1, line);
    this.#open.delete(span.span_id);
    this.#seq += 1;
    this.#head = this.ports.hash(utf8(line));
  }
}
