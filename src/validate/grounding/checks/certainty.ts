import { says, type Check } from '../difference.ts';
import { moodMarks, type MoodMark } from '../reading/moods.ts';

/** What the evidence calls possible, planned, alleged, due or past the claim does not call a fact, nor the other way round. */
export const certaintyKept: Check = ({ alignment }) => {
  const { claim, part, unit, pairs } = alignment;
  const mine = moodMarks(claim.words, part.first, part.last);
  const theirs = moodMarks(unit.words, 0, unit.words.length - 1);
  const reaches = ({ at, last }: MoodMark): boolean => pairs.some((pair) => pair.at !== undefined && pair.at > at && pair.at <= last && pair.item.weight > 0.1);
  const isSaid = (index: number): boolean => pairs.some((pair) => pair.at === index);
  const dropped = theirs.find((mark) => !mine.some(({ mood }) => mood === mark.mood) && !isSaid(mark.at) && reaches(mark));
  if (dropped !== undefined) {
    return [{ code: 'certainty-raised', strength: 'doubt', message: says(alignment, 'it as a fact', `"${unit.words[dropped.at]?.text ?? ''}"`) }];
  }
  // "may" in the claim alone only says less than the evidence does.
  const added = mine.find(
    ({ mood, at }) =>
      mood !== 'possible' && !theirs.some((mark) => mark.mood === mood) && !pairs.some((pair) => pair.item.first === at && pair.at !== undefined),
  );
  if (added === undefined) return [];
  return [{ code: 'certainty-raised', strength: 'doubt', message: says(alignment, `"${claim.words[added.at]?.text ?? ''}"`, 'it without that') }];
};
