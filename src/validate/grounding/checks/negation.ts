import type { Alignment } from '../alignment.ts';
import type { Pair } from '../pair.ts';
import { says, saysTheRest, type Check, type Difference } from '../difference.ts';
import { areOpposite } from '../reading/antonyms.ts';
import type { Negation } from '../reading/negation.ts';
import { wording, type Reading } from '../reading/reading.ts';

/** What the claim denies the evidence denies, and the other way round. */
export const negationAgrees: Check = ({ alignment }) => [...deniedByClaim(alignment), ...deniedByEvidence(alignment), ...deniedTwice(alignment)].slice(0, 1);

function deniedByClaim(alignment: Alignment): readonly Difference[] {
  const { claim, part, evidence } = alignment;
  return claim.negations
    .filter(({ at }) => at >= part.first && at <= part.last)
    .flatMap((negation) => {
      if (isSaid(alignment, negation.at)) return [];
      const reached = within(alignment, ({ item }) => item.first, negation);
      const agrees =
        reached.length === 0
          ? evidence.negations.length > 0
          : reached.some((pair) => (evidence.negated[pair.at ?? -1] ?? 0) > 0 || isContraryWord(alignment, pair));
      return agrees ? [] : [mismatch(alignment, reached[0], phrase(claim, negation), 'it without that')];
    });
}

function deniedByEvidence(alignment: Alignment): readonly Difference[] {
  const { claim, evidence } = alignment;
  return evidence.negations.flatMap((negation) => {
    if (alignment.pairs.some(({ at }) => at === negation.at)) return [];
    const reached = within(alignment, ({ at }) => at, negation);
    const first = reached[0];
    if (first === undefined || reached.some((pair) => (claim.negated[pair.item.first] ?? 0) > 0 || isContraryWord(alignment, pair))) return [];
    return [mismatch(alignment, first, 'it without a negation', phrase(evidence, negation))];
  });
}

// "It is not true that A does not B": two negations of the claim are two of the evidence.
function deniedTwice(alignment: Alignment): readonly Difference[] {
  const { claim, part, evidence } = alignment;
  const mine = claim.negations.filter(({ at }) => at >= part.first && at <= part.last);
  const second = mine[1];
  if (second === undefined || mine.length === evidence.negations.length) return [];
  return [mismatch(alignment, undefined, phrase(claim, second), 'it with fewer negations, or more')];
}

// A word such as "denied" or "failed" that both texts have.
function isSaid(alignment: Alignment, index: number): boolean {
  return alignment.pairs.some(({ item, at }) => item.first === index && at !== undefined);
}

// "forbidden" that stands for "not allowed".
function isContraryWord({ evidence }: Alignment, { item, at }: Pair): boolean {
  return item.kind === 'word' && at !== undefined && areOpposite(evidence.words[at]?.key ?? '', item.key);
}

function within(alignment: Alignment, place: (pair: Pair) => number | undefined, { first, last }: Negation): readonly Pair[] {
  return alignment.pairs
    .filter((pair) => pair.item.kind !== 'word' || !pair.item.light)
    .filter((pair) => {
      const at = place(pair);
      return pair.at !== undefined && at !== undefined && at >= first && at <= last;
    })
    .sort((a, b) => (place(a) ?? 0) - (place(b) ?? 0));
}

// Words that deny without being a negation: beside them a missing "not" is no clear contradiction.
const softDenial =
  /^(?:against|ban|bans|banned|prohibit|prohibits|prohibited|prohibition|forbid|forbids|forbidden|stop|stopped|prevent|prevented|oppose|opposed|little|few|rarely|seldom|instead|rather)$/;

function mismatch(alignment: Alignment, target: Pair | undefined, claim: string, evidence: string): Difference {
  const isSoft = [...alignment.unit.words, ...alignment.claim.words].some(({ lower }) => softDenial.test(lower));
  const clear = target !== undefined && !isSoft && saysTheRest(alignment, target.item, 0.85);
  return { code: 'negation-mismatch', strength: clear ? 'conflict' : 'doubt', message: says(alignment, claim, evidence) };
}

function phrase({ words }: Reading, { at, last }: Negation): string {
  return `"${wording(words, at, Math.min(last, at + 3))}"`;
}
