import { says, type Check } from '../difference.ts';
import { isBreak } from '../reading/clauses.ts';
import { wording } from '../reading/reading.ts';

const limiting = /^(?:in|among|amongst|against|until|till|for|at|under|without|within|during|inside|outside)$/;

/** "The drug reduced pain in mice" is no ground for "The drug reduced pain": the phrase that limits the end of it is not dropped. */
export const scopeKept: Check = ({ alignment }) => {
  const { unit, evidence, pairs } = alignment;
  if (evidence.isRow) return [];
  const places = new Set(pairs.flatMap(({ at }) => (at === undefined ? [] : [at])));
  const ends = evidence.quantities.filter(({ first }) => places.has(first)).map(({ last }) => last);
  const dates = evidence.dates.filter(({ first }) => places.has(first)).map(({ last }) => last);
  const last = Math.max(-1, ...places, ...ends, ...dates);
  const opening = unit.words[last + 1];
  if (last < 0 || opening === undefined || !limiting.test(opening.lower)) return [];
  let end = last + 1;
  while (end + 1 < unit.words.length && !isBreak(unit.words[end + 1])) end += 1;
  const isFact = evidence.dated.has(last + 2) && !/^un?till?$/.test(opening.lower);
  const tells = unit.words.slice(last + 2, end + 1).some(({ weight, kind }) => weight === 'full' && kind !== 'mark');
  if (isFact || !tells) return [];
  return [{ code: 'condition-dropped', strength: 'doubt', message: says(alignment, 'it without a limit', `"${wording(unit.words, last + 1, end)}"`) }];
};
