import { leading, months, starters, trailing } from './sentence-words.ts';

/** UTF-16 offsets of a stretch of text. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** What a sentence does not end inside of, and what belongs to the sentence before it. */
export interface SentenceHints {
  /** Quotations, brackets, code: sorted, not overlapping. A sentence may end with one, never within. */
  readonly whole: readonly Stretch[];
  /** End of the citation that starts at an offset: behind a full stop it belongs to the sentence before. */
  readonly citationEnd: (at: number) => number | undefined;
}

const wide = /[。！？｡]/;
const ending = /[.!?…。！？｡؟۔।॥።။។]/;
const closing = /["'”’»)\]*_`】」』›]/;

/** Cuts a range of a text into sentences, white space trimmed. Own rules: engines disagree about their segmenters, and a verdict must not. */
export function sentencesOf(text: string, from: number, to: number, hints: SentenceHints): readonly Stretch[] {
  return new Splitter(text, from, to, hints).run();
}

class Splitter {
  readonly #text: string;
  readonly #to: number;
  readonly #hints: SentenceHints;
  readonly #hasCapitals: boolean;
  readonly #found: Stretch[] = [];
  #start: number;
  #span = 0;

  constructor(text: string, from: number, to: number, hints: SentenceHints) {
    this.#text = text;
    this.#to = to;
    this.#hints = hints;
    this.#start = from;
    this.#hasCapitals = /\p{Lu}/u.test(text.slice(from, to));
    this.#span = firstFrom(hints.whole, from);
  }

  run(): readonly Stretch[] {
    let at = this.#start;
    while (at < this.#to) at = this.#step(at);
    this.#cut(this.#to);
    return this.#found;
  }

  #step(at: number): number {
    const { whole } = this.#hints;
    while ((whole[this.#span]?.end ?? Infinity) <= at) this.#span += 1;
    const span = whole[this.#span];
    if (span !== undefined && span.start <= at) return this.#afterSpan(span);
    if (!ending.test(this.#text.charAt(at))) return at + 1;
    let stop = at;
    while (stop < this.#to && ending.test(this.#text.charAt(stop))) stop += 1;
    const closed = this.#afterClosing(stop);
    return this.#ends(at, stop, closed) ? this.#cut(closed) : stop;
  }

  // A quotation or bracket that ends in a full stop may end the sentence that it stands in.
  #afterSpan(span: Stretch): number {
    const end = Math.min(span.end, this.#to);
    const last = this.#text.charAt(end - 2);
    const closed = this.#afterClosing(end);
    return ending.test(last) && this.#text.charAt(span.start) !== '[' && this.#isFreeBehind(closed) && !this.#goesOnLow(closed) ? this.#cut(closed) : end;
  }

  #afterClosing(from: number): number {
    let at = from;
    while (at < this.#to && closing.test(this.#text.charAt(at)) && this.#hints.citationEnd(at) === undefined) at += 1;
    return at;
  }

  #ends(at: number, stop: number, closed: number): boolean {
    if (wide.test(this.#text.charAt(at))) return true;
    if (!this.#isFreeBehind(closed) || this.#goesOnLow(closed)) return false;
    return this.#text.charAt(at) !== '.' || stop - at > 1 || !this.#isAbbreviation(at, closed);
  }

  #isFreeBehind(at: number): boolean {
    return at >= this.#to || /\s/.test(this.#text.charAt(at)) || this.#hints.citationEnd(at) !== undefined;
  }

  // Where the text has capitals at all, a sentence does not begin without one.
  #goesOnLow(at: number): boolean {
    if (!this.#hasCapitals) return false;
    const next = this.#skipCitations(at);
    return /^\p{Ll}/u.test(this.#text.slice(next, Math.min(next + 2, this.#to)));
  }

  #isAbbreviation(at: number, closed: number): boolean {
    const before = /[\p{L}\p{N}.&]+$/u.exec(this.#text.slice(Math.max(this.#start, at - 20), at))?.[0] ?? '';
    const word = before.toLowerCase();
    const next = /^[\s"“'(]*([\p{L}\p{N}]+)/u.exec(this.#text.slice(closed, closed + 40))?.[1] ?? '';
    if (next === '') return false;
    if (word === 'no' || word === 'nos' || word === 'art' || word === 'est') return /^\p{N}/u.test(next);
    if (leading.has(word)) return true;
    if (/^\d{1,2}$/.test(word)) return months.has(next.toLowerCase());
    const isInitial = /^\p{Lu}$/u.test(before) || /^(?:\p{Lu}\.)+\p{Lu}$/u.test(before);
    return (trailing.has(word) || isInitial) && !starters.has(next.toLowerCase());
  }

  #skipCitations(from: number): number {
    let at = this.#skipSpace(from);
    for (let end = this.#hints.citationEnd(at); end !== undefined && end <= this.#to; end = this.#hints.citationEnd(at)) at = this.#skipSpace(end);
    return at;
  }

  #skipSpace(from: number): number {
    let at = from;
    while (at < this.#to && /\s/.test(this.#text.charAt(at))) at += 1;
    return at;
  }

  /** Ends the sentence at `end`, or behind the citations that follow it, and gives where the next begins. */
  #cut(end: number): number {
    let stop = end;
    for (let at = this.#skipSpace(stop); at < this.#to; at = this.#skipSpace(stop)) {
      const cited = this.#hints.citationEnd(at);
      if (cited === undefined || cited > this.#to) break;
      stop = /^[.,;。](?:\s|$)/.test(this.#text.slice(cited, cited + 2)) ? cited + 1 : cited;
    }
    const start = this.#skipSpace(this.#start);
    let last = stop;
    while (last > start && /\s/.test(this.#text.charAt(last - 1))) last -= 1;
    if (last > start) this.#found.push({ start, end: last });
    this.#start = stop;
    return stop;
  }
}

/** Index of the first stretch that ends behind an offset. */
export function firstFrom(stretches: readonly Stretch[], from: number): number {
  let low = 0;
  let high = stretches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((stretches[middle]?.end ?? 0) <= from) low = middle + 1;
    else high = middle;
  }
  return low;
}
