import type { Word } from './words.ts';

const punctuation = /^[.,;:"'“”„‟«»‘’‚‛‹›「」『』()[\]{}\-‐‑–—…*_#`|•·&/]$/;

/** Whether a sign is neither a letter, a digit nor punctuation that only frames: such a sign says something, or mocks what it stands beside. */
export function isOddMark({ kind, text }: Word): boolean {
  return kind === 'mark' && !punctuation.test(text);
}
