import { distance, type Alignment } from '../alignment.ts';
import type { Pair } from '../pair.ts';
import { claimWording, says, type Check } from '../difference.ts';
import { breaksBetween } from '../reading/clauses.ts';
import { quantityFit } from '../reading/quantity-fit.ts';
import { wording } from '../reading/reading.ts';
import { span } from '../reading/span.ts';

/** A figure belongs to the words nearest to it: a word of the claim that is nearer to another figure is not this one's. */
export const figuresBelong: Check = ({ alignment }) => {
  for (const pair of alignment.pairs) {
    const { item, at } = pair;
    if (item.kind !== 'quantity' || at === undefined) continue;
    const rivals = alignment.evidence.quantities.filter(({ first }) => first !== at).filter((quantity) => quantityFit(item.quantity, quantity) === 'differs');
    const { words } = alignment.unit;
    if (isWholeOfShare(alignment, at) && alignment.claim.words[item.first - 1]?.lower !== 'of') {
      const message = says(alignment, claimWording(alignment, item), wording(words, Math.max(0, at - 3), Math.min(words.length - 1, at + 1)));
      return [{ code: 'binding-unclear', strength: 'doubt', message }];
    }
    const stray = wordsBeside(alignment, pair).find((word) => rivals.some(({ first }) => isStray(alignment, word.at ?? 0, at, first)));
    if (stray === undefined) continue;
    const claim = `${claimWording(alignment, item)} of "${claimWording(alignment, stray.item)}"`;
    return [
      {
        code: 'binding-unclear',
        strength: 'doubt',
        message: says(alignment, claim, `it beside other words ("${wording(words, Math.max(0, at - 3), Math.min(words.length - 1, at + 3))}")`),
      },
    ];
  }
  return [];
};

// "48 of 120 patients": the second figure is not how many did.
function isWholeOfShare({ evidence }: Alignment, at: number): boolean {
  return (
    evidence.words[at - 1]?.lower === 'of' &&
    evidence.quantities.some(({ last }) => last === at - 2 || (last === at - 3 && evidence.words[at - 2]?.lower === 'out'))
  );
}

// The words of the figure's own clause.
function wordsBeside({ pairs, claim }: Alignment, figure: Pair): readonly Pair[] {
  return pairs.filter(
    ({ item, at }) => at !== undefined && item.kind === 'word' && !item.light && breaksBetween(claim.words, item.first, figure.item.first) === 0,
  );
}

function isStray(alignment: Alignment, word: number, figure: number, rival: number): boolean {
  const { evidence } = alignment;
  if (distance(evidence, word, rival) >= distance(evidence, word, figure)) return false;
  // "GDP rose 2 % in 2023 and 3 % in 2024": a subject serves all figures behind it, until another one comes.
  const serves = (word < rival && rival < figure) || (word > rival && rival > figure);
  return !serves || hasForeignWord(alignment, rival, figure);
}

function hasForeignWord({ evidence, pairs }: Alignment, a: number, b: number): boolean {
  const known = new Set(pairs.map(({ at }) => at));
  for (const { first, last } of evidence.quantities) for (const at of span(first, last)) known.add(at);
  return span(Math.min(a, b) + 1, Math.max(a, b) - 1).some((at) => evidence.words[at]?.weight === 'full' && !known.has(at) && !evidence.dated.has(at));
}
