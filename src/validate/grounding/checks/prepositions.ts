import { says, type Check } from '../difference.ts';
import type { Word } from '../reading/words.ts';

const contrary: ReadonlyMap<string, string> = new Map(
  [
    ['from', 'to'],
    ['until', 'since'],
    ['till', 'since'],
    ['for', 'against'],
    ['before', 'after'],
    ['above', 'below'],
    ['over', 'under'],
    ['with', 'without'],
    ['into', 'from'],
  ].flatMap(([a = '', b = '']): [string, string][] => [
    [`${a} ${b}`, a],
    [`${b} ${a}`, b],
  ]),
);

/** A thing, figure or date does not change the preposition before it for the contrary one: "until 2020" is not "since 2020". */
export const prepositionsAgree: Check = ({ alignment }) => {
  for (const { item, at } of alignment.pairs) {
    if (at === undefined) continue;
    const mine = before(alignment.claim.words, item.first);
    const theirs = before(alignment.unit.words, at);
    if (!contrary.has(`${mine} ${theirs}`)) continue;
    const thing = alignment.claim.words[item.first]?.text ?? '';
    return [{ code: 'direction-mismatch', strength: 'doubt', message: says(alignment, `"${mine} ${thing}"`, `"${theirs} ${thing}"`) }];
  }
  return [];
};

function before(words: readonly Word[], at: number): string {
  const isDeterminer = /^(?:the|a|an|its|their|his|her|this|that)$/.test(words[at - 1]?.lower ?? '');
  return words[isDeterminer ? at - 2 : at - 1]?.lower ?? '';
}
