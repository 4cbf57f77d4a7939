import { quantityFit } from '../grounding/reading/quantity-fit.ts';
import { wording } from '../grounding/reading/reading.ts';
import { attributes } from './attributes.ts';
import { sameSetting, type Statement } from './statement.ts';

/**
 * Where two claims give one attribute of one thing two values. Only where neither says anything else that could tell
 * the two apart: the rest of one claim's words must be among the other's.
 */
export function twoValues(earlier: Statement, later: Statement): string | undefined {
  if (!earlier.isPlain || !later.isPlain || !sameSetting(earlier, later)) return undefined;
  for (const mine of attributes(earlier)) {
    for (const theirs of attributes(later)) {
      if (mine.keys.join() !== theirs.keys.join() || !sameRest(earlier, later, mine.keys)) continue;
      if (quantityFit(mine.value, theirs.value) !== 'differs' || quantityFit(theirs.value, mine.value) !== 'differs') continue;
      const shown = ({ reading, claim }: Statement, { first, last }: { readonly first: number; readonly last: number }): string =>
        `${claim.claim_id} says ${wording(reading.words, first, last)}`;
      return `${shown(earlier, mine.value)} and ${shown(later, theirs.value)} of the same thing`;
    }
  }
  return undefined;
}

function sameRest(a: Statement, b: Statement, attribute: readonly string[]): boolean {
  const rest = ({ keys }: Statement): readonly string[] => [...keys].filter((key) => !attribute.includes(key));
  return rest(a).every((key) => b.keys.has(key)) && rest(b).every((key) => a.keys.has(key));
}
