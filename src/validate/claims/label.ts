import { saySomething } from './claim-words.ts';

const mostWords = 8;
const plain = /^[\p{L}\p{M}\s'’\-–—&/(),:"“”*_`#.]*$/u;
// Scripts whose words these rules cannot read: only very short texts pass as labels.
const foreign = /[^\p{sc=Latin}\p{M}\P{L}]/u;

/** The words of a text, in lower case, without marks around them. */
export function wordsOf(text: string): readonly string[] {
  return (
    text
      .toLowerCase()
      .replaceAll('’', "'")
      .match(/[\p{L}\p{M}\p{N}]+(?:['-][\p{L}\p{M}\p{N}]+)*|&/gu) ?? []
  );
}

/**
 * Whether a text only names a topic: a few words, no figure, no verb, no judgement, no sign that says something (`%`, `=`, `→`).
 * Written for an author who shapes claims as headings: when in doubt it is no label, and stays a claim.
 */
export function isLabel(text: string): boolean {
  const bare = text
    .replace(/^[\s*_#`>]+|[\s*_#`]+$/g, '')
    .replace(/:$/, '')
    .replace(/[\s*_`]+$/, '');
  if (bare === '' || bare.length > 100 || !plain.test(bare)) return false;
  if (/[:.]\s*\S/.test(bare) || bare.endsWith('.')) return false;
  const words = wordsOf(bare);
  if (foreign.test(bare) && (words.length > 3 || bare.length > 12)) return false;
  return words.length > 0 && words.length <= mostWords && !saySomething(words);
}
