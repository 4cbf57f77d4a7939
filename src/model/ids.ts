import type { Brand } from '../core/brand.ts';
import { hex } from '../core/bytes.ts';
import type { Clock } from '../core/clock.ts';
import type { RandomBytes } from '../core/random.ts';

/** UUID version 7 (RFC 9562): sorts by time. Never the trace id. */
export type RunId = Brand<string, 'RunId'>;
/** 32 hex digits, W3C trace context, never all zero. */
export type TraceId = Brand<string, 'TraceId'>;
/** 16 hex digits, W3C trace context, never all zero. */
export type SpanId = Brand<string, 'SpanId'>;
/** Names a source: `doc:<collection>:<name>`, or with `#p<n>` one passage of it. */
export type RetrievalId = Brand<string, 'RetrievalId'>;

export function newRunId(clock: Clock, random: RandomBytes): RunId {
  const millis = clock() / 1_000_000n;
  const tail = random(10);
  const bytes = new Uint8Array(16);
  for (let i = 0; i < 6; i += 1) bytes[i] = Number((millis >> BigInt(8 * (5 - i))) & 0xffn);
  bytes.set(tail, 6);
  bytes[6] = 0x70 | ((tail[0] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((tail[2] ?? 0) & 0x3f);
  const digits = hex(bytes);
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20)}` as RunId;
}

export function newTraceId(random: RandomBytes): TraceId {
  return nonZero(random, 16) as TraceId;
}

export function newSpanId(random: RandomBytes): SpanId {
  return nonZero(random, 8) as SpanId;
}

/** The end of a run id, for people and folder names: the random part, since the beginning is a time stamp that neighbours share. */
export function shortRunId(runId: RunId): string {
  return runId.slice(-8);
}

const runIdShape = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const retrievalIdShape = /^[A-Za-z0-9][A-Za-z0-9._:/#@+=~%-]{0,255}$/;

export function asRunId(text: string): RunId | undefined {
  return runIdShape.test(text) ? (text as RunId) : undefined;
}

export function asRetrievalId(text: string): RetrievalId | undefined {
  return retrievalIdShape.test(text) ? (text as RetrievalId) : undefined;
}

function nonZero(random: RandomBytes, length: number): string {
  for (;;) {
    const digits = hex(random(length));
    if (/[1-9a-f]/.test(digits)) return digits;
  }
}
