import { claimWording, type Check } from '../difference.ts';

/** A telling word of the claim that no passage holds is its own invention, however much of the rest is covered. */
export const wordsAreKnown: Check = ({ alignment, library, isAllowed }) => {
  const unknown = alignment.pairs.filter(({ item, at, borrowed, contrary }) => {
    if (item.kind !== 'word' || item.light || at !== undefined || borrowed || contrary.length > 0) return false;
    return !library.holders(item.key).some((index) => {
      const unit = library.units[index];
      return unit !== undefined && isAllowed(unit);
    });
  });
  if (unknown.length === 0) return [];
  const words = unknown.slice(0, 6).map(({ item }) => `"${claimWording(alignment, item)}"`);
  const message = `the closest evidence (${alignment.unit.passage.retrieval_id}) and every other passage lack ${words.join(', ')}`;
  return [{ code: 'evidence-thin', strength: 'doubt', message }];
};
