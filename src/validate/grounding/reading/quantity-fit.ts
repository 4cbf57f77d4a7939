import type { Quantity } from './quantities.ts';
import { inBase, type Unit } from './units.ts';

/**
 * How a number of a claim stands to a number of its evidence.
 * same: it says so, or rounds it to fewer digits. loose: near, but more exact or less bounded than the evidence, or its
 * unit is not stated there. unit: the same figure in another unit. differs: another value. other: not comparable.
 */
export type QuantityFit = 'same' | 'loose' | 'unit' | 'differs' | 'other';

const rounding = 0.05;

export function quantityFit(claim: Quantity, evidence: Quantity): QuantityFit {
  const [mine, theirs] = [claim.unit, evidence.unit];
  if (mine.dimension === theirs.dimension) return valueFit(claim, evidence);
  if (mine.dimension === 'ordinal' || theirs.dimension === 'ordinal') return 'other';
  const equal = near(claim.value, evidence.value, 1e-9);
  if (isPound(mine) && isPound(theirs)) return equal ? 'same' : 'differs';
  if (mine.dimension === 'bare' || theirs.dimension === 'bare') return equal ? 'loose' : 'other';
  return equal ? 'unit' : 'other';
}

// "pounds" is money or mass; only the source knows.
function isPound(unit: Unit): boolean {
  return unit.dimension === 'gbp' || unit.dimension === 'pound' || unit.name === 'pound mass';
}

function valueFit(claim: Quantity, evidence: Quantity): QuantityFit {
  const mine = inBase(claim.value, claim.unit);
  const theirs = inBase(evidence.value, evidence.unit);
  if (claim.unit.dimension === 'ordinal') return mine === theirs ? 'same' : 'differs';
  const step = claim.step * claim.unit.factor;
  const converted = claim.unit.name !== evidence.unit.name;
  if (near(mine, theirs, 1e-9)) return equalFit(claim, evidence);
  if (converted && claim.value === evidence.value) return 'unit';
  // "Under 8" is said of other things than "under 6".
  if (claim.bound !== 'exact' && claim.bound !== 'about' && claim.bound === evidence.bound) return 'loose';
  if (claim.bound === 'over') return theirs > mine && evidence.bound !== 'under' ? (theirs <= mine * 1.5 ? 'same' : 'loose') : 'differs';
  if (claim.bound === 'under') return theirs < mine && evidence.bound !== 'over' ? (theirs >= mine / 1.5 ? 'same' : 'loose') : 'differs';
  const coarser = converted || step > evidence.step * evidence.unit.factor * (1 + 1e-9);
  const distance = Math.abs(mine - theirs);
  if (coarser && distance <= (step / 2) * (1 + 1e-9)) return near(mine, theirs, rounding) ? 'same' : 'loose';
  if (claim.bound === 'about' || evidence.bound === 'about') return near(mine, theirs, rounding) ? (claim.bound === 'about' ? 'same' : 'loose') : 'differs';
  return coarser && distance <= step ? 'loose' : 'differs';
}

// The same figure: dropping "more than" or "less than" says more than the evidence does, and so does adding it.
function equalFit(claim: Quantity, evidence: Quantity): QuantityFit {
  if (claim.bound === evidence.bound || claim.bound === 'about') return 'same';
  if (evidence.bound === 'about') return claim.bound === 'exact' ? 'same' : 'loose';
  return 'loose';
}

function near(a: number, b: number, share: number): boolean {
  return Math.abs(a - b) <= share * Math.max(Math.abs(a), Math.abs(b));
}
