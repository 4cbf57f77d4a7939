import { digitNumber } from './number-text.ts';
import { unitAfter, unitBefore } from './quantity-units.ts';
import { scaleOf } from './number-words.ts';
import type { Word } from './words.ts';

/** A day, or a coarser time: the parts that a text states. `first` and `last` are indices of its words. */
export interface DateMention {
  readonly year?: number;
  readonly month?: number;
  readonly day?: number;
  readonly quarter?: number;
  readonly half?: number;
  /** First year of the ten: 1990 for "the 1990s". */
  readonly decade?: number;
  /** Monday is 1. */
  readonly weekday?: number;
  /** The other reading of 03/04/2024. */
  readonly swapped?: boolean;
  readonly first: number;
  readonly last: number;
}

type Parts = Omit<DateMention, 'first' | 'last'>;
type Reader = (words: readonly Word[], at: number) => { readonly parts: Parts; readonly next: number } | undefined;

const monthNames = 'january february march april may june july august september october november december'.split(' ');
const weekdays: ReadonlyMap<string, number> = new Map(
  'monday tuesday wednesday thursday friday saturday sunday'.split(' ').map((day, index) => [day, index + 1]),
);

/** All dates of the words, in order: ISO, 12 March 2024, March 12, 2024, 03/2024, quarters, halves, years, decades, weekdays. */
export function dates(words: readonly Word[]): readonly DateMention[] {
  const found: DateMention[] = [];
  let at = 0;
  while (at < words.length) {
    const read = readAt(words, at);
    if (read === undefined) {
      at += 1;
      continue;
    }
    found.push({ ...read.parts, first: at, last: read.next - 1 });
    at = read.next;
  }
  return found;
}

function readAt(words: readonly Word[], at: number): ReturnType<Reader> {
  if (!mayBegin(words[at])) return undefined;
  for (const reader of readers) {
    const read = reader(words, at);
    if (read !== undefined) return read;
  }
  return undefined;
}

// Most words begin no date: told by their first letters, before any reader looks.
function mayBegin(word: Word | undefined): boolean {
  return word !== undefined && (word.kind === 'number' || (word.kind === 'word' && beginning.test(word.lower)));
}

const beginning = /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|[qh][1-4]|first|second|third|fourth|fy|cy)/;

const isoDate: Reader = (words, at) => {
  const [year, dash, month, second, day] = [words[at], words[at + 1], words[at + 2], words[at + 3], words[at + 4]];
  if (year?.text.length !== 4 || dash?.text !== '-' || month?.text.length !== 2 || dash.start !== year.end || month.start !== dash.end) return undefined;
  const parts = { year: numberOf(year), month: numberOf(month) };
  if (!isYear(parts.year) || !isMonth(parts.month)) return undefined;
  if (second?.text !== '-' || second.start !== month.end || day?.kind !== 'number' || day.text.length !== 2) return { parts, next: at + 3 };
  return { parts: { ...parts, day: numberOf(day) }, next: at + 5 };
};

const slashDate: Reader = (words, at) => {
  const [first, slash, second, again, third] = [words[at], words[at + 1], words[at + 2], words[at + 3], words[at + 4]];
  if (first?.kind !== 'number' || second?.kind !== 'number' || slash === undefined || !/^[/.]$/.test(slash.text) || slash.start !== first.end) return undefined;
  const [a, b] = [numberOf(first), numberOf(second)];
  if (isMonth(a) && second.text.length === 4 && isYear(b)) return { parts: { month: a, year: b }, next: at + 3 };
  const year = third?.kind === 'number' && third.text.length === 4 && again?.text === slash.text ? numberOf(third) : 0;
  if (!isYear(year)) return undefined;
  if (isDay(a) && isMonth(b)) return { parts: { day: a, month: b, year, ...(isMonth(a) && a !== b ? { swapped: true } : {}) }, next: at + 5 };
  return isMonth(a) && isDay(b) ? { parts: { day: b, month: a, year }, next: at + 5 } : undefined;
};

const dottedDate: Reader = (words, at) => {
  const match = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(words[at]?.text ?? '');
  if (match === null) return undefined;
  const [day, month, year] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return isDay(day) && isMonth(month) && isYear(year) ? { parts: { day, month, year }, next: at + 1 } : undefined;
};

const dayMonth: Reader = (words, at) => {
  const day = dayAt(words, at);
  if (day === undefined) return undefined;
  const index = words[day.next]?.lower === 'of' ? day.next + 1 : day.next;
  const month = monthAt(words, index, true);
  if (month === undefined) return undefined;
  return withYear(words, { day: day.value, month }, afterDot(words, index + 1));
};

const monthDay: Reader = (words, at) => {
  const next = afterDot(words, at + 1);
  const named = monthAt(words, at, /^\p{Nd}/u.test(words[next]?.text ?? ''));
  if (named === undefined) return undefined;
  const start = words[next]?.lower === 'the' ? next + 1 : next;
  const day = dayAt(words, start);
  if (day !== undefined) return withYear(words, { month: named, day: day.value }, day.next);
  return withYear(words, { month: named }, next);
};

const quarter: Reader = (words, at) => {
  const word = words[at]?.lower ?? '';
  const short = /^([qh])([1-4])$/.exec(word);
  if (short !== null) {
    const value = Number(short[2]);
    return withYear(words, short[1] === 'q' ? { quarter: value } : { half: value }, at + 1);
  }
  const count = ['first', 'second', 'third', 'fourth'].indexOf(word) + 1;
  const noun = words[at + 1]?.lower;
  if (count === 0 || (noun !== 'quarter' && noun !== 'half')) return undefined;
  if (noun === 'half' && count > 2) return undefined;
  const behind = words[at + 2]?.lower === 'of' ? at + 3 : at + 2;
  const parts = noun === 'quarter' ? { quarter: count } : { half: count };
  const dated = withYear(words, parts, behind);
  return dated.next === behind ? { parts, next: at + 2 } : dated;
};

