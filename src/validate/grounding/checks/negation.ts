import type { Alignment, Pair } from '../alignment.ts';
import { negationsOver } from '../candidates.ts';
import { says, saysTheRest, type Check, type Difference } from '../difference.ts';
import type { Negation } from '../reading/negation.ts';
import { wording, type Reading } from '../reading/reading.ts';

/** What the claim denies the evidence denies, and the other way round. */
export const negationAgrees: Check = ({ alignment }) => [...deniedByClaim(alignment), ...deniedByEvidence(alignment)].slice(0, 1);

function deniedByClaim(alignment: Alignment): readonly Difference[] {
  const { claim, part, evidence } = alignment;
  return claim.negations
    .filter(({ at }) => at >= part.first && at <= part.last)
    .flatMap((negation) => {
      if (isSaid(alignment, negation.at)) return [];
      const target = firstWithin(alignment, ({ item }) => item.first, negation);
      const agrees = target?.at === undefined ? evidence.negations.length > 0 : agree(alignment, target);
      return agrees ? [] : [mismatch(alignment, target, phrase(claim, negation), 'it without that')];
    });
}

function deniedByEvidence(alignment: Alignment): readonly Difference[] {
  const { evidence } = alignment;
  return evidence.negations.flatMap((negation) => {
    if (alignment.pairs.some(({ at }) => at === negation.at)) return [];
    const target = firstWithin(alignment, ({ at }) => at, negation);
    return target === undefined || agree(alignment, target) ? [] : [mismatch(alignment, target, 'it without a negation', phrase(evidence, negation))];
  });
}

// A word such as "denied" or "failed" that both texts have.
function isSaid(alignment: Alignment, index: number): boolean {
  return alignment.pairs.some(({ item, at }) => item.first === index && at !== undefined);
}

function firstWithin(alignment: Alignment, place: (pair: Pair) => number | undefined, { first, last }: Negation): Pair | undefined {
  return alignment.pairs
    .filter((pair) => pair.item.kind !== 'word' || !pair.item.light)
    .filter((pair) => {
      const at = place(pair);
      return pair.at !== undefined && at !== undefined && at >= first && at <= last;
    })
    .sort((a, b) => (place(a) ?? 0) - (place(b) ?? 0))[0];
}

function agree({ claim, evidence }: Alignment, { item, at }: Pair): boolean {
  if (at === undefined) return false;
  const sameWord = item.kind !== 'word' || evidence.words[at]?.key === item.key || item.initials !== undefined;
  const parity = (negationsOver(claim.negations, item.first) + negationsOver(evidence.negations, at)) % 2;
  return sameWord ? parity === 0 : parity === 1;
}

function mismatch(alignment: Alignment, target: Pair | undefined, claim: string, evidence: string): Difference {
  const clear = target !== undefined && saysTheRest(alignment, target.item, 0.85);
  return { code: 'negation-mismatch', strength: clear ? 'conflict' : 'doubt', message: says(alignment, claim, evidence) };
}

function phrase({ words }: Reading, { at, last }: Negation): string {
  return `"${wording(words, at, Math.min(last, at + 3))}"`;
}
