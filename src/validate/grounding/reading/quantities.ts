import { digitNumber } from './number-text.ts';
import { ordinalOf, scaleOf, spelledNumber } from './number-words.ts';
import { unitAfter, unitBefore, unitOfColumn } from './quantity-units.ts';
import { span } from './span.ts';
import { bare, type Unit } from './units.ts';
import type { Word } from './words.ts';

/** How a text holds a number to be: as it stands, nearly so, a lower bound or an upper bound. */
export type Bound = 'exact' | 'about' | 'over' | 'under';

/** A number with its unit as it stands in a text. `first` and `last` are indices of its words, the unit included. */
export interface Quantity {
  readonly value: number;
  /** The step of the last digit shown, in the unit of the value. */
  readonly step: number;
  readonly unit: Unit;
  readonly bound: Bound;
  /** Small numbers in words also serve as pronouns and figures of speech: their absence alone proves nothing. */
  readonly weak: boolean;
  readonly first: number;
  readonly last: number;
}

interface Core {
  readonly value: number;
  readonly step: number;
  readonly next: number;
  readonly weak: boolean;
  readonly ordinal: boolean;
}

/** All numbers of the words, except those whose index `taken` names: they belong to a date. */
export function quantities(words: readonly Word[], taken: ReadonlySet<number>): readonly Quantity[] {
  const found: Quantity[] = [];
  let at = 0;
  while (at < words.length) {
    const core = taken.has(at) ? undefined : coreAt(words, at);
    if (core === undefined) {
      at += 1;
      continue;
    }
    const quantity = withUnit(words, at, core);
    found.push(quantity);
    at = Math.max(quantity.last + 1, at + 1);
  }
  return shareUnits(words, found);
}

function coreAt(words: readonly Word[], at: number): Core | undefined {
  const word = words[at];
  if (word === undefined || word.kind === 'mark') return undefined;
  if (word.kind === 'number') return digitsAt(words, at, word);
  return fractionAt(words, at) ?? spelledAt(words, at, word);
}

function digitsAt(words: readonly Word[], at: number, word: Word): Core | undefined {
  const number = digitNumber(word.text);
  if (number === undefined || isIdentifier(words, at)) return undefined;
  const after = words[at + 1];
  if (after !== undefined && /^(?:st|nd|rd|th)$/.test(after.lower) && after.start === word.end) {
    return { ...number, next: at + 2, weak: false, ordinal: true };
  }
  const scale = scaleBehind(words, at, word);
  const sign = isNegative(words, at) ? -1 : 1;
  const value = sign * number.value * (scale?.factor ?? 1);
  const step = number.step < 1 || scale !== undefined ? number.step * (scale?.factor ?? 1) : integerStep(number.value);
  return { value, step, next: scale?.next ?? at + 1, weak: false, ordinal: false };
}

// 1,200,000 may stand for a rounded figure; 120 stands for itself.
function integerStep(value: number): number {
  if (value < 1000) return 1;
  let step = 1;
  while (value % (step * 10) === 0) step *= 10;
  return step;
}

function scaleBehind(words: readonly Word[], at: number, word: Word): { readonly factor: number; readonly next: number } | undefined {
  const joined = words[at + 1]?.text === '-' ? at + 2 : at + 1;
  const after = words[joined];
  if (after === undefined) return undefined;
  const factor = scaleOf(after.lower);
  if (factor !== undefined) return { factor, next: joined + 1 };
  if (after.start !== word.end) return undefined;
  const money = unitBefore(words, at) !== undefined;
  if (after.lower === 'k' && after.text === 'k') return { factor: 1e3, next: at + 2 };
  if (money && /^(?:m|b|t)$/.test(after.lower)) return { factor: after.lower === 'm' ? 1e6 : after.lower === 'b' ? 1e9 : 1e12, next: at + 2 };
  return undefined;
}

// COVID-19, F-16, ISO 9001:2015 and file.v2 name things; they measure nothing.
function isIdentifier(words: readonly Word[], at: number): boolean {
  const here = words[at];
  const mark = words[at - 1];
  const before = words[at - 2];
  if (here === undefined || mark === undefined || mark.kind !== 'mark' || mark.end !== here.start) return mark?.text === '#';
  if (before === undefined || before.end !== mark.start || before.kind !== 'word') return false;
  return mark.text === '-' || mark.text === '/' || mark.text === '_' || mark.text === '.';
}

