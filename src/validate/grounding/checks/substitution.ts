import type { Alignment } from '../alignment.ts';
import { says, type Check } from '../difference.ts';
import { wording } from '../reading/reading.ts';

/** Where the claim has one word and the evidence, between the same neighbours, another, the two may not mean the same. */
export const wordsAreKept: Check = ({ alignment }) => {
  const { pairs, claim } = alignment;
  for (const [index, pair] of pairs.entries()) {
    if (pair.at !== undefined || pair.borrowed || pair.contrary.length > 0 || pair.item.kind !== 'word') continue;
    const instead = strangerBetween(alignment, placeOf(alignment, index - 1, -1), placeOf(alignment, index + 1, 1));
    if (instead === undefined) continue;
    const word = wording(claim.words, pair.item.first, pair.item.last);
    return [{ code: 'evidence-thin', strength: 'doubt', message: says(alignment, `"${word}"`, `"${instead}"`) }];
  }
  return [];
};

function placeOf({ pairs, unit }: Alignment, from: number, step: 1 | -1): number {
  for (let index = from; index >= 0 && index < pairs.length; index += step) {
    const pair = pairs[index];
    if (pair?.at !== undefined && pair.inOrder) return pair.at;
  }
  return step === 1 ? unit.words.length : -1;
}

function strangerBetween({ unit, evidence, pairs }: Alignment, from: number, to: number): string | undefined {
  const known = new Set(pairs.map(({ at }) => at));
  for (let at = from + 1; at < to && at < from + 6; at += 1) {
    const word = unit.words[at];
    if (word?.weight === 'full' && !known.has(at) && !evidence.dated.has(at)) return word.text;
  }
  return undefined;
}