const year: Reader = (words, at) => {
  const word = words[at];
  if (word === undefined) return undefined;
  const fiscal = /^(?:fy|cy)(\d{4})$/.exec(word.lower);
  if (fiscal !== null) return { parts: { year: Number(fiscal[1]) }, next: at + 1 };
  if (word.kind !== 'number' || !/^\d{4}$/.test(word.text) || !isYear(numberOf(word))) return undefined;
  const after = words[at + 1];
  if (after?.lower === 's' && after.start === word.end) return numberOf(word) % 10 === 0 ? { parts: { decade: numberOf(word) }, next: at + 2 } : undefined;
  if (unitBefore(words, at) !== undefined || isCount(words, at)) return undefined;
  if (isNextYear(words, at)) return { parts: { year: numberOf(word) }, next: at + 3 };
  const q = /^q([1-4])$/.exec(after?.lower ?? '');
  return q === null ? { parts: { year: numberOf(word) }, next: at + 1 } : { parts: { year: numberOf(word), quarter: Number(q[1]) }, next: at + 2 };
};

// "2018–19", "2023/24": one year that begins in the first.
function isNextYear(words: readonly Word[], at: number): boolean {
  const [mark, second] = [words[at + 1], words[at + 2]];
  if (mark === undefined || second === undefined || !/^[-–/]$/.test(mark.text) || mark.start !== words[at]?.end || second.text.length !== 2) return false;
  return second.kind === 'number' && numberOf(second) === ((words[at] === undefined ? 0 : numberOf(words[at])) + 1) % 100;
}

const weekday: Reader = (words, at) => {
  const value = weekdays.get((words[at]?.lower ?? '').replace(/s$/, ''));
  return value === undefined ? undefined : { parts: { weekday: value }, next: at + 1 };
};

const readers: readonly Reader[] = [isoDate, slashDate, dottedDate, dayMonth, monthDay, quarter, year, weekday];

const yearPreceder =
  /^(?:in|since|by|from|until|till|of|during|year|years|fiscal|fy|before|after|between|and|to|through|circa|early|late|mid|season|–|-|\/|\(|,|:|;|=|\[|"|')$/;

// 2000 people, 1500 metres: a number that only looks like a year.
function isCount(words: readonly Word[], at: number): boolean {
  const after = words[at + 1];
  if (after === undefined) return false;
  if (unitAfter(words, at + 1) !== undefined || scaleOf(after.lower) !== undefined) return true;
  const before = words[at - 1];
  const isTimed = before === undefined || yearPreceder.test(before.lower);
  return !isTimed && after.kind === 'word' && after.weight !== 'none' && /^\p{Ll}.*s$/u.test(after.text);
}

function withYear(words: readonly Word[], parts: Parts, at: number): { readonly parts: Parts; readonly next: number } {
  const index = words[at]?.text === ',' || words[at]?.lower === 'of' ? at + 1 : at;
  const word = words[index];
  if (word?.kind !== 'number' || !/^\d{4}$/.test(word.text) || !isYear(numberOf(word))) return { parts, next: at };
  return { parts: { ...parts, year: numberOf(word) }, next: index + 1 };
}

function dayAt(words: readonly Word[], at: number): { readonly value: number; readonly next: number } | undefined {
  const word = words[at];
  if (word?.kind !== 'number' || !/^\d{1,2}$/.test(word.text) || !isDay(numberOf(word))) return undefined;
  const after = words[at + 1];
  const suffixed = after !== undefined && /^(?:st|nd|rd|th)$/.test(after.lower) && after.start === word.end;
  return { value: numberOf(word), next: suffixed ? at + 2 : at + 1 };
}

/** 1 to 12. "May" and "March" are months only with a capital, and "May" only beside a number or behind a word of time. */
function monthAt(words: readonly Word[], at: number, besideNumber: boolean): number | undefined {
  const word = words[at];
  if (word?.kind !== 'word') return undefined;
  const index = monthNames.findIndex(
    (name) => name === word.lower || (word.lower.length > 2 && (name.slice(0, 3) === word.lower || (word.lower === 'sept' && name === 'september'))),
  );
  if (index < 0) return undefined;
  if (besideNumber) return index + 1;
  const isPlainWord = /^(?:may|march|mar|dec|jan|sep|oct|jun|jul)$/.test(word.lower);
  if (!isPlainWord) return index + 1;
  if (word.lower === 'march' && word.text === 'March') return index + 1;
  return /^(?:in|since|until|till|by|last|next|of|early|late|mid|this|from|to|during|and)$/.test(words[at - 1]?.lower ?? '') && word.text !== word.lower
    ? index + 1
    : undefined;
}

function afterDot(words: readonly Word[], at: number): number {
  return words[at]?.text === '.' && words[at + 1]?.kind === 'number' && words[at - 1]?.end === words[at]?.start ? at + 1 : at;
}

function numberOf(word: Word): number {
  return digitNumber(word.text)?.value ?? -1;
}

function isYear(value: number): boolean {
  return value >= 1000 && value < 2200;
}

function isMonth(value: number): boolean {
  return value >= 1 && value <= 12;
}

function isDay(value: number): boolean {
  return value >= 1 && value <= 31;
}
