import { canonicalJson } from '../core/canonical-json.ts';
import { utf8 } from '../core/bytes.ts';
import type { Digest, HashBytes } from '../core/digest.ts';
import { readCanonicalJson } from '../core/canonical-text.ts';
import { check } from '../model/parse.ts';
import type { RecordHead, Span } from '../model/generated/documents.ts';

/** Where and why a span record is not one unbroken chain. `line` counts from 1. */
export interface ChainProblem {
  readonly line: number;
  readonly why: string;
}

export interface ReadChain {
  /** The spans up to the first problem. */
  readonly spans: readonly Span[];
  /** Heads after 0, 1, 2 … lines: `heads[n]` is the head of a record of n lines. */
  readonly heads: readonly Digest[];
  readonly problem: ChainProblem | undefined;
}

/** The line of a span: canonical JSON, so that a record that was read writes back to the same bytes. */
export function lineOf(span: Span): string {
  return canonicalJson(span);
}

export function headOfNothing(hash: HashBytes): Digest {
  return hash(new Uint8Array(0));
}

/** Reads the lines of a record and checks the chain: canonical spelling, schema, numbering, and each digest of the line before. */
export function readChain(lines: readonly string[], hash: HashBytes): ReadChain {
  const spans: Span[] = [];
  return { spans, ...walkChain(lines, hash, (span) => spans.push(span)) };
}

/** The same, for who looks at each span once: a record may have more than memory should hold. */
export function walkChain(lines: readonly string[], hash: HashBytes, visit: (span: Span) => void = () => undefined): Omit<ReadChain, 'spans'> {
  const heads: Digest[] = [headOfNothing(hash)];
  for (const [index, line] of lines.entries()) {
    const read = readLine(line, index + 1, heads[index]);
    if (typeof read === 'string') return { heads, problem: { line: index + 1, why: read } };
    visit(read);
    heads.push(hash(utf8(line)));
  }
  return { heads, problem: undefined };
}

function readLine(line: string, seq: number, prev: Digest | undefined): Span | string {
  const json = readCanonicalJson(line);
  if (!json.ok) return json.why;
  const span = check('span', json.value);
  if (!span.ok) return `not a span: ${span.problems[0]?.path} ${span.problems[0]?.why}`;
  if (span.value.seq !== seq) return `numbered ${span.value.seq}`;
  if (span.value.prev_sha256 !== prev) return 'does not name the digest of the line before';
  return span.value;
}

/** Whether a record with these heads once had this head: the record may have grown since, and nothing before it changed. */
export function hadHead(chain: Pick<ReadChain, 'heads'>, head: RecordHead): boolean {
  return chain.heads[head.spans] === head.sha256;
}
