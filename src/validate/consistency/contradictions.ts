import { areOpposite } from '../grounding/reading/antonyms.ts';
import { quantityFit } from '../grounding/reading/quantity-fit.ts';
import { wording } from '../grounding/reading/reading.ts';
import type { Quantity } from '../grounding/reading/quantities.ts';
import { attributes } from './attributes.ts';
import { sameSetting, type Statement } from './statement.ts';

/** Two claims of one output that cannot both hold, and why. */
export interface Clash {
  readonly code: 'claims-contradict' | 'two-values';
  readonly message: string;
}

/** Whether a claim clashes with an earlier one: same words and times, but another value, a negation, or a contrary word. */
export function clash(earlier: Statement, later: Statement): Clash | undefined {
  if (!earlier.isPlain || !later.isPlain || !sameSetting(earlier, later) || earlier.keys.size < 2) return undefined;
  const onlyEarlier = [...earlier.keys].filter((key) => !later.keys.has(key));
  const onlyLater = [...later.keys].filter((key) => !earlier.keys.has(key));
  if (onlyEarlier.length === 0 && onlyLater.length === 0) return otherValue(earlier, later) ?? otherSense(earlier, later);
  const [a, b] = [onlyEarlier[0], onlyLater[0]];
  if (onlyEarlier.length !== 1 || onlyLater.length !== 1 || a === undefined || b === undefined) return undefined;
  const isContrary = areOpposite(a, b) && earlier.keys.size >= 3 && denials(earlier, a) === denials(later, b) && sameMeasures(earlier, later);
  return isContrary ? contradiction(earlier, later, 'says the contrary of') : undefined;
}

function otherValue(earlier: Statement, later: Statement): Clash | undefined {
  const [a] = earlier.measures;
  const [b] = later.measures;
  if (a === undefined || b === undefined || earlier.measures.length !== 1 || later.measures.length !== 1 || denials(earlier) + denials(later) > 0)
    return undefined;
  if (a.bound !== 'exact' || b.bound !== 'exact' || quantityFit(a, b) !== 'differs' || quantityFit(b, a) !== 'differs') return undefined;
  const isAttribute = attributes(earlier).length > 0 && attributes(later).length > 0;
  const message = `${earlier.claim.claim_id} says ${shown(earlier, a)} and ${later.claim.claim_id} says ${shown(later, b)} of the same thing`;
  return { code: isAttribute ? 'two-values' : 'claims-contradict', message };
}

function otherSense(earlier: Statement, later: Statement): Clash | undefined {
  // One denial more: "did not reject" holds two, "rejected" one.
  const differs = Math.abs(denials(earlier) - denials(later)) === 1 && earlier.keys.size >= 3 && sameMeasures(earlier, later);
  return differs ? contradiction(earlier, later, 'denies') : undefined;
}

function contradiction(earlier: Statement, later: Statement, how: string): Clash {
  return { code: 'claims-contradict', message: `${later.claim.claim_id} ${how} what ${earlier.claim.claim_id} says` };
}

// A word such as "rejected" denies by itself: where it is the contrary word, it is not counted again.
function denials({ reading }: Statement, except?: string): number {
  return reading.negations.filter(({ at }) => reading.words[at]?.key !== except).length;
}

function sameMeasures(a: Statement, b: Statement): boolean {
  return (
    a.measures.length === b.measures.length &&
    a.measures.every((mine, index) => {
      const theirs = b.measures[index];
      return theirs !== undefined && quantityFit(mine, theirs) === 'same';
    })
  );
}

function shown({ reading }: Statement, { first, last }: Quantity): string {
  return wording(reading.words, first, last);
}
