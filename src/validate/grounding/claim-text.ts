import type { Claim } from '../../model/generated/documents.ts';
import type { VerifiedQuotation } from '../layer.ts';
import { readingOf, type Reading } from './reading/reading.ts';
import type { ReadWords, Word } from './reading/words.ts';

/** A stretch of a claim that states one thing: word indices, both included. */
export interface Part {
  readonly first: number;
  readonly last: number;
}

/** A claim as the checks read it: citations and markup masked, cut into parts. */
export interface ClaimText {
  readonly claim: Claim;
  readonly reading: Reading;
  readonly parts: readonly Part[];
  /** Words that stand inside a quotation which was verified. */
  readonly quoted: ReadonlySet<number>;
}

const leastWords = 3;
// Keeps the work for one part bounded, whatever an output holds.
const mostWords = 80;

export function claimText(claim: Claim, verified: readonly VerifiedQuotation[], readWords: ReadWords): ClaimText {
  const words = readWords(masked(claim));
  const found = new Set(verified.map((quotation) => letters(quotation.text)));
  // Names that a JSON output puts before a value shift its text: there the quotations stand in other fields.
  const isPlain = claim.range.end - claim.range.start === claim.text.length;
  const ranges = (isPlain ? claim.quotations : [])
    .filter((quotation) => found.has(letters(quotation.text)))
    .map(({ range }) => [range.start - claim.range.start, range.end - claim.range.start] as const);
  const quoted = words.flatMap((word, index) => (ranges.some(([start, end]) => word.start >= start && word.end <= end) ? [index] : []));
  const inQuotation = new Set(quoted);
  // A statement that ended before its quotation began stands for itself: it is held against the evidence alone.
  const endsBefore = (at: number): boolean => inQuotation.has(at) && !inQuotation.has(at - 1) && /[.!?]/.test(marksBefore(words, at));
  return { claim, reading: readingOf(words), parts: parts(words, endsBefore), quoted: inQuotation };
}

/** The letters and digits of a text alone: what stays the same under every folding of quotes, spaces and case. */
export function letters(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

const inlineMarkup = /\[(?:doc:[^\][\n]{1,300}|\d{1,3}(?:, ?\d{1,3}){0,20})\]|[*`]{1,6}|(?<![\p{L}\p{N}])[_#]{1,6}|_{1,6}(?![\p{L}\p{N}])/gu;

// Spaces keep the offsets: a citation is no word of the claim.
function masked(claim: Claim): string {
  const blank = (text: string): string => ' '.repeat(text.length);
  if (claim.range.end - claim.range.start !== claim.text.length) return claim.text.replace(inlineMarkup, blank);
  let text = '';
  let at = 0;
  for (const { range } of [...claim.citations].sort((a, b) => a.range.start - b.range.start)) {
    const [start, end] = [range.start - claim.range.start, range.end - claim.range.start];
    if (start < at || end > claim.text.length) continue;
    text += claim.text.slice(at, start) + ' '.repeat(end - start);
    at = end;
  }
  return (text + claim.text.slice(at)).replace(inlineMarkup, blank);
}

function marksBefore(words: readonly Word[], at: number): string {
  let marks = '';
  for (let before = at - 1; words[before]?.kind === 'mark'; before -= 1) marks += words[before]?.text ?? '';
  return marks;
}

function parts(words: readonly Word[], endsBefore: (at: number) => boolean): readonly Part[] {
  const weightBefore = [0];
  for (const word of words) weightBefore.push((weightBefore.at(-1) ?? 0) + (word.weight === 'full' ? 1 : 0));
  const weight = (first: number, end: number): number => (weightBefore[end] ?? 0) - (weightBefore[first] ?? 0);
  const found: Part[] = [];
  let first = 0;
  for (let at = 1; at < words.length; at += 1) {
    const divides = endsBefore(at) || (dividesAt(words, at) && weight(first, at) >= leastWords && weight(at, words.length) >= leastWords);
    if (!divides && at - first < mostWords) continue;
    found.push({ first, last: at - 1 });
    first = at;
  }
  return words.length === 0 ? [] : [...found, { first, last: words.length - 1 }];
}

function dividesAt(words: readonly Word[], at: number): boolean {
  const word = words[at];
  if (word === undefined) return false;
  if (word.text === ';') return true;
  if (/^[.!?]$/.test(words[at - 1]?.text ?? '') && /^["“'(]?\p{Lu}/u.test(word.text)) return (words[at - 2]?.text.length ?? 0) > 2;
  if (/^(?:but|while|whereas)$/.test(word.lower)) return true;
  return word.lower === 'and' && words[at - 1]?.text === ',';
}
