import type { ErrorCode } from '../../core/error-table.ts';
import { reasonOf } from '../../core/errors.ts';
import { unreachable } from '../../core/unreachable.ts';
import type { AttemptEnd } from '../provider.ts';
import { recordable } from '../recorded-error.ts';
import { errorIn, member, type Reading } from './chat-completion.ts';
import type { SecretKey } from './secret-key.ts';
import type { Wire, WireFailure } from './wire.ts';

/** What one attempt came to. `again`: another may fare better. */
export type Outcome =
  | { readonly status: 'answered'; readonly text: string; readonly end: AttemptEnd }
  | { readonly status: 'failed'; readonly code: ErrorCode; readonly again: boolean; readonly end: AttemptEnd };

export interface AttemptSeen {
  readonly wire: Pick<Wire, 'status' | 'failure' | 'bytes'>;
  readonly reading: Reading;
  readonly timedOut: boolean;
  readonly retryAfter: number | undefined;
  readonly key: SecretKey;
}

type Kind = Pick<Extract<Outcome, { status: 'failed' }>, 'code' | 'again'> & { readonly outcome: AttemptEnd['outcome']; readonly why: string };

/** Judges an attempt: first the wire, then the status, then what the response says. */
export function attemptOutcome(seen: AttemptSeen): Outcome {
  const { status } = seen.wire;
  const facts = {
    ...(status === undefined ? {} : { http_status: status }),
    ...(seen.retryAfter === undefined ? {} : { retry_after_ms: Math.round(seen.retryAfter) }),
  };
  const kind = failureOf(seen);
  if (typeof kind === 'string') return { status: 'answered', text: kind, end: { outcome: 'ok', ...facts } };
  const error = recordable(kind.why, 1000);
  return { status: 'failed', code: kind.code, again: kind.again, end: { outcome: kind.outcome, ...facts, ...(error === '' ? {} : { error }) } };
}

function failureOf({ wire, reading, timedOut, key }: AttemptSeen): Kind | string {
  if (wire.failure !== undefined) return wireFailure(wire.failure, timedOut);
  if (wire.status === undefined || wire.status < 200 || wire.status > 299) return httpFailure(wire.status ?? 0, wire.bytes);
  const { answer } = reading;
  switch (answer.status) {
    case 'truncated':
      return { code: 'provider-truncated', again: false, outcome: 'truncated', why: answer.why };
    case 'malformed':
      return { code: 'provider-malformed', again: false, outcome: 'malformed', why: answer.why };
    case 'error':
      return { code: 'provider-failed', again: false, outcome: 'http_error', why: answer.why };
    case 'whole':
      return key.isIn(answer.text) ? { code: 'provider-malformed', again: false, outcome: 'malformed', why: 'the answer repeats the key' } : answer.text;
    default:
      return unreachable(answer);
  }
}

function wireFailure(failure: WireFailure, timedOut: boolean): Kind {
  if (timedOut) return { code: 'provider-timeout', again: true, outcome: 'timeout', why: 'the time for one attempt ran out' };
  switch (failure.stage) {
    case 'connect':
      return { code: 'provider-unreachable', again: true, outcome: 'network_error', why: networkReason(failure.thrown) };
    case 'body':
      return { code: 'provider-truncated', again: false, outcome: 'truncated', why: networkReason(failure.thrown) };
    case 'too-large':
      return { code: 'provider-malformed', again: false, outcome: 'malformed', why: reasonOf(failure.thrown) };
    default:
      return unreachable(failure.stage);
  }
}

function httpFailure(status: number, body: Uint8Array): Kind {
  const failure = { outcome: 'http_error', why: serverReason(status, body) } as const;
  if (status === 401 || status === 403) return { ...failure, code: 'provider-refused-key', again: false };
  if (status === 429) return { ...failure, code: 'provider-rate-limited', again: true };
  return { ...failure, code: 'provider-failed', again: status === 408 || status >= 500 };
}

/** `fetch` hides the reason (ECONNREFUSED, a certificate) in the cause of its error. */
function networkReason(thrown: unknown): string {
  const cause = thrown instanceof Error && thrown.cause !== undefined ? thrown.cause : thrown;
  const code = member(cause, 'code');
  const reason = reasonOf(cause);
  return typeof code === 'string' && !reason.includes(code) ? `${code} ${reason}`.trim() : reason;
}

function serverReason(status: number, body: Uint8Array): string {
  try {
    const message = errorIn(JSON.parse(new TextDecoder().decode(body)));
    if (message !== undefined) return `${status} ${message}`;
  } catch {
    // Proxies answer with pages of HTML: the status says enough, and the response is in the record.
  }
  return String(status);
}
