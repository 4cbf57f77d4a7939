import type { Alignment } from '../alignment.ts';
import { claimWording, says, type Check } from '../difference.ts';
import { breaksBetween, isBreak } from '../reading/clauses.ts';
import { isCapital } from '../reading/names.ts';

const persons = /^(?:i|me|my|mine|we|us|our|ours|you|your|yours)$/;

/**
 * Who does it stays the same: between two words that the claim joins no other doer steps in ("A failed and B cured" is
 * no ground for "A cured"), and no source speaks of the writer of the claim.
 */
export const doerStays: Check = ({ alignment }) => {
  const { claim, part, unit } = alignment;
  const writer = claim.words.slice(part.first, part.last + 1).find(({ lower }) => persons.test(lower));
  if (writer !== undefined && !unit.words.some(({ lower }) => persons.test(lower))) {
    return [{ code: 'binding-unclear', strength: 'doubt', message: says(alignment, `it of "${writer.text}"`, 'it of somebody else') }];
  }
  const placed = alignment.pairs.filter(({ at, inOrder }) => at !== undefined && inOrder);
  for (const [index, pair] of placed.entries()) {
    const next = placed[index + 1];
    if (next?.at === undefined || pair.at === undefined || breaksBetween(claim.words, pair.item.last, next.item.first) > 0) continue;
    const stranger = strangerBefore(alignment, pair.at, next.at);
    if (stranger === undefined) continue;
    const mine = `"${claimWording(alignment, next.item)}" of "${claimWording(alignment, pair.item)}"`;
    return [{ code: 'binding-unclear', strength: 'doubt', message: says(alignment, mine, `it of "${unit.words[stranger]?.text ?? ''}"`) }];
  }
  return [];
};

// "Council" of the "World Trade Council" that the claim calls WTC.
function isSameName({ words }: Alignment['evidence'], at: number, known: ReadonlySet<number | undefined>): boolean {
  let index = at;
  while (!known.has(index) && isCapital(words[index]) && (isCapital(words[index - 1]) || /^(?:of|the|for|and)$/.test(words[index - 1]?.lower ?? ''))) {
    index -= isCapital(words[index - 1]) ? 1 : 2;
  }
  return known.has(index);
}

// The word right before `to`, over auxiliaries, where it is not the claim's and a clause began between it and `from`.
function strangerBefore({ evidence, pairs }: Alignment, from: number, to: number): number | undefined {
  let at = to - 1;
  while (at > from && evidence.words[at]?.weight !== 'full' && !isBreak(evidence.words[at])) at -= 1;
  const word = evidence.words[at];
  if (at <= from || word?.kind !== 'word' || isBreak(word) || evidence.dated.has(at) || isSameName(evidence, at, new Set(pairs.map((pair) => pair.at))))
    return undefined;
  const begins = breaksBetween(evidence.words, from, at) > 0 || (isCapital(word) && evidence.words[at - 1]?.weight !== 'none');
  return begins ? at : undefined;
}
