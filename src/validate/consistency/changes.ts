import type { Quantity } from '../grounding/reading/quantities.ts';
import { inBase } from '../grounding/reading/units.ts';
import { wording, type Reading } from '../grounding/reading/reading.ts';
import { polesOf } from '../grounding/reading/antonyms.ts';
import type { Statement } from './statement.ts';

interface Change {
  readonly from: Quantity;
  readonly to: Quantity;
  readonly by: Quantity;
}

const noun = /^(?:increase|rise|gain|growth|jump|decrease|decline|fall|drop|loss|reduction|cut)$/;

/** A change whose three figures do not agree: "rose by 30 % from 80 to 100". */
export function changeMismatch({ reading }: Statement): string | undefined {
  const change = changeIn(reading);
  if (change === undefined) return undefined;
  const { from, to, by } = change;
  const allowed = [difference(change), ratio(change)].filter((range) => range !== undefined);
  if (allowed.length === 0 || allowed.some(([low, high]) => Math.abs(by.value) >= low && Math.abs(by.value) <= high)) return undefined;
  const shown = ({ first, last }: Quantity): string => wording(reading.words, first, last);
  return `from ${shown(from)} to ${shown(to)} is no change of ${shown(by)}`;
}

function changeIn(reading: Reading): Change | undefined {
  const { words, quantities } = reading;
  const pairs = quantities.flatMap((from, index) => {
    const to = quantities[index + 1];
    if (to === undefined || words[from.first - 1]?.lower !== 'from' || words[from.last + 1]?.lower !== 'to' || to.first !== from.last + 2) return [];
    return from.unit.dimension === to.unit.dimension ? [{ from, to }] : [];
  });
  const [pair, ...more] = pairs;
  if (pair === undefined || more.length > 0) return undefined;
  const amounts = quantities.filter((quantity) => quantity !== pair.from && quantity !== pair.to && isAmount(reading, quantity));
  const [by] = amounts;
  const all = [pair.from, pair.to, by];
  if (by === undefined || amounts.length > 1 || all.some((quantity) => quantity?.bound !== 'exact')) return undefined;
  return { ...pair, by };
}

// "by 5 %", "rose 5 %", "an increase of 5 %", "a 5 % increase"
function isAmount({ words }: Reading, { first, last }: Quantity): boolean {
  const before = words[first - 1];
  if (before?.lower === 'by' || noun.test(words[last + 1]?.lower ?? '')) return true;
  if (before?.lower === 'of') return noun.test(words[first - 2]?.lower ?? '');
  return before !== undefined && polesOf(before.key).length > 0 && !noun.test(before.lower);
}

type Bounds = readonly [low: number, high: number];

// Each figure may be rounded by half of its last digit.
function difference({ from, to, by }: Change): Bounds | undefined {
  const isPoints = by.unit.dimension === 'points' && from.unit.dimension === 'percent';
  if (by.unit.dimension !== from.unit.dimension && !isPoints) return undefined;
  const distance = Math.abs(inBase(to.value, to.unit) - inBase(from.value, from.unit)) / by.unit.factor;
  const slack = (from.step * from.unit.factor + to.step * to.unit.factor) / (2 * by.unit.factor) + by.step / 2 + 1e-9;
  return [distance - slack, distance + slack];
}

function ratio({ from, to, by }: Change): Bounds | undefined {
  if (by.unit.dimension !== 'percent') return undefined;
  const [start, end] = [inBase(from.value, from.unit), inBase(to.value, to.unit)];
  const [slackStart, slackEnd] = [(from.step * from.unit.factor) / 2, (to.step * to.unit.factor) / 2];
  if (start - slackStart <= 0) return undefined;
  const corners = [end - slackEnd, end + slackEnd].flatMap((e) => [start - slackStart, start + slackStart].map((s) => (100 * Math.abs(e - s)) / s));
  return [Math.min(...corners) - by.step / 2 - 1e-9, Math.max(...corners) + by.step / 2 + 1e-9];
}
