import type { Claims } from '../../model/generated/documents.ts';
import type { TextOffsets, TextRange } from '../../core/text-offsets.ts';
import type { Stretch } from './sentences.ts';

/** What no reader sees and no piece needs to cover. */
const blank = /[\s\u0085\u200b\u200e\u200f\u2060\ufeff]/;

/**
 * Holds the pieces against the whole output: every byte that is not white space must lie in one.
 * `bytes` and `covered_bytes` count what is not white space.
 */
export function coverageOf(output: string, pieces: readonly Stretch[], offsets: TextOffsets): Claims['coverage'] {
  const uncovered: TextRange[] = [];
  let bytes = 0;
  let covered = 0;
  const count = (from: number, to: number, isCovered: boolean): void => {
    const inked = inkedBytes(output, from, to);
    bytes += inked;
    if (isCovered) covered += inked;
    else if (inked > 0) uncovered.push(inkRange(output, from, to, offsets));
  };
  let at = 0;
  for (const { start, end } of pieces) {
    if (start > at) count(at, start, false);
    if (end > at) count(Math.max(at, start), end, true);
    at = Math.max(at, end);
  }
  if (at < output.length) count(at, output.length, false);
  return { bytes, covered_bytes: covered, uncovered };
}

export function isBlank(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (!blank.test(text.charAt(at))) return false;
  return true;
}

function inkRange(output: string, from: number, to: number, offsets: TextOffsets): TextRange {
  let start = from;
  let end = to;
  while (start < end && blank.test(output.charAt(start))) start += 1;
  while (end > start && blank.test(output.charAt(end - 1))) end -= 1;
  return offsets.range(start, end);
}

function inkedBytes(output: string, from: number, to: number): number {
  let bytes = 0;
  for (let at = from; at < to; at += 1) {
    if (blank.test(output.charAt(at))) continue;
    const unit = output.charCodeAt(at);
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 2 : 3;
  }
  return bytes;
}
