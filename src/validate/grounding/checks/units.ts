import { claimWording, neighboursMeet, says, saysTheRest, type Check } from '../difference.ts';
import { quantityFit } from '../reading/quantity-fit.ts';
import { wording } from '../reading/reading.ts';

/** A figure keeps its unit: per cent is not percentage points, degrees Celsius are not Fahrenheit, dollars are not euros. */
export const unitsAgree: Check = ({ alignment }) =>
  alignment.pairs.flatMap(({ item, at }) => {
    if (item.kind !== 'quantity' || at !== undefined) return [];
    const other = alignment.evidence.quantities.find((quantity) => quantityFit(item.quantity, quantity) === 'unit');
    if (other === undefined) return [];
    const clear = neighboursMeet(alignment, item, other.first) && saysTheRest(alignment, item, 0.7);
    const message = says(alignment, claimWording(alignment, item), wording(alignment.unit.words, other.first, other.last));
    return [{ code: 'unit-mismatch', strength: clear ? 'conflict' : 'doubt', message }];
  });
