import type { Alignment } from '../alignment.ts';
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

// Where one of these stands beside what the claim repeats, the claim repeats it too.
const limiting: ReadonlySet<string> = new Set(
  'or unlike until till earliest latest little few except unless despite either neither nor than longer older younger earlier later each apart more less fewer higher lower maximum minimum max min average mean median net gross core'.split(
    ' ',
  ),
);
const beside = 2;

/** A small word that turns a sentence ("yet", "if", "or", "some") stands in the claim only where the evidence has it, and the other way round. */
export const smallWordsKept: Check = ({ alignment }) => {
  const { claim, part, unit } = alignment;
  const known = new Set(unit.words.map(({ lower }) => lower));
  const added = claim.words.find(
    ({ lower, kind }, at) =>
      at >= part.first && at <= part.last && kind === 'word' && turning.has(lower) && !known.has(lower) && !isComparison(claim.words, at),
  );
  if (added !== undefined) return [{ code: 'evidence-thin', strength: 'doubt', message: says(alignment, `"${added.text}"`, 'it without that') }];
  const dropped = droppedWord(alignment);
  if (dropped === undefined) return [];
  return [{ code: 'condition-dropped', strength: 'doubt', message: says(alignment, 'it without a limit', `"${dropped.text}"`) }];
};

function droppedWord({ claim, unit, pairs, evidence }: Alignment): Word | undefined {
  if (evidence.isRow) return undefined;
  const said = new Set(claim.words.map(({ lower }) => lower));
  const isNear = (at: number): boolean => pairs.some((pair) => pair.at !== undefined && Math.abs(pair.at - at) <= beside);
  return unit.words.find(({ lower }, at) => limiting.has(lower) && !said.has(lower) && !isComparison(unit.words, at) && isNear(at));
}

// "more than 5" belongs to the figure, which is compared as one.
function isComparison(words: readonly Word[], at: number): boolean {
  return (
    (words[at]?.lower === 'than' && weighing.test(words[at - 1]?.lower ?? '')) || (words[at + 1]?.lower === 'than' && weighing.test(words[at]?.lower ?? ''))
  );
}
