import { says, type Check } from '../difference.ts';
import { wording } from '../reading/reading.ts';

/** "Two members voted against" is no ground for "Members voted against": a count before what the claim speaks of is not dropped. */
export const countsKept: Check = ({ alignment }) => {
  const { pairs, evidence, claim, unit } = alignment;
  if (evidence.isRow) return [];
  for (const { item, at } of pairs) {
    if (at === undefined || item.kind !== 'word') continue;
    const count = evidence.quantities.find(({ last, unit: { dimension } }) => last === at - 1 && dimension === 'bare');
    if (count === undefined || pairs.some((pair) => pair.item.kind === 'quantity' && pair.at === count.first)) continue;
    if (claim.quantities.some(({ last }) => last === item.first - 1)) continue;
    const message = says(alignment, `"${wording(claim.words, item.first, item.first)}" without a count`, `"${wording(unit.words, count.first, at)}"`);
    return [{ code: 'number-mismatch', strength: 'doubt', message }];
  }
  return [];
};
