import { says, type Check } from '../difference.ts';
import type { Word } from '../reading/words.ts';

// Words without weight that turn, limit, doubt or explain what they stand beside.
const turning: ReadonlySet<string> = new Set(
  `if unless except yet or would could might no some still just well far again already even merely barely too once else
  because therefore thus hence consequently so although though despite supposedly allegedly instead rather than`
    .trim()
    .split(/\s+/),
);
const weighing = /^(?:more|less|fewer|greater|higher|lower|larger|smaller|rather|other|older|younger|better|worse)$/;

/** A small word that turns a sentence ("yet", "if", "or", "some") stands in the claim only where the evidence has it too. */
export const smallWordsKept: Check = ({ alignment }) => {
  const { claim, part, unit } = alignment;
  const known = new Set(unit.words.map(({ lower }) => lower));
  const added = claim.words.find(
    ({ lower, kind }, at) =>
      at >= part.first && at <= part.last && kind === 'word' && turning.has(lower) && !known.has(lower) && !isComparison(claim.words, at),
  );
  if (added === undefined) return [];
  return [{ code: 'evidence-thin', strength: 'doubt', message: says(alignment, `"${added.text}"`, 'it without that') }];
};

// "more than 5" belongs to the figure, which is compared as one.
function isComparison(words: readonly Word[], at: number): boolean {
  return words[at]?.lower === 'than' && weighing.test(words[at - 1]?.lower ?? '');
}
