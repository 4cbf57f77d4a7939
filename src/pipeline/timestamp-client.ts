import { concatBytes, equalBytes } from '../core/bytes.ts';
import { EvidenceError, reasonOf } from '../core/errors.ts';
import { readAnswer, timeStampQuery } from '../timestamp/exchange.ts';
import { integerContent } from '../timestamp/der-writer.ts';
import { imprintProblem, readTimeStamp, type TimeStamp } from '../timestamp/time-stamp.ts';
import type { PipelinePorts } from './ports.ts';

// A time stamp with its certificates takes some 6 kB.
const longestAnswer = 0x10_0000;
const nonceLength = 8;

export interface TimestampWishes {
  readonly url: URL;
  readonly timeoutMs: number;
}

/** A time stamp as it came, and as it goes into the bundle. */
export interface ReceivedTimestamp {
  readonly bytes: Uint8Array;
  readonly stamp: TimeStamp;
}

/**
 * Asks a time-stamping authority for a time stamp over these bytes (RFC 3161 section 3.4: over HTTP). Throws
 * `timestamp-unreachable`, `timestamp-refused`, or `timestamp-unfit` where what came is not a time stamp over them.
 */
export async function askForTimestamp(bytes: Uint8Array, wishes: TimestampWishes, ports: Pick<PipelinePorts, 'fetch' | 'random'>): Promise<ReceivedTimestamp> {
  const where = wishes.url.origin;
  const nonce = ports.random(nonceLength);
  const answer = readAnswer(await post(timeStampQuery(bytes, nonce), wishes, ports.fetch));
  if (!answer.ok) throw new EvidenceError('timestamp-unfit', { where, cause: answer.why });
  if (!answer.value.granted) throw new EvidenceError('timestamp-refused', { where, cause: answer.value.why });
  const { response } = answer.value;
  const stamp = readTimeStamp(response);
  if (!stamp.ok) throw new EvidenceError('timestamp-unfit', { where, cause: stamp.why });
  const problem = imprintProblem(stamp.value, bytes) ?? nonceProblem(stamp.value, nonce);
  if (problem !== undefined) throw new EvidenceError('timestamp-unfit', { where, cause: problem });
  return { bytes: response, stamp: stamp.value };
}

// Without it an answer from yesterday could be played again.
function nonceProblem({ info: { nonce } }: TimeStamp, asked: Uint8Array): string | undefined {
  return nonce !== undefined && equalBytes(nonce, integerContent(asked)) ? undefined : 'it is not the answer to this query: its nonce is another';
}

async function post(query: Uint8Array, { url, timeoutMs }: TimestampWishes, fetch: PipelinePorts['fetch']): Promise<Uint8Array> {
  const where = url.origin;
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query', 'accept': 'application/timestamp-reply' },
      body: Buffer.from(query),
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'error',
    });
    if (!response.ok) throw new EvidenceError('timestamp-refused', { where, cause: `HTTP status ${response.status}` });
    for await (const part of response.body ?? []) {
      length += part.length;
      if (length > longestAnswer) throw new EvidenceError('timestamp-unfit', { where, cause: `the answer is longer than ${longestAnswer} bytes` });
      parts.push(part);
    }
  } catch (cause) {
    if (cause instanceof EvidenceError) throw cause;
    throw new EvidenceError('timestamp-unreachable', { where, cause: networkReason(cause) });
  }
  return concatBytes(parts);
}

/** `fetch` hides the reason behind "fetch failed". */
function networkReason(cause: unknown): string {
  return cause instanceof Error && cause.cause instanceof Error ? reasonOf(cause.cause) : reasonOf(cause);
}
