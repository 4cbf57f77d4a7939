import type { ClaimJudgement } from './claim-judgement.ts';
import type { ClaimText } from './claim-text.ts';
import type { Library } from './library.ts';
import type { Word } from './reading/words.ts';

const pronoun = /^(?:it|they|he|she|its|their|his|her|this|these)$/;

/** Whether a claim opens with "it", "they" and the like: what it speaks of stands before it. */
export function pointsBackwards({ reading }: ClaimText): boolean {
  return pronoun.test(reading.words.find(({ kind }) => kind === 'word')?.lower ?? '');
}

/**
 * A claim that opens with "it" or "they" speaks of what the claim before it names: its evidence must speak of the same,
 * in the sentence itself or in one of the two before it.
 */
export function withAntecedent(judged: ClaimJudgement, text: ClaimText, before: ClaimText | undefined, library: Library): ClaimJudgement {
  const opening = text.reading.words.find(({ kind }) => kind === 'word');
  const home = judged.parts[0]?.alignment.unit;
  if (judged.state !== 'supported' || home === undefined || !pointsBackwards(text)) return judged;
  const pointsBack = pronoun.test(home.words.find(({ kind }) => kind === 'word')?.lower ?? '');
  const meant = before === undefined ? [] : subjectOf(before);
  if (meant.length === 0 && pointsBack) return judged;
  // A sentence with a subject of its own must name the thing itself.
  const context = library.units.slice(Math.max(0, pointsBack ? home.index - 2 : home.index), home.index + 1).filter(({ passage }) => passage === home.passage);
  if (meant.length > 0 && meant.every((word) => context.some(({ words }) => words.some(({ key }) => key === word.key)))) return judged;
  const name = meant.map((word) => word.text).join(' ');
  const message = `"${opening?.text ?? ''}" stands for ${name === '' ? 'something' : name} in the claim, which the closest evidence (${home.passage.retrieval_id}) does not name`;
  return { ...judged, state: 'unsure', differences: [{ code: 'binding-unclear', strength: 'doubt', message }] };
}

// The first name, or the first words that tell.
function subjectOf({ reading }: ClaimText): readonly Word[] {
  const name = reading.names[0]?.words ?? [];
  const first = reading.words.findIndex(({ kind, weight }) => kind === 'word' && weight === 'full');
  return (name.length > 0 ? name : [first]).flatMap((index) => reading.words[index] ?? []);
}
