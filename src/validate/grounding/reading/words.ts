import { functionWords, lightWords } from './function-words.ts';
import { wordKey } from './synonyms.ts';

/** How much a word says: nothing of its own, a little, or something. */
export type Weight = 'none' | 'light' | 'full';

/** One word, number or mark of a text. Offsets are UTF-16, in the text that was read. */
export interface Word {
  readonly kind: 'word' | 'number' | 'mark';
  readonly text: string;
  readonly lower: string;
  /** What it is compared by: stem or synonym, digits, the mark itself. */
  readonly key: string;
  readonly weight: Weight;
  readonly start: number;
  readonly end: number;
}

/** Reads words with a memory of the stems it met: one for each judgement, so that long sources stay cheap. */
export type ReadWords = (text: string) => readonly Word[];

interface Entry {
  readonly key: string;
  readonly weight: Weight;
}

// Dotted capitals, words with inner apostrophes, digits with inner separators, any other visible character.
const piece = /(?:\p{Lu}\.){2,}|[\p{L}\p{M}][\p{L}\p{M}\p{N}]*(?:['’][\p{L}\p{M}]+)*|\p{Nd}+(?:[.,\u00a0\u202f\u2009]\p{Nd}+)*|\S/gu;
const letter = /^[\p{L}\p{M}]/u;
const digit = /^\p{Nd}/u;

export function wordReader(): ReadWords {
  const known = new Map<string, Entry>();
  const entryOf = (lower: string): Entry => {
    const found = known.get(lower);
    if (found !== undefined) return found;
    const entry: Entry = { key: wordKey(lower), weight: functionWords.has(lower) ? 'none' : lightWords.has(lower) ? 'light' : 'full' };
    known.set(lower, entry);
    return entry;
  };
  return (text) => {
    const words: Word[] = [];
    for (const match of text.matchAll(piece)) words.push(labelled(wordOf(match[0], match.index, entryOf), words.at(-1)));
    return words;
  };
}

// "League A", "vitamin C": a capital letter alone is a name, unless it may be the article or "I".
function labelled(word: Word, before: Word | undefined): Word {
  if (word.kind !== 'word' || word.text.length !== 1 || !/^\p{Lu}$/u.test(word.text) || word.text === 'I') return word;
  return word.text === 'A' && before?.kind !== 'word' ? word : { ...word, key: `${word.lower}.`, weight: 'full' };
}

function wordOf(text: string, start: number, entryOf: (lower: string) => Entry): Word {
  const place = { text, start, end: start + text.length };
  if (digit.test(text)) return { kind: 'number', lower: text, key: text.replace(/[,\u00a0\u202f\u2009]/g, ''), weight: 'full', ...place };
  if (!letter.test(text)) return { kind: 'mark', lower: text, key: text, weight: 'none', ...place };
  const plain = text.replace(/’/g, "'").replace(/'s$/i, '').replace(/\./g, '');
  const lower = plain.toLowerCase();
  // "US" and "IT" are names, "us" and "it" are not.
  if (plain.length > 1 && plain.length < 4 && plain === plain.toUpperCase() && functionWords.has(lower)) {
    return { kind: 'word', lower: `${lower}.`, key: `${lower}.`, weight: 'full', ...place };
  }
  return { kind: 'word', lower, ...entryOf(lower), ...place };
}
