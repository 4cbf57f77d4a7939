import type { RandomBytes } from '../../core/random.ts';

/** When to try again. Milliseconds throughout. */
export interface RetryPolicy {
  /** Attempts after the first. */
  readonly retries: number;
  /** Wait before the first retry; doubled for each further one. */
  readonly baseMs: number;
  /** No wait is longer, whatever the server asks for. */
  readonly capMs: number;
}

/** What a server asked for with `Retry-After` (RFC 9110 section 10.2.3) or `retry-after-ms`, or undefined where it did not. */
export function retryAfterMs(headers: Headers, nowMs: number): number | undefined {
  const millis = headers.get('retry-after-ms');
  if (millis !== null && /^[0-9]{1,12}$/.test(millis)) return Number(millis);
  const after = headers.get('retry-after');
  if (after === null) return undefined;
  if (/^[0-9]{1,9}$/.test(after)) return Number(after) * 1000;
  const date = Date.parse(after);
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}

/** The wait before retry number `retry` (from 1): what the server asked for, else exponential with half of it random. */
export function waitMs(retry: number, asked: number | undefined, policy: RetryPolicy, random: RandomBytes): number {
  if (asked !== undefined) return Math.min(asked, policy.capMs);
  const full = Math.min(policy.baseMs * 2 ** (retry - 1), policy.capMs);
  const share = (random(1)[0] ?? 0) / 256;
  return Math.round(full / 2 + (full / 2) * share);
}
