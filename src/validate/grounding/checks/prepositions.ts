import { says, type Check } from '../difference.ts';
import type { Reading } from '../reading/reading.ts';
import type { Word } from '../reading/words.ts';

// Words of one row say the same of a place, a time or a figure.
const rows = [
  'above over beyond exceeding',
  'below under',
  'until till',
  'to into',
  'from since',
  'before',
  'after',
  'by',
  'for',
  'against',
  'with',
  'without',
  'off',
  'near',
  'toward towards',
];
const plain = 'in on at of during within';
const rowOf: ReadonlyMap<string, string> = new Map([...rows, plain].flatMap((row) => row.split(' ').map((word): [string, string] => [word, row])));
/** These change little beside a plain one: "the vote for the increase" is "the vote on the increase". */
const mild: ReadonlySet<string> = new Set(['for', 'with', 'near', 'toward towards']);

/** A thing, figure or date does not change the preposition before it: "until 2020" is not "since 2020", "by 3 %" not "to 3 %". */
export const prepositionsAgree: Check = ({ alignment }) => {
  for (const { item, at } of alignment.pairs) {
    if (at === undefined) continue;
    const mine = before(alignment.claim.words, item.first);
    const theirs = before(alignment.unit.words, at);
    const isOther = differ(rowOf.get(mine), rowOf.get(theirs)) && !reaches(mine, at, alignment.evidence);
    if (!isOther && !(item.kind === 'quantity' && isEndOnly(mine, theirs))) continue;
    const thing = alignment.claim.words[item.first]?.text ?? '';
    return [{ code: 'direction-mismatch', strength: 'doubt', message: says(alignment, `"${mine} ${thing}"`, `"${theirs} ${thing}"`) }];
  }
  return [];
};

function differ(mine: string | undefined, theirs: string | undefined): boolean {
  if (mine === undefined || theirs === undefined || mine === theirs) return false;
  return !((mine === plain && mild.has(theirs)) || (theirs === plain && mild.has(mine)));
}

// "Fell 15 million" is the way, "fell from 20 to 15 million" its ends; "was 15 million" is the end.
function isEndOnly(mine: string, theirs: string): boolean {
  if (rowOf.has(mine) || /^(?:between|and|or|than|about|-|–|—)$/.test(mine)) return false;
  if (theirs === 'by') return /^(?:is|are|was|were|be|:|=)$/.test(mine);
  return theirs === 'from' || (theirs === 'to' && !/^(?:is|are|was|were|be|now|:|=)$/.test(mine));
}

// "Above the 2 % target" and "above the target of 2 %".
function reaches(preposition: string, place: number, { words, quantities, dated }: Reading): boolean {
  for (let at = place - 1; at >= Math.max(0, place - 4); at -= 1) {
    if (words[at]?.lower === preposition) return true;
    if (dated.has(at) || quantities.some(({ first, last }) => first <= at && at <= last)) return false;
  }
  return false;
}

function before(words: readonly Word[], at: number): string {
  const isDeterminer = /^(?:the|a|an|its|their|his|her|this|that)$/.test(words[at - 1]?.lower ?? '');
  return words[isDeterminer ? at - 2 : at - 1]?.lower ?? '';
}
