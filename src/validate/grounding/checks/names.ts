import type { Alignment } from '../alignment.ts';
import type { Pair } from '../pair.ts';
import type { Check, Comparison, Difference, Strength } from '../difference.ts';
import { isCapital, type Name } from '../reading/names.ts';
import { wording } from '../reading/reading.ts';

/** Each name of the claim stands in the evidence, in full, by its initials, or by its last word. */
export const namesStand: Check = (comparison) => {
  const { claim, part } = comparison.alignment;
  if (isTitleCase(comparison.alignment)) return [];
  return claim.names.flatMap((name) => {
    const first = name.words[0] ?? 0;
    return first < part.first || first > part.last ? [] : difference(comparison, name);
  });
};

function difference(comparison: Comparison, name: Name): readonly Difference[] {
  const { alignment } = comparison;
  const pairs = name.words.flatMap((index) => alignment.pairs.filter(({ item }) => item.kind === 'word' && item.first === index));
  const missing = pairs.filter(({ at, borrowed }) => at === undefined && !borrowed);
  if (missing.length === 0 || missing.some(({ contrary }) => contrary.length > 0)) return [];
  const strength = strengthOf(comparison, name, missing);
  const text = wording(alignment.claim.words, name.words[0] ?? 0, name.words.at(-1) ?? 0);
  const where = strength === 'absent' ? 'stands in none of the passages' : `the closest evidence (${alignment.unit.passage.retrieval_id}) does not name`;
  return [{ code: 'name-unsupported', strength, message: `the claim names ${text}, which ${where}` }];
}

function strengthOf({ library, isAllowed }: Comparison, name: Name, missing: readonly Pair[]): Strength {
  if (name.uncertain) return 'doubt';
  const isNowhere = missing.some(({ item }) => {
    if (item.kind !== 'word') return false;
    const stands = library.holders(item.key).some((index) => {
      const unit = library.units[index];
      return unit !== undefined && isAllowed(unit);
    });
    return !stands && !library.hasRelative(item.key);
  });
  return isNowhere ? 'absent' : 'doubt';
}

// In a heading each word has a capital, and none of them tells a name.
function isTitleCase({ claim, part }: Alignment): boolean {
  const words = claim.words.slice(part.first, part.last + 1).filter(({ kind, weight }) => kind === 'word' && weight === 'full');
  return words.length >= 4 && words.filter(isCapital).length > words.length * 0.8;
}
