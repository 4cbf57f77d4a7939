import { occurrences } from '../find-text.ts';
import { normaliseQuote, type NormalisedText } from './quote-normalisation.ts';

/** Shorter parts of a quotation with an omission could stand anywhere. */
const shortestPart = 12;
/** How far the parts of a quotation with an omission may lie from each other, in characters. */
const widestOmission = 300;
/** A passage that repeats the first part more often than this was written to cost time. */
const mostTries = 500;
const omission = /\s*(?:\[\.\.\.\]|\(\.\.\.\)|\.\.\.)\s*/;

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * Where a quotation stands in a passage, letter by letter after the one normalisation, as a range of the original text.
 * A comma or full stop at its end may belong to the sentence around it. Parts around an omission ("…") must be long, in order
 * and close; the range then runs over what was left out, so that a dropped "not" is read again by the layers above.
 */
export function findQuotation(quotation: string, passage: NormalisedText): Stretch | undefined {
  const words = normaliseQuote(quotation)
    .text.trim()
    .replace(/^(?:\.\.\. ?)+/, '')
    .replace(/(?: ?\.\.\.)+$/, '')
    .trim();
  if (!/[\p{L}\p{N}]/u.test(words)) return undefined;
  const whole = findWhole(words, passage) ?? findWhole(words.replace(/[.,;:!?]$/, ''), passage);
  return whole ?? findParts(words.split(omission), passage);
}

function findWhole(words: string, passage: NormalisedText): Stretch | undefined {
  for (const start of occurrences(passage.text, words)) {
    const range = standingAlone(passage, start, start + words.length);
    if (range !== undefined) return range;
  }
  return undefined;
}

function findParts(parts: readonly string[], passage: NormalisedText): Stretch | undefined {
  const [head, ...rest] = parts;
  if (head === undefined || rest.length === 0 || parts.some((part) => part.length < shortestPart)) return undefined;
  let tries = 0;
  for (const start of occurrences(passage.text, head)) {
    tries += 1;
    if (tries > mostTries) return undefined;
    const end = endOfRest(rest, passage, start + head.length);
    const range = end === undefined ? undefined : standingAlone(passage, start, end);
    if (range !== undefined) return range;
  }
  return undefined;
}

function endOfRest(rest: readonly string[], passage: NormalisedText, from: number): number | undefined {
  let end = from;
  for (const [index, part] of rest.entries()) {
    const window = passage.text.slice(end, end + widestOmission + part.length);
    const isLast = index === rest.length - 1;
    const words = isLast && !window.includes(part) ? part.replace(/[.,;:!?]$/, '') : part;
    const at = window.indexOf(words);
    if (at < 0) return undefined;
    end += at + words.length;
  }
  return end;
}

// "25 per cent" stands in "10.25 per cent" as letters, and says something else.
function standingAlone(passage: NormalisedText, start: number, end: number): Stretch | undefined {
  const { text } = passage;
  const first = text.slice(start, start + 2);
  const last = text.slice(Math.max(start, end - 2), end);
  if (goesOnBefore(text.slice(Math.max(0, start - 3), start), first) || goesOnAfter(last, text.slice(end, end + 2))) return undefined;
  return passage.originalRange(start, end);
}

const wordEnd = /[\p{L}\p{N}\p{M}]$/u;
const wordStart = /^[\p{L}\p{N}\p{M}]/u;
// Scripts that put no space between words.
const unspacedEnd = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]$/u;
const unspacedStart = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

function goesOnBefore(before: string, first: string): boolean {
  if (/^\p{Nd}/u.test(first) && /(?:\p{Nd}[.,:/]|(?:^|[\s(])[-+])$/u.test(before)) return true;
  return wordEnd.test(before) && wordStart.test(first) && !(unspacedEnd.test(before) || unspacedStart.test(first));
}

function goesOnAfter(last: string, after: string): boolean {
  if (/\p{Nd}$/u.test(last) && /^[.,:/]\p{Nd}/u.test(after)) return true;
  return wordEnd.test(last) && wordStart.test(after) && !(unspacedEnd.test(last) || unspacedStart.test(after));
}
