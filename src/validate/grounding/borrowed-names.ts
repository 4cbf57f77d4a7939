import type { Pair } from './alignment.ts';
import type { EvidenceUnit, Library } from './library.ts';
import { names } from './reading/names.ts';
import type { Reading } from './reading/reading.ts';

const pointer = /^(?:it|he|she|they|its|his|her|their|this|these|the)$/;
const openingWords = 4;

/**
 * Names of the claim that the unit leaves to a pronoun: it opens with one, and the sentence before it names them, and
 * names nothing else. Gives the claim's word indices.
 */
export function borrowedNames(claim: Reading, pairs: readonly Pair[], unit: EvidenceUnit, from: Library): ReadonlySet<number> {
  const missing = pairs.filter(({ at, item }) => at === undefined && item.kind === 'word');
  if (missing.length === 0 || !unit.words.slice(0, openingWords).some(({ lower }) => pointer.test(lower))) return new Set();
  const before = from.units[unit.index - 1];
  if (before === undefined || before.passage !== unit.passage) return new Set();
  const named = names(before.words, from.reading(before).dated);
  const only = named[0];
  if (only === undefined || named.length > 1) return new Set();
  const keys = new Set(only.words.map((index) => before.words[index]?.key));
  const wanted = names(claim.words, claim.dated).flatMap((name) => name.words);
  return new Set(wanted.filter((index) => keys.has(claim.words[index]?.key) && missing.some(({ item }) => item.first === index)));
}
