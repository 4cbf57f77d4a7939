import { unreachable } from '../../core/unreachable.ts';
import type { Item } from './items.ts';
import { areOpposite } from './reading/antonyms.ts';
import { dateFit } from './reading/date-fit.ts';
import { acronymLetters, isAcronym, isCapital } from './reading/names.ts';
import { quantityFit } from './reading/quantity-fit.ts';
import type { Reading } from './reading/reading.ts';

/** Where an item stands in a unit (word indices), and where its contrary does. */
export interface Candidates {
  readonly same: readonly number[];
  readonly contrary: readonly number[];
}

/** Holds one item of a claim against all words of a unit. */
export function candidates(item: Item, claim: Reading, unit: Reading): Candidates {
  switch (item.kind) {
    case 'quantity':
      return { same: unit.quantities.filter((quantity) => quantityFit(item.quantity, quantity) === 'same').map(({ first }) => first), contrary: [] };
    case 'date':
      return { same: unit.dates.filter((date) => dateFit(item.date, date) === 'same').map(({ first }) => first), contrary: [] };
    case 'word':
      return wordCandidates(item, claim, unit);
    default:
      return unreachable(item);
  }
}

function wordCandidates(item: Item & { readonly kind: 'word' }, claim: Reading, unit: Reading): Candidates {
  const same: number[] = [];
  const contrary: number[] = [];
  for (const [index, word] of unit.words.entries()) {
    if (word.key === item.key) same.push(index);
    else if (word.weight !== 'none' && areOpposite(word.key, item.key)) {
      // "not allowed" is "forbidden": two contraries under one negation agree.
      const parity = ((claim.negated[item.first] ?? 0) + (unit.negated[index] ?? 0)) % 2;
      (parity === 1 ? same : contrary).push(index);
    }
  }
  if (same.length === 0 && item.initials !== undefined) same.push(...aliases(item.initials, isAcronym(claim.words[item.first]), unit));
  return { same, contrary };
}

// BoJ for Bank of Japan, and the other way round.
function aliases(initials: string, isShort: boolean, unit: Reading): readonly number[] {
  if (!isShort) return unit.words.flatMap((word, index) => (isAcronym(word) && acronymLetters(word) === initials ? [index] : []));
  const found: number[] = [];
  for (const index of unit.words.keys()) if (spells(unit, index, initials)) found.push(index);
  return found;
}

function spells(unit: Reading, from: number, initials: string): boolean {
  let at = from;
  for (const letter of initials) {
    if (at > from && /^(?:of|the|for|and|&)$/.test(unit.words[at]?.lower ?? '') && unit.words[at]?.lower.charAt(0) !== letter) at += 1;
    const word = unit.words[at];
    if (word?.lower.charAt(0) !== letter || (!isCapital(word) && !/^(?:of|the|for|and)$/.test(word.lower))) return false;
    at += 1;
  }
  return true;
}