function isNegative(words: readonly Word[], at: number): boolean {
  const here = words[at];
  const mark = words[at - 1];
  if (here === undefined || mark === undefined) return false;
  if (mark.lower === 'minus') return true;
  if (mark.end !== here.start || !/^[-−–]$/.test(mark.text)) return false;
  const before = words[at - 2];
  return before === undefined || (before.end < mark.start && before.kind !== 'number') || /^[(:;,]$/.test(before.text);
}

const fractionParts: ReadonlyMap<string, number> = new Map([
  ['half', 2],
  ['third', 3],
  ['quarter', 4],
  ['fifth', 5],
  ['tenth', 10],
]);

// "half of", "a quarter of", "two-thirds": a share of a hundred, so that it compares with per cent.
function fractionAt(words: readonly Word[], at: number): Core | undefined {
  const word = words[at]?.lower ?? '';
  const partOf = (index: number): number | undefined => fractionParts.get((words[index]?.lower ?? '').replace(/s$/, ''));
  if (word === 'half' && /^(?:first|second|last|next)$/.test(words[at - 1]?.lower ?? '')) return undefined;
  if (word === 'half' && /^an?$/.test(words[at + 1]?.lower ?? '')) {
    const scale = scaleOf(words[at + 2]?.lower ?? '');
    if (scale !== undefined) return { value: scale / 2, step: scale / 2, next: at + 3, weak: false, ordinal: false };
  }
  const follows = (next: number): boolean => words[next]?.lower === 'of';
  if (word === 'half' && follows(at + 1)) return share(1, 2, at + 1);
  const count = word === 'a' || word === 'one' ? 1 : (spelledNumber(words, at)?.value ?? 0);
  const joined = words[at + 1]?.text === '-' ? at + 2 : at + 1;
  const part = partOf(joined);
  const plural = words[joined]?.lower.endsWith('s') === true;
  if (part === undefined || count < 1 || count >= part || !(follows(joined + 1) || plural)) return undefined;
  return share(count, part, joined + 1);
}

function share(count: number, part: number, next: number): Core {
  return { value: (100 * count) / part, step: 1, next, weak: false, ordinal: false };
}

function spelledAt(words: readonly Word[], at: number, word: Word): Core | undefined {
  const ordinal = ordinalOf(word.lower);
  if (ordinal !== undefined) return { value: ordinal, step: 1, next: at + 1, weak: true, ordinal: true };
  const spelt = spelledNumber(words, at);
  if (spelt === undefined) return undefined;
  if (spelt.value === 1 && isPronoun(words, at)) return undefined;
  const digits = spelt.value === 0 ? 0 : spelt.value;
  return { value: digits, step: integerStep(digits), next: spelt.next, weak: digits <= 3, ordinal: false };
}

function isPronoun(words: readonly Word[], at: number): boolean {
  const before = words[at - 1]?.lower ?? '';
  const after = words[at + 1];
  return /^(?:no|the|this|that|any|each|every|another|which|some|number)$/.test(before) || after?.kind !== 'word' || after.weight === 'none';
}

function withUnit(words: readonly Word[], at: number, core: Core): Quantity {
  const isShare = core.next > at + 1 && fractionParts.has((words[core.next - 1]?.lower ?? '').replace(/s$/, ''));
  const before = unitBefore(words, at);
  const after = core.ordinal || isShare ? undefined : unitAfter(words, core.next);
  const column = before === undefined && after === undefined ? unitOfColumn(words, at) : undefined;
  const unit = core.ordinal ? ordinalUnit : isShare || isHalf(words, at, core) ? shareUnit : (before?.unit ?? after?.unit ?? column?.unit ?? bare);
  const scale = column?.scale ?? 1;
  const first = before?.first ?? at;
  const last = Math.max(core.next - 1, before === undefined ? (after?.last ?? 0) : core.next - 1);
  return { value: core.value * scale, step: core.step * scale, unit, bound: boundOf(words, first, last), weak: core.weak && after === undefined, first, last };
}

function isHalf(words: readonly Word[], at: number, core: Core): boolean {
  return words[at]?.lower === 'half' && core.next === at + 1;
}

const ordinalUnit: Unit = { dimension: 'ordinal', factor: 1, offset: 0, name: 'ordinal' };
const shareUnit: Unit = { dimension: 'percent', factor: 1, offset: 0, name: 'percent' };

const about = /^(?:about|around|roughly|approximately|approx|nearly|almost|circa|some|~|≈)$/;

function boundOf(words: readonly Word[], first: number, last: number): Bound {
  const before = words[first - 1]?.lower ?? '';
  const earlier = words[first - 2]?.lower ?? '';
  if (about.test(before)) return 'about';
  if (/^(?:over|exceeding|above|beyond|>|≥)$/.test(before)) return 'over';
  if (/^(?:under|below|<|≤)$/.test(before)) return 'under';
  if (before === 'than') return /^(?:more|greater|higher|larger)$/.test(earlier) ? 'over' : /^(?:less|fewer|lower|smaller)$/.test(earlier) ? 'under' : 'exact';
  if (before === 'least' && earlier === 'at') return 'over';
  if ((before === 'most' && earlier === 'at') || (before === 'to' && earlier === 'up')) return 'under';
  const after = words[last + 1];
  if ((after?.text === '+' && after.start === words[last]?.end) || (after?.lower === 'or' && words[last + 2]?.lower === 'more')) return 'over';
  return 'exact';
}

// "3–5 %", "between 3 and 5 km", "3 to 4 million": the first number means the unit and scale of the second.
function shareUnits(words: readonly Word[], found: readonly Quantity[]): readonly Quantity[] {
  return found.map((quantity, index) => {
    const next = found[index + 1];
    const link = words[quantity.last + 1]?.lower ?? '';
    if (next === undefined || quantity.unit !== bare || next.first !== quantity.last + 2 || !/^(?:to|and|or|-|–|—)$/.test(link)) return quantity;
    if (next.unit.dimension === 'ordinal') return quantity;
    const isScaled = words[quantity.last]?.kind === 'mark' || quantity.value >= 1000 || quantity.last > quantity.first;
    const scale = isScaled
      ? 1
      : (span(next.first, next.last)
          .map((at) => scaleOf(words[at]?.lower ?? ''))
          .find((known) => known !== undefined) ?? 1);
    return { ...quantity, unit: next.unit, value: quantity.value * scale, step: quantity.step * scale };
  });
}
