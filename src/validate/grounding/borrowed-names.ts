import type { Pair } from './pair.ts';
import type { Part } from './claim-text.ts';
import type { EvidenceUnit, Library } from './library.ts';
import type { Reading } from './reading/reading.ts';
import { stem } from './reading/stem.ts';

const pronoun = /^(?:it|he|she|they|this|these)$/;
const openingWords = 5;
const titles: ReadonlySet<string> = new Set(
  ['mr', 'mrs', 'ms', 'dr', 'judge', 'mayor', 'president', 'governor', 'professor', 'prof', 'minister', 'senator', 'sir'].map(stem),
);

/** Words of names in the claim (by index) that the unit leaves out because its passage has said them before. */
export function borrowedNames(claim: Reading, part: Part, pairs: readonly Pair[], unit: EvidenceUnit, from: Library): ReadonlySet<number> {
  const missing = new Set(pairs.flatMap(({ at, item }) => (at === undefined && item.kind === 'word' ? [item.first] : [])));
  if (missing.size === 0) return missing;
  const claimed = claim.names.map((name) => name.words).filter(([first]) => first !== undefined && first >= part.first && first <= part.last);
  const given = claimed.flatMap((name) => givenNames(claim, name, missing, unit, from));
  return new Set([...given, ...pointedAt(claim, claimed.flat(), missing, pairs, unit, from)]);
}

/** "Brandt" in the sentence, "Lena Brandt" in the claim and elsewhere in the passage. */
function givenNames(claim: Reading, name: readonly number[], missing: ReadonlySet<number>, unit: EvidenceUnit, from: Library): readonly number[] {
  const last = name.at(-1);
  if (last === undefined || name.length < 2 || missing.has(last)) return [];
  const keys = name.map((index) => claim.words[index]?.key ?? '');
  const namesIn = (one: EvidenceUnit): readonly (readonly string[])[] =>
    from.reading(one).names.map(({ words }) => words.map((index) => one.words[index]?.key ?? ''));
  // The Brandt of this sentence has no other given name, and some sentence of the passage names her in full.
  if (namesIn(unit).some((other) => other.includes(keys.at(-1) ?? '') && other.some((key) => !keys.includes(key) && !titles.has(key)))) return [];
  const isNamed = from.holders(keys.at(-1) ?? '').some((at) => {
    const one = from.units[at];
    return one?.passage === unit.passage && namesIn(one).some((other) => keys.every((key) => other.includes(key)));
  });
  return isNamed ? name.filter((index) => missing.has(index)) : [];
}

/** The unit opens with "it" or "the bank", the sentence before names one thing, and the unit nobody whom the claim does not. */
function pointedAt(
  claim: Reading,
  claimed: readonly number[],
  missing: ReadonlySet<number>,
  pairs: readonly Pair[],
  unit: EvidenceUnit,
  from: Library,
): readonly number[] {
  const before = from.units[unit.index - 1];
  if (before === undefined || before.passage !== unit.passage) return [];
  const [only, ...more] = from.reading(before).names;
  if (only === undefined || more.length > 0) return [];
  const keys = new Set(only.words.map((index) => before.words[index]?.key ?? ''));
  const placed = new Set(pairs.map(({ at }) => at));
  const hasStranger = from.reading(unit).names.some((name) => !name.uncertain && name.words.some((index) => !placed.has(index)));
  if (hasStranger || !pointsBack(unit, keys)) return [];
  return claimed.filter((index) => missing.has(index) && keys.has(claim.words[index]?.key ?? ''));
}

function pointsBack({ words }: EvidenceUnit, keys: ReadonlySet<string>): boolean {
  return words.slice(0, openingWords).some(({ lower }, index) => pronoun.test(lower) || (lower === 'the' && keys.has(words[index + 1]?.key ?? '')));
}
