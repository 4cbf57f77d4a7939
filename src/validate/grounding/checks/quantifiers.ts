import { says, type Check } from '../difference.ts';
import type { Word } from '../reading/words.ts';

type Class = 'all' | 'none' | 'some' | 'most' | 'only';

const classes: ReadonlyMap<string, Class> = new Map(
  (
    [
      ['all', 'all every each always everyone everybody everything everywhere both whole entire entirely completely fully totally'],
      ['none', 'none nobody nothing never'],
      ['some', 'some several many few certain sometimes often partly partially occasionally'],
      ['most', 'most majority mostly mainly largely'],
      ['only', 'only solely exclusively merely'],
    ] as const
  ).flatMap(([name, words]) => words.split(' ').map((word): [string, Class] => [word, name])),
);

/** The claim speaks of as many as the evidence does: not of all where it says some, nor of only one where it does not. */
export const quantifiersAgree: Check = ({ alignment }) => {
  const { claim, part, unit, pairs } = alignment;
  const mine = found(claim.words.slice(part.first, part.last + 1));
  const theirs = found(unit.words);
  for (const [name, { text }] of mine) {
    if (name === 'some' || theirs.has(name)) continue;
    const instead = [...theirs.values()][0];
    const message = says(alignment, `"${text}"`, instead === undefined ? 'no such thing' : `"${instead.text}"`);
    return [{ code: 'quantifier-mismatch', strength: 'doubt', message }];
  }
  // "Some banks failed" is no ground for "Banks failed".
  for (const [name, { text, at }] of theirs) {
    if (name === 'all' || name === 'none' || mine.size > 0) continue;
    if (!pairs.some((pair) => pair.at !== undefined && pair.at > at && pair.at <= at + 3)) continue;
    return [{ code: 'quantifier-mismatch', strength: 'doubt', message: says(alignment, 'it without a limit', `"${text}"`) }];
  }
  return [];
};

function found(words: readonly Word[]): ReadonlyMap<Class, { readonly text: string; readonly at: number }> {
  const map = new Map<Class, { readonly text: string; readonly at: number }>();
  for (const [at, word] of words.entries()) {
    const name = classes.get(word.lower);
    const isBound = (word.lower === 'most' && words[at - 1]?.lower === 'at') || (word.lower === 'only' && words[at - 1]?.lower === 'not');
    if (name !== undefined && !isBound && !map.has(name)) map.set(name, { text: word.text, at });
  }
  return map;
}
