import { distance, type Alignment, type Pair } from '../alignment.ts';
import { says, type Check, type Difference } from '../difference.ts';
import { breaksBetween, isBreak } from '../reading/clauses.ts';
import { isCapital } from '../reading/names.ts';
import { quantityFit } from '../reading/quantity-fit.ts';
import { wording } from '../reading/reading.ts';

/** The words of the claim belong together in the evidence as they do in the claim: same figure for same thing, same doer. */
export const bindingHolds: Check = ({ alignment }) => {
  const found = [respectively, movedValueOrName, foreignFigure, foreignSubject].flatMap((rule) => {
    const difference = rule(alignment);
    return difference === undefined ? [] : [difference];
  });
  return found.slice(0, 1);
};

function unclear(alignment: Alignment, claim: string, evidence: string): Difference {
  return { code: 'binding-unclear', strength: 'doubt', message: says(alignment, claim, evidence) };
}

// "A and B rose 2 % and 3 % respectively": which belongs to which is not near which.
function respectively(alignment: Alignment): Difference | undefined {
  const isOne = (words: Alignment['claim']['words']): boolean => words.some(({ lower }) => lower === 'respectively');
  if (!isOne(alignment.unit.words) || isOne(alignment.claim.words)) return undefined;
  return unclear(alignment, 'one of several things', 'which is which by their order ("respectively")');
}

/** Names and figures stand in the order of the evidence, or in the contrary one where just one of the two texts is passive. */
function movedValueOrName(alignment: Alignment): Difference | undefined {
  const placed = alignment.pairs.filter(({ at }) => at !== undefined);
  const turned = isPassive(alignment.claim.words.slice(alignment.part.first, alignment.part.last + 1)) !== isPassive(alignment.unit.words);
  const anchors = placed.filter((pair) => pair.item.kind === 'quantity' || isNameWord(alignment, pair));
  const moved = placed.filter((pair) => !pair.inOrder && pair.item.kind !== 'date');
  const weight = (pairs: readonly Pair[]): number => pairs.reduce((sum, { item }) => sum + item.weight, 0);
  const isMoved = moved.some((pair) => anchors.includes(pair)) || weight(moved) > 0.25 * weight(placed);
  const first = moved[0];
  if (isMoved && !turned && first !== undefined) return unclear(alignment, `${shown(alignment, first)} in another place`, 'these words in another order');
  if (turned && !isMoved && anchors.length >= 2)
    return unclear(alignment, 'who did it one way round', 'the same words the other way round (one of the two is passive)');
  return undefined;
}

function isPassive(words: Alignment['claim']['words']): boolean {
  const be = words.findIndex(({ lower }) => /^(?:is|are|was|were|been|being|be)$/.test(lower));
  return (
    be >= 0 &&
    words.slice(be + 1, be + 12).some(({ lower }, index, rest) => lower === 'by' && index > 0 && /(?:ed|en|n|t|ght|d)$/.test(rest[index - 1]?.lower ?? ''))
  );
}

function isNameWord({ claim }: Alignment, { item }: Pair): boolean {
  return item.kind === 'word' && item.first > 0 && isCapital(claim.words[item.first]);
}

/** A figure belongs to the words nearest to it: where most of the claim's words are nearer to another figure, it is not theirs. */
function foreignFigure(alignment: Alignment): Difference | undefined {
  const { evidence } = alignment;
  for (const pair of alignment.pairs) {
    const { item, at } = pair;
    if (item.kind !== 'quantity' || at === undefined) continue;
    const rivals = evidence.quantities.filter((quantity) => quantity.first !== at && quantityFit(item.quantity, quantity) === 'differs');
    const stray = wordsBeside(alignment, pair).find(
      (word) =>
        word.at !== undefined &&
        isStray(
          alignment,
          word.at,
          at,
          rivals.map(({ first }) => first),
        ),
    );
    if (stray !== undefined)
      return unclear(alignment, `${shown(alignment, pair)} of "${shown(alignment, stray)}"`, `it beside other words ("${around(alignment, at)}")`);
  }
  return undefined;
}

function wordsBeside(alignment: Alignment, pair: Pair): readonly Pair[] {
  const words = alignment.pairs.filter(({ item, at }) => at !== undefined && item.kind === 'word' && !item.light);
  const near = words.filter(({ item }) => breaksBetween(alignment.claim.words, item.first, pair.item.first) === 0);
  return near;
}

function isStray(alignment: Alignment, word: number, figure: number, rivals: readonly number[]): boolean {
  const { evidence } = alignment;
  const rival = rivals.find((place) => distance(evidence, word, place) < distance(evidence, word, figure));
  if (rival === undefined) return false;
  // "GDP rose 2 % in 2023 and 3 % in 2024": a subject serves all figures behind it, until another one comes.
  const serves = (word < rival && rival < figure) || (word > rival && rival > figure);
  return !serves || hasForeignWord(alignment, rival, figure);
}

function hasForeignWord(alignment: Alignment, a: number, b: number): boolean {
  const { evidence, pairs } = alignment;
  const known = new Set(pairs.map(({ at }) => at));
  const values = new Set(evidence.quantities.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, index) => first + index)));
  for (let at = Math.min(a, b) + 1; at < Math.max(a, b); at += 1) {
    if (evidence.words[at]?.weight === 'full' && !known.has(at) && !values.has(at) && !evidence.dated.has(at)) return true;
  }
  return false;
}

/** Between two words that the claim joins no other doer steps in: "A failed and B cured" is no ground for "A cured". */
function foreignSubject(alignment: Alignment): Difference | undefined {
  const placed = alignment.pairs.filter(({ at, inOrder }) => at !== undefined && inOrder);
  for (const [index, pair] of placed.entries()) {
    const next = placed[index + 1];
    if (next?.at === undefined || pair.at === undefined || next.at <= pair.at + 1) continue;
    if (breaksBetween(alignment.claim.words, pair.item.last, next.item.first) > 0) continue;
    const stranger = strangerBefore(alignment, pair.at, next.at);
    if (stranger !== undefined)
      return unclear(alignment, `"${shown(alignment, next)}" of "${shown(alignment, pair)}"`, `it of "${alignment.unit.words[stranger]?.text ?? ''}"`);
  }
  return undefined;
}

// The word right before `to`, over auxiliaries, where it is neither the claim's nor divided off, and a clause began after `from`.
function strangerBefore({ evidence, pairs }: Alignment, from: number, to: number): number | undefined {
  let at = to - 1;
  while (at > from && evidence.words[at]?.weight !== 'full' && !isBreak(evidence.words[at])) at -= 1;
  if (at <= from || isBreak(evidence.words[at]) || evidence.dated.has(at) || pairs.some((pair) => pair.at === at)) return undefined;
  const word = evidence.words[at];
  const begins = breaksBetween(evidence.words, from, at) > 0 || (isCapital(word) && evidence.words[at - 1]?.weight !== 'none');
  return begins && word?.kind === 'word' ? at : undefined;
}

function shown({ claim }: Alignment, { item }: Pair): string {
  return wording(claim.words, item.first, item.last);
}

function around({ unit }: Alignment, at: number): string {
  return wording(unit.words, Math.max(0, at - 3), Math.min(unit.words.length - 1, at + 3));
}
