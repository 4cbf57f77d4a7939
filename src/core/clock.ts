import type { Brand } from './brand.ts';

/** Nanoseconds since 1970-01-01T00:00:00Z as decimal digits: beyond what a JSON number holds exactly. */
export type UnixNano = Brand<string, 'UnixNano'>;

/** RFC 3339 in UTC with milliseconds: `2026-11-24T13:47:20.000Z`. One spelling per moment. */
export type Instant = Brand<string, 'Instant'>;

/** Gives the present moment in nanoseconds since the epoch. An argument everywhere; never read from a global. */
export type Clock = () => bigint;

export function unixNano(nanos: bigint): UnixNano {
  return nanos.toString() as UnixNano;
}

export function instant(nanos: bigint): Instant {
  return new Date(Number(nanos / 1_000_000n)).toISOString() as Instant;
}

/** An instant from text, or undefined unless it is spelt as `instant` spells it and names a real date. */
export function asInstant(text: string): Instant | undefined {
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString() === text ? (text as Instant) : undefined;
}

/** Milliseconds since the epoch of an instant, for comparison. */
export function millisOf(moment: Instant): number {
  return Date.parse(moment);
}
