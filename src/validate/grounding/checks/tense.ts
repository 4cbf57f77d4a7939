import { says, type Check } from '../difference.ts';

const now = /^(?:is|are|has|have)$/;
const then = /^(?:was|were|had)$/;

/** What was is not said to be: "was director until 2020" is no ground for "is director". */
export const tenseKept: Check = ({ alignment }) => {
  const { claim, part, unit, pairs } = alignment;
  const mine = claim.words.slice(part.first, part.last + 1);
  const present = mine.find(({ lower }) => now.test(lower));
  const past = unit.words.find(({ lower }) => then.test(lower));
  if (present !== undefined && past !== undefined && !mine.some(({ lower }) => then.test(lower)) && !unit.words.some(({ lower }) => now.test(lower))) {
    return [{ code: 'certainty-raised', strength: 'doubt', message: says(alignment, `"${present.text}"`, `"${past.text}"`) }];
  }
  const verb = pairs.find(
    ({ item, at }) => at !== undefined && /[^s]s$/.test(claim.words[item.first]?.lower ?? '') && /[^e]ed$/.test(unit.words[at]?.lower ?? ''),
  );
  if (verb?.at === undefined) return [];
  return [
    {
      code: 'certainty-raised',
      strength: 'doubt',
      message: says(alignment, `"${claim.words[verb.item.first]?.text ?? ''}"`, `"${unit.words[verb.at]?.text ?? ''}"`),
    },
  ];
};
