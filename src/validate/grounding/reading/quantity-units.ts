import { scaleOf } from './number-words.ts';
import { unitOf, type Unit } from './units.ts';
import type { Word } from './words.ts';

const currencies = /^(?:usd|eur|gbp|jpy|cny|inr|chf|krw|rub)$/;
// Words that are far more often something else: they are units only right behind digits.
const ambiguous = /^(?:l|g|w|v|t|m|ms|min|bar|sec|pa|won|mark|mp|k|c|f|in)$/;

/** A currency sign or code right before a number: its unit, and the index of its first word. */
export function unitBefore(words: readonly Word[], at: number): { readonly unit: Unit; readonly first: number } | undefined {
  const index = /^[-−–]$/.test(words[at - 1]?.text ?? '') ? at - 2 : at - 1;
  const before = words[index];
  if (before === undefined) return undefined;
  const isCurrency = (before.kind === 'mark' && /^\p{Sc}$/u.test(before.text)) || currencies.test(before.lower) || before.lower === 'rs';
  const unit = isCurrency ? unitOf(before.lower) : undefined;
  if (unit === undefined) return undefined;
  const country = words[index - 1];
  const dollar = before.text === '$' && country !== undefined && country.end === before.start && country.kind === 'word';
  return { unit: dollar ? dollarOf(country.lower, unit) : unit, first: dollar ? index - 1 : index };
}

function dollarOf(country: string, unit: Unit): Unit {
  return country === 'us' || country === 'us.' || country === 'u' ? unit : { ...unit, dimension: `${country}$`, name: `${country} dollar` };
}

/** The unit that begins at an index, and the index of its last word. */
export function unitAfter(words: readonly Word[], at: number): { readonly unit: Unit; readonly last: number } | undefined {
  const joined = words[at]?.text === '-' && words[at + 1]?.kind === 'word' ? at + 1 : at;
  const first = words[joined];
  if (first === undefined) return undefined;
  const second = words[joined + 1]?.lower ?? '';
  const third = words[joined + 2]?.lower ?? '';
  const compound = compoundUnit(first.lower, second, third, joined);
  if (compound !== undefined) return compound;
  const adjoins = words[at - 1]?.end === first.start;
  if (first.lower === 'm' && !adjoins && words[at - 1]?.kind !== 'number') return undefined;
  if (ambiguous.test(first.lower) && !isShortUnit(words, at, first)) return undefined;
  const unit = first.lower === 'm' ? unitOf('metre') : first.lower === 't' ? unitOf('tonne') : unitOf(first.lower);
  return unit === undefined ? undefined : { unit, last: joined };
}

function isShortUnit(words: readonly Word[], at: number, unit: Word): boolean {
  // 4G and 3D are no grams.
  return words[at - 1]?.kind === 'number' && !/^[GMTK]$/.test(unit.text) && unit.lower !== 'in' && unit.lower !== 'k' && unit.lower !== 'mark';
}

function compoundUnit(first: string, second: string, third: string, at: number): { readonly unit: Unit; readonly last: number } | undefined {
  const named = (name: string, last: number): { readonly unit: Unit; readonly last: number } | undefined => {
    const unit = unitOf(name);
    return unit === undefined ? undefined : { unit, last };
  };
  if (first === 'per' && /^cents?$/.test(second)) return named('percent', at + 1);
  if (/^(?:percent|percentage|%)$/.test(first) && /^points?$/.test(second)) return named('pp', at + 1);
  if (first === 'basis' && /^points?$/.test(second)) return named('bp', at + 1);
  if (first === '°' && /^[cfk]$/.test(second)) return named(second === 'k' ? 'kelvin' : `°${second}`, at + 1);
  if (/^degrees?$/.test(first) && /^(?:celsius|fahrenheit|c|f|centigrade)$/.test(second)) return named(`°${second.charAt(0)}`, at + 1);
  if (/^(?:us|us\.|american)$/.test(first) && /^dollars?$/.test(second)) return named('usd', at + 1);
  if (/^km$/.test(first) && second === '/' && third === 'h') return named('kmh', at + 2);
  if (/^m$/.test(first) && second === '/' && third === 's') return named('mps', at + 2);
  if (/^(?:miles?|kilomet(?:er|re)s?)$/.test(first) && second === 'per' && third === 'hour') return named(first.startsWith('m') ? 'mph' : 'kmh', at + 2);
  if (/^met(?:er|re)s?$/.test(first) && second === 'per' && third === 'second') return named('mps', at + 2);
  return undefined;
}

/**
 * In a row of `Column (unit): value` cells: the unit and scale in the brackets before the colon before the value.
 * Looks back over one cell only.
 */
export function unitOfColumn(words: readonly Word[], at: number): { readonly unit: Unit | undefined; readonly scale: number } | undefined {
  const colon = words[at - 1]?.text === ':' ? at - 1 : /^[-−–]$/.test(words[at - 1]?.text ?? '') && words[at - 2]?.text === ':' ? at - 2 : -1;
  if (colon < 1 || words[colon - 1]?.text !== ')') return undefined;
  let unit: Unit | undefined;
  let scale = 1;
  for (let index = colon - 2; index >= 0 && index > colon - 8 && words[index]?.text !== '('; index -= 1) {
    const lower = words[index]?.lower ?? '';
    scale *= scaleOf(lower) ?? scaleOf(lower.replace(/s$/, '')) ?? 1;
    unit ??= unitOf(lower === 'm' ? 'metre' : lower) ?? (lower === 'c' || lower === 'f' ? unitOf(`°${lower}`) : undefined);
  }
  return { unit, scale };
}
