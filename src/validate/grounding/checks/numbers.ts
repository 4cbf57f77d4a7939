import { claimWording, neighboursMeet, says, saysTheRest, type Check, type Comparison, type Difference } from '../difference.ts';
import type { Item } from '../items.ts';
import type { Quantity } from '../reading/quantities.ts';
import { quantityFit, type QuantityFit } from '../reading/quantity-fit.ts';
import { wording } from '../reading/reading.ts';

/** Each number of the claim stands in the evidence, as it is or rounded; otherwise the evidence's own number is named. */
export const numbersAgree: Check = (comparison) =>
  comparison.alignment.pairs.flatMap(({ item, at }) => (item.kind === 'quantity' && at === undefined ? differences(comparison, item) : []));

type QuantityItem = Item & { readonly kind: 'quantity' };

function differences(comparison: Comparison, item: QuantityItem): readonly Difference[] {
  const { alignment } = comparison;
  const found = (fit: QuantityFit): readonly Quantity[] => alignment.evidence.quantities.filter((quantity) => quantityFit(item.quantity, quantity) === fit);
  if (found('unit').length > 0) return [];
  const text = claimWording(alignment, item);
  const loose = found('loose')[0];
  if (loose !== undefined)
    return [{ code: 'number-mismatch', strength: 'doubt', message: says(alignment, text, `${shown(comparison, loose)}, which is not quite the same`) }];
  const elsewhere = standsElsewhere(comparison, item.quantity);
  const rivals = found('differs').filter((quantity) => !isClaimed(comparison, quantity));
  const rival = rivals[0];
  if (rival !== undefined) {
    const clear = rivals.length === 1 && neighboursMeet(alignment, item, rival.first) && saysTheRest(alignment, item, elsewhere ? 0.85 : 0.7);
    const strength = clear ? 'conflict' : elsewhere || item.quantity.weak ? 'doubt' : 'absent';
    return [{ code: 'number-mismatch', strength, message: says(alignment, text, rivals.map((quantity) => shown(comparison, quantity)).join(', ')) }];
  }
  if (elsewhere || item.quantity.weak) {
    const message = `the claim says ${text}, which the closest evidence (${alignment.unit.passage.retrieval_id}) does not say`;
    return [{ code: 'number-mismatch', strength: 'doubt', message }];
  }
  return [{ code: 'number-mismatch', strength: 'absent', message: `the claim says ${text}, which stands in none of the passages` }];
}

function shown({ alignment }: Comparison, { first, last }: Quantity): string {
  return wording(alignment.unit.words, first, last);
}

function isClaimed({ alignment }: Comparison, quantity: Quantity): boolean {
  return alignment.pairs.some(({ item, at }) => item.kind === 'quantity' && at === quantity.first);
}

function standsElsewhere({ library, isAllowed }: Comparison, wanted: Quantity): boolean {
  return library.units.some((unit) => isAllowed(unit) && library.reading(unit).quantities.some((quantity) => isSaid(quantityFit(wanted, quantity))));
}

function isSaid(fit: QuantityFit): boolean {
  return fit === 'same' || fit === 'loose';
}
