const stopWords: ReadonlySet<string> = new Set(
  'a about after all also am an and any are as at be because been before being between both but by can could did do does doing down during each few for from further had has have having he her here hers him his how i if in into is it its just me more most my no nor not of off on once only or other our out over own s same she should so some such t than that the their them then there these they this those through to too under until up very was we were what when where which while who whom why will with would you your'.split(
    ' ',
  ),
);

// A figure is one term with its decimals; a sign of Chinese or Japanese is one term, for these are written without spaces.
const term = /\p{N}+(?:[.,]\p{N}+)*|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{M}\p{N}]+/gu;

/** The words of a text, in order, as they stand there. */
export function wordsOf(text: string): string[] {
  return Array.from(text.normalize('NFKC').matchAll(term), (match) => match[0]);
}

/** What a word is searched by: small letters, no plural, no -ing, no -ed; null for a word that says nothing. */
export function searchTerm(word: string): string | null {
  const small = word.toLowerCase();
  return stopWords.has(small) ? null : stem(small);
}

/** Light English stemming. It only has to give the forms of one word one term; it need not give words. */
function stem(word: string): string {
  if (!/^[a-z]{4,30}$/.test(word)) return word;
  const singular = word
    .replace(/(ss|sh|ch|x|zz)es$/, '$1')
    .replace(/ies$/, 'y')
    .replace(/([^su])s$/, '$1');
  const bare = singular.replace(/(.[aeiouy].*?)(?:ing|ed)$/, '$1');
  const single = bare === singular ? bare : bare.replace(/([^aeioulsz])\1$/, '$1');
  return single.length > 3 ? single.replace(/e$/, '') : single;
}
