import type { Part } from './claim-text.ts';
import type { Library } from './library.ts';
import type { DateMention } from './reading/dates.ts';
import { acronymLetters, isAcronym, isCapital } from './reading/names.ts';
import type { Quantity } from './reading/quantities.ts';
import type { Reading } from './reading/reading.ts';
import { span } from './reading/span.ts';

/** One thing that a part of a claim says and its evidence must say too: a word, a number with its unit, or a date. */
export type Item = {
  /** Index of its first and last word in the claim. */
  readonly first: number;
  readonly last: number;
  /** From 0 to 1: how much it tells. */
  readonly weight: number;
} & (
  | { readonly kind: 'word'; readonly key: string; readonly light: boolean; readonly initials: string | undefined }
  | { readonly kind: 'quantity'; readonly quantity: Quantity }
  | { readonly kind: 'date'; readonly date: DateMention }
);

const longestName = 8;

/** The items of one part of a claim, in order. */
export function items(reading: Reading, part: Part, from: Library): readonly Item[] {
  const within = (first: number): boolean => first >= part.first && first <= part.last;
  const values: Item[] = [
    ...reading.quantities
      .filter(({ first }) => within(first))
      .map((quantity): Item => ({ kind: 'quantity', quantity, first: quantity.first, last: quantity.last, weight: quantity.weak ? 0.5 : 1 })),
    ...reading.dates.filter(({ first }) => within(first)).map((date): Item => ({ kind: 'date', date, first: date.first, last: date.last, weight: 1 })),
  ];
  const taken = new Set([
    ...values.flatMap(({ first, last }) => span(first, last)),
    ...reading.quantities.flatMap((quantity) => boundWords(reading, quantity)),
  ]);
  const words = span(part.first, part.last).flatMap((index): Item[] => {
    const word = reading.words[index];
    if (word === undefined || word.weight === 'none' || taken.has(index)) return [];
    const light = word.weight === 'light';
    return [
      {
        kind: 'word',
        key: word.key,
        light,
        initials: initialsAround(reading, index),
        first: index,
        last: index,
        weight: (light ? 0.3 : 1) * from.telling(word.key),
      },
    ];
  });
  return [...values, ...words].sort((a, b) => a.first - b.first);
}

// "more than", "nearly" and the like before a number are part of what it says.
function boundWords({ words }: Reading, { bound, first }: Quantity): readonly number[] {
  if (bound === 'exact') return [];
  return span(first - 2, first - 1).filter((at) =>
    /^(?:more|less|fewer|greater|higher|lower|larger|smaller|than|about|around|roughly|approximately|nearly|almost|circa|some|over|under|above|below|exceeding|beyond|least|most|up)$/.test(
      words[at]?.lower ?? '',
    ),
  );
}

/** For an acronym its letters; for a word of a longer name the initials of that name. */
function initialsAround(reading: Reading, index: number): string | undefined {
  const word = reading.words[index];
  if (word === undefined || !isCapital(word)) return undefined;
  if (isAcronym(word)) return acronymLetters(word);
  let first = index;
  let last = index;
  while (index - first < longestName && isNameWord(reading, first - 1)) first -= 1;
  while (last - index < longestName && isNameWord(reading, last + 1)) last += 1;
  const letters = span(first, last).flatMap((at) => (isCapital(reading.words[at]) ? [reading.words[at]?.text.charAt(0).toLowerCase() ?? ''] : []));
  return letters.length >= 2 ? letters.join('') : undefined;
}

function isNameWord(reading: Reading, index: number): boolean {
  const word = reading.words[index];
  if (word === undefined || reading.dated.has(index)) return false;
  return (
    (isCapital(word) && word.weight !== 'none') ||
    ((word.lower === 'of' || word.lower === 'for') && isCapital(reading.words[index + 1]) && isCapital(reading.words[index - 1]))
  );
}
