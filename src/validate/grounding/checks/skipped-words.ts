import type { Alignment } from '../alignment.ts';
import { claimWording, says, type Check } from '../difference.ts';
import type { Pair } from '../pair.ts';
import { breaksBetween } from '../reading/clauses.ts';
import { span } from '../reading/span.ts';
import type { Word } from '../reading/words.ts';

const person = /^(?:he|she|they|it)$/;

/**
 * What the claim joins the evidence joins: "sold its stake in Morton Works" is no ground for "sold Morton Works". Between two
 * neighbours of the claim the evidence says nothing that tells, but for what it sets between commas or brackets.
 */
export const nothingSkipped: Check = ({ alignment }) => {
  const { claim, unit, evidence } = alignment;
  if (evidence.isRow) return [];
  const placed = alignment.pairs.filter(({ at, inOrder }) => at !== undefined && inOrder);
  const known = knownPlaces(alignment);
  const hasPronoun = claim.words.some(({ lower }) => person.test(lower));
  for (const [index, pair] of placed.entries()) {
    const next = placed[index + 1];
    if (pair.at === undefined || next?.at === undefined) continue;
    if (sharesSubject(unit.words, pair.at, next.at)) continue;
    const skipped = withoutAsides(unit.words, span(pair.at + 1, next.at - 1)).find((at) => !known.has(at) && isTelling(unit.words[at], hasPronoun));
    const isJoined = breaksBetween(claim.words, pair.item.last, next.item.first) === 0 && pair.item.kind !== 'date' && next.item.kind !== 'date';
    if (skipped === undefined && !(isJoined && leavesAside(unit.words, pair.at, next.at))) continue;
    const mine = `"${claimWording(alignment, pair.item)}" and "${claimWording(alignment, next.item)}" side by side`;
    return [
      {
        code: 'binding-unclear',
        strength: 'doubt',
        message: says(alignment, mine, skipped === undefined ? 'one of them inside a clause of its own' : `"${unit.words[skipped]?.text ?? ''}" between them`),
      },
    ];
  }
  return [];
};

function isTelling(word: Word | undefined, hasPronoun: boolean): boolean {
  return word !== undefined && word.kind !== 'mark' && (word.weight === 'full' || (!hasPronoun && person.test(word.lower)));
}

// "The firm sold 5 units and employed 3 people": the second verb has the subject of the first.
function sharesSubject(words: readonly Word[], subject: number, at: number): boolean {
  return words[at - 1]?.lower === 'and' && words[subject - 1]?.lower !== 'by';
}

// "Khan, who founded the clinic, retired": from "clinic" to "retired" a clause ends.
function leavesAside(words: readonly Word[], from: number, to: number): boolean {
  return words.slice(from + 1, to).filter(({ text }) => /^[,()—–;:]$/.test(text)).length % 2 === 1;
}

// What the claim says, the rest of a name that it shortens, dates, and figures that hang on a preposition or a verb ("by 25 points", "was 4 %").
function knownPlaces({ pairs, evidence }: Alignment): ReadonlySet<number> {
  const places = new Set(pairs.flatMap(({ at }: Pair) => (at === undefined ? [] : [at])));
  const names = evidence.names.filter(({ words }) => words.some((at) => places.has(at))).flatMap(({ words }) => words);
  const figures = evidence.quantities
    .filter(({ first }) => places.has(first) || /^(?:by|from|to|of|at|in|after|is|are|was|were)$/.test(evidence.words[first - 1]?.lower ?? ''))
    .flatMap(({ first, last }) => span(first, last));
  return new Set([...places, ...names, ...figures, ...evidence.dated]);
}

function withoutAsides(words: readonly Word[], places: readonly number[]): readonly number[] {
  const kept: number[] = [];
  let open: number[] | undefined;
  for (const at of places) {
    const isBorder = /^[,()—–]$/.test(words[at]?.text ?? '');
    if (isBorder) open = open === undefined ? [] : undefined;
    else if (open === undefined) kept.push(at);
    else open.push(at);
  }
  return [...kept, ...(open ?? [])];
}
