import { claimWording, says, saysTheRest, type Check } from '../difference.ts';

/** Where the evidence says the contrary of a word (rise and fall, allowed and forbidden), the claim does not say the word. */
export const directionAgrees: Check = ({ alignment }) =>
  alignment.pairs.flatMap(({ item, contrary }) => {
    if (item.kind !== 'word') return [];
    const free = contrary.filter((place) => !alignment.pairs.some(({ at }) => at === place));
    const place = free[0];
    if (place === undefined) return [];
    const clear = free.length === 1 && saysTheRest(alignment, item, item.light ? 0.85 : 0.75);
    const message = says(alignment, `"${claimWording(alignment, item)}"`, `"${alignment.unit.words[place]?.text ?? ''}"`);
    return [{ code: 'direction-mismatch', strength: clear ? 'conflict' : 'doubt', message }];
  });
