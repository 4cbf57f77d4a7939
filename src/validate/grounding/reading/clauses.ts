import type { Word } from './words.ts';

const breakWords: ReadonlySet<string> = new Set(
  'and but or while whereas although though because since when where which who whom that if unless except until than versus so'.split(' '),
);

/** Whether a word or mark begins another clause or item. */
export function isBreak(word: Word | undefined): boolean {
  if (word === undefined) return false;
  return word.kind === 'mark' ? /^[,;:—–()|.!?]$/.test(word.text) : breakWords.has(word.lower);
}

/** The last word that a word such as "not" or "may" reaches: up to the next break, but over "that", and no further than `most` words. */
export function endOfReach(words: readonly Word[], at: number, most: number): number {
  let last = at;
  while (last + 1 < words.length && last < at + most && !(isBreak(words[last + 1]) && words[last + 1]?.lower !== 'that')) last += 1;
  return last;
}

/** A table row or record: its cells, and no clauses, hold words and figures together. */
export function isRow(words: readonly Word[]): boolean {
  return words.filter(({ text }) => text === ':' || text === '|').length >= 2;
}

/** How many cells of a row end strictly between two word indices. */
export function cellsBetween(words: readonly Word[], a: number, b: number): number {
  let count = 0;
  for (let at = Math.min(a, b) + 1; at < Math.max(a, b); at += 1) if (/^[;|,{}]$/.test(words[at]?.text ?? '')) count += 1;
  return count;
}

/** How many clause breaks stand strictly between two word indices. */
export function breaksBetween(words: readonly Word[], a: number, b: number): number {
  let count = 0;
  for (let at = Math.min(a, b) + 1; at < Math.max(a, b); at += 1) if (isBreak(words[at])) count += 1;
  return count;
}
