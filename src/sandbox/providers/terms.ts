import { searchTerm, wordsOf } from '../../sources/index-terms.ts';

// They ask or oblige, and say nothing of the subject: "Where must it be stored?", "How many …?"
const askingWords: ReadonlySet<string> = new Set('must may might shall many much tell please'.split(' '));

/** The distinct words of a text that can match those of another, as the index of the sources reads them. */
export function termsOf(text: string): ReadonlySet<string> {
  const terms = wordsOf(text)
    .filter((word) => !askingWords.has(word.toLowerCase()))
    .map(searchTerm);
  return new Set(terms.filter((term) => term !== null));
}
