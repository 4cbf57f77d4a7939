import { saySomething } from './claim-words.ts';

const mostWords = 8;
const plain = /^[\p{L}\p{M}\s'’\-–—&/(),:"“”*_`#.]*$/u;
// Scripts whose words these rules cannot read: one word says nothing yet, and where words are not spaced only known ones pass.
const foreign = /[^\p{sc=Latin}\p{M}\P{L}]/u;
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
const knownLabels = new Set(['概要', '要約', 'まとめ', '結論', '背景', '目次', '参考文献', '出典', '摘要', '总结', '結語', '结论', '引言', '參考文獻', '来源']);

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
  if (unspaced.test(bare)) return knownLabels.has(bare);
  if (foreign.test(bare) && words.length > 1) return false;
  return words.length > 0 && words.length <= mostWords && !saySomething(words);
}
