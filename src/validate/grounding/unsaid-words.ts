import type { Claims, Finding, GatePolicy } from '../../model/generated/documents.ts';
import { isFramingWord } from '../claims/framing-words.ts';
import { clip, finding } from '../finding.ts';
import type { Library } from './library.ts';
import type { ReadWords, Word } from './reading/words.ts';

/**
 * Words of headings, questions, greetings, code and reference entries that no passage holds and that no answer is built
 * of: "Corruption at the bank" has no verb and claims nothing, and says it all the same. Beside passages in a language that
 * the rules do not read, a word that a passage holds may say anything of it.
 */
export function unsaidWords(claims: Claims, library: Library, readWords: ReadWords, isForeign: boolean, policy: GatePolicy): readonly Finding[] {
  const inIds = new Set(library.passages.flatMap(({ retrieval_id }) => readWords(retrieval_id.replaceAll(/[_-]/g, ' ')).map(({ key }) => key)));
  const isSaid = ({ key, lower }: Word): boolean => isFramingWord(lower) || inIds.has(key) || (!isForeign && library.holders(key).length > 0);
  return claims.claims.flatMap(({ kind, text, citations, range, non_claim_reason }) => {
    if (kind === 'claim' || non_claim_reason === 'markup') return [];
    const isCited = (word: Word): boolean =>
      citations.some((cited) => range.start + word.start >= cited.range.start && range.start + word.end <= cited.range.end);
    const unsaid = readWords(spaced(text)).find((word) => word.kind === 'word' && word.weight === 'full' && !isSaid(word) && !isCited(word));
    if (unsaid === undefined) return [];
    const message = `"${clip(text)}" is no claim, and says "${unsaid.text}", which no passage is known to say`;
    return [finding('L3', 'evidence-thin', policy.unsure, message)];
  });
}

// The words of `policy_rate` and `policyRate`; as many characters as before.
function spaced(text: string): string {
  return text.replaceAll('_', ' ');
}
