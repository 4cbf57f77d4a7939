import { endOfReach } from './clauses.ts';
import type { Word } from './words.ts';

/** A word that turns what stands behind it into its contrary, and how far it reaches. `last` is inclusive. */
export interface Negation {
  readonly at: number;
  readonly first: number;
  readonly last: number;
}

const cues: ReadonlySet<string> = new Set(
  `not no never none nobody nothing neither nor without cannot hardly barely scarcely unable fail fails failed failing failure refuse refuses refused refusing
  deny denies denied denying lack lacks lacked lacking absence absent false untrue incorrect wrong wrongly myth hoax fake refute refutes refuted
  dispute disputes disputed debunk debunks debunked disproved disprove contradict contradicts contradicted reject rejects rejected rejecting dismiss dismissed
  doubt doubts doubted doubtful unlikely lie lies lied falsely mistaken mistakenly contrary nowhere avoid avoids avoided avoiding`
    .trim()
    .split(/\s+/),
);
const reach = 7;

/** The negations of a text, in order. "not only" is none. */
export function negations(words: readonly Word[]): readonly Negation[] {
  const found: Negation[] = [];
  for (const [at, word] of words.entries()) {
    if (!isCue(words, at, word)) continue;
    found.push({ at, first: at + 1, last: endOfReach(words, at, reach) });
  }
  return found;
}

function isCue(words: readonly Word[], at: number, word: Word): boolean {
  if (word.kind !== 'word') return false;
  const next = words[at + 1]?.lower;
  if (word.lower === 'not' && (next === 'only' || next === 'just' || next === 'merely')) return false;
  if (word.lower === 'no' && isReply(words, at)) return false;
  if (word.lower === 'rather' || word.lower === 'instead') return next === 'than' || next === 'of';
  return cues.has(word.lower) || word.lower.endsWith("n't");
}

// "No, it rose" and "No. 5" deny nothing that follows.
function isReply(words: readonly Word[], at: number): boolean {
  const next = words[at + 1];
  return next === undefined || next.kind === 'mark' || /^(?:but|it|they|he|she|we|i|you|the|this|that|there|in|and)$/.test(next.lower);
}
