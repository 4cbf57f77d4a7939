import type { ClaimJudgement } from './claim-judgement.ts';
import type { ClaimText } from './claim-text.ts';
import type { Library } from './library.ts';

const pronoun = /^(?:it|they|he|she|its|their|his|her|this|these)$/;

/**
 * A claim that opens with "it" or "they" speaks of what the claim before it names: its evidence must speak of the same,
 * in the sentence itself or in one of the two before it.
 */
export function withAntecedent(judged: ClaimJudgement, text: ClaimText, before: ClaimText | undefined, library: Library): ClaimJudgement {
  const opening = text.reading.words.find(({ kind }) => kind === 'word');
  const home = judged.parts[0]?.alignment.unit;
  if (judged.state !== 'supported' || before === undefined || home === undefined || !pronoun.test(opening?.lower ?? '')) return judged;
  const meant = before.reading.names[0]?.words.map((index) => before.reading.words[index]);
  if (meant === undefined) return judged;
  const context = library.units.slice(Math.max(0, home.index - 2), home.index + 1).filter(({ passage }) => passage === home.passage);
  if (meant.every((word) => context.some(({ words }) => words.some(({ key }) => key === word?.key)))) return judged;
  const name = meant.map((word) => word?.text ?? '').join(' ');
  const message = `"${opening?.text ?? ''}" stands for ${name} in the claim, which the closest evidence (${home.passage.retrieval_id}) does not name`;
  return { ...judged, state: 'unsure', differences: [{ code: 'binding-unclear', strength: 'doubt', message }] };
}
