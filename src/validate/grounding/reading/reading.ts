import { isRow } from './clauses.ts';
import { dates, type DateMention } from './dates.ts';
import { names, type Name } from './names.ts';
import { negations, type Negation } from './negation.ts';
import { quantities, type Quantity } from './quantities.ts';
import { span } from './span.ts';
import type { Word } from './words.ts';

/** The words of a stretch of text and what stands in them. Indices are those of its words. */
export interface Reading {
  readonly words: readonly Word[];
  readonly quantities: readonly Quantity[];
  readonly dates: readonly DateMention[];
  readonly names: readonly Name[];
  readonly negations: readonly Negation[];
  /** For each word how many negations reach it: an even number of them leaves its sense. */
  readonly negated: readonly number[];
  /** Whether it is a table row or record, and no prose. */
  readonly isRow: boolean;
  /** Words that belong to a date. */
  readonly dated: ReadonlySet<number>;
}

export function readingOf(words: readonly Word[]): Reading {
  const found = dates(words);
  const dated = new Set(found.flatMap((date) => span(date.first, date.last)));
  const denials = negations(words);
  const negated = words.map(() => 0);
  for (const { first, last } of denials) for (let at = first; at <= last; at += 1) negated[at] = (negated[at] ?? 0) + 1;
  return { words, quantities: quantities(words, dated), dates: found, names: names(words, dated), negations: denials, negated, isRow: isRow(words), dated };
}

/** The words from first to last as they stand, with single spaces where the text had any. */
export function wording(words: readonly Word[], first: number, last: number): string {
  let text = '';
  let end = words[first]?.start ?? 0;
  for (const word of words.slice(first, last + 1)) {
    text += `${text !== '' && word.start > end ? ' ' : ''}${word.text}`;
    end = word.end;
  }
  return text;
}
