import type { Quantity } from '../grounding/reading/quantities.ts';
import { inBase } from '../grounding/reading/units.ts';
import { wording, type Reading } from '../grounding/reading/reading.ts';
import type { Statement } from './statement.ts';

/** A stated total that its stated parts do not add up to: "3 boats, 4 cars and 5 vans, a total of 13". */
export function totalMismatch({ reading }: Statement): string | undefined {
  for (const [index, total] of reading.quantities.entries()) {
    const parts = partsOf(reading, index, total);
    const all = [...parts, total];
    if (parts.length < 2 || all.some(({ bound, unit }) => bound !== 'exact' || unit.dimension !== total.unit.dimension || unit.dimension === 'ordinal'))
      continue;
    const sum = parts.reduce((known, { value, unit }) => known + inBase(value, unit), 0);
    const slack = all.reduce((known, { step, unit }) => known + (step !== 1 ? (step * unit.factor) / 2 : 0), 1e-9);
    if (Math.abs(sum - inBase(total.value, total.unit)) <= slack) continue;
    const shown = ({ first, last }: Quantity): string => wording(reading.words, first, last);
    return `${parts.map(shown).join(' and ')} do not add up to ${shown(total)}`;
  }
  return undefined;
}

function partsOf(reading: Reading, index: number, total: Quantity): readonly Quantity[] {
  const equation = termsBefore(reading, index, total);
  if (equation.length > 0) return equation;
  if (!isTotal(reading, total)) return [];
  const after = isListed(reading, index) ? run(reading, index + 1, 1) : [];
  return after.length >= 2 ? after : isConcluded(reading, index) ? run(reading, index - 1, -1) : [];
}

// "3 + 4 = 8"
function termsBefore({ words, quantities }: Reading, index: number, total: Quantity): readonly Quantity[] {
  if (!/^(?:=|equals)$/.test(words[total.first - 1]?.lower ?? '')) return [];
  const terms: Quantity[] = [];
  let end = total.first - 2;
  for (let at = index - 1; at >= 0; at -= 1) {
    const term = quantities[at];
    if (term === undefined || term.last !== end) return [];
    terms.unshift(term);
    if (!/^(?:\+|plus)$/.test(words[term.first - 1]?.lower ?? '')) break;
    end = term.first - 2;
  }
  return terms;
}

function isTotal({ words }: Reading, { first, last }: Quantity): boolean {
  const before = words.slice(Math.max(0, first - 2), first).map(({ lower }) => lower);
  if (before.at(-1) === 'of' && before.at(-2) === 'total') return true;
  if (/^(?:totalling|totaling|altogether)$/.test(before.at(-1) ?? '')) return true;
  return words[last + 1]?.lower === 'altogether' || (words[last + 1]?.lower === 'in' && words[last + 2]?.lower === 'total');
}

// "a total of 13 vehicles: …", "…, comprising …"
function isListed({ words, quantities }: Reading, index: number): boolean {
  const [total, next] = [quantities[index], quantities[index + 1]];
  if (total === undefined || next === undefined) return false;
  return words.slice(total.last + 1, next.first).some(({ lower }) => /^(?::|comprising|namely)$/.test(lower));
}

// The list comes first and the total closes it, behind a comma or "for".
function isConcluded({ words, quantities }: Reading, index: number): boolean {
  const [total, before] = [quantities[index], quantities[index - 1]];
  if (total === undefined || before === undefined) return false;
  return words.slice(before.last + 1, total.first).some(({ lower }) => /^(?:,|–|—|for|totalling|totaling)$/.test(lower));
}

/** The figures of one list from an index on: a comma or "and" between each two, and no preposition that opens another matter. */
function run({ words, quantities }: Reading, from: number, step: 1 | -1): readonly Quantity[] {
  const found: Quantity[] = [];
  for (let at = from; at >= 0 && at < quantities.length; at += step) {
    const here = quantities[at];
    const last = found.at(-1);
    if (here === undefined || (last !== undefined && !areListed(words, ...(step === 1 ? ([last, here] as const) : ([here, last] as const))))) break;
    found.push(here);
  }
  return step === 1 ? found : found.reverse();
}

function areListed(words: Reading['words'], a: Quantity, b: Quantity): boolean {
  const between = words.slice(a.last + 1, b.first).map(({ lower }) => lower);
  return (
    between.length <= 6 &&
    between.some((word) => word === ',' || word === 'and') &&
    !between.some((word) => /^(?:at|in|over|within|per|from|since|after|before|by|to|than)$/.test(word))
  );
}
