import { says, type Check } from '../difference.ts';
import { wording } from '../reading/reading.ts';
import type { Word } from '../reading/words.ts';

const single: ReadonlySet<string> = new Set('unless except excepting excluding if provided assuming'.split(' '));
const pairsOfWords: ReadonlySet<string> = new Set([
  'subject to',
  'other than',
  'apart from',
  'only when',
  'only where',
  'long as',
  'in case',
  'on condition',
  'save for',
  'depending on',
]);
const openings: ReadonlySet<string> = new Set([...pairsOfWords].map((pair) => pair.slice(0, pair.indexOf(' '))));

/** A sentence that holds only under a condition is no ground for a claim that states it flat. */
export const conditionsKept: Check = ({ alignment }) => {
  const { claim, part, unit } = alignment;
  const at = conditionIn(unit.words);
  const mine = claim.words.slice(part.first, part.last + 1);
  const own = conditionIn(mine);
  if (at === undefined || (own !== undefined && isUnless(mine[own]) === isUnless(unit.words[at]))) return [];
  if (own !== undefined) {
    const said = `"${mine[own]?.text ?? ''}"`;
    return [{ code: 'condition-dropped', strength: 'doubt', message: says(alignment, said, `"${unit.words[at]?.text ?? ''}"`) }];
  }
  const message = says(alignment, 'it without a condition', `"${wording(unit.words, at, Math.min(at + 7, unit.words.length - 1))}"`);
  return [{ code: 'condition-dropped', strength: 'doubt', message }];
};

// "Unless it rains" is the contrary of "if it rains".
function isUnless(word: Word | undefined): boolean {
  return /^(?:unless|except|excepting|excluding|other|apart|save)$/.test(word?.lower ?? '');
}

function conditionIn(words: readonly Word[]): number | undefined {
  for (const [at, { lower }] of words.entries()) {
    const next = words[at + 1]?.lower ?? '';
    if (openings.has(lower) && pairsOfWords.has(`${lower} ${next}`)) return at;
    if (!single.has(lower)) continue;
    if (lower === 'provided' && next !== 'that') continue;
    if (lower === 'if' && /^(?:as|even)$/.test(words[at - 1]?.lower ?? '')) continue;
    return at;
  }
  return undefined;
}
