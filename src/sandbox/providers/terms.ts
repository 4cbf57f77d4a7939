// Words that a question is built of, and that say nothing of its subject.
const formWords: ReadonlySet<string> = new Set(
  `a about after all also an and any are as at be been before being but by can could did do does doing down for from had has have how i if in into is it
  its may me might more most much my no nor not of off on once only or other our out over own please same shall she should so some such tell than that the their
  them then there these they this those to too under up us very was we were what when where which while who whom whose why will with would you your`.split(
    /\s+/,
  ),
);

const wordShape = /[\p{L}\p{N}]+/gu;
// Written without spaces: pairs of signs stand in for words.
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** The distinct words of a text that can match those of another: lower case, plural folded, form words left out. */
export function termsOf(text: string): ReadonlySet<string> {
  const words = Array.from(text.normalize('NFKC').toLowerCase().matchAll(wordShape), (match) => match[0]);
  return new Set(words.flatMap((word) => (unspaced.test(word) ? pairsOf(word) : [singular(word)])).filter((word) => !formWords.has(word)));
}

function pairsOf(word: string): readonly string[] {
  const signs = Array.from(word);
  return signs.length === 1 ? signs : signs.slice(1).map((sign, index) => `${signs[index]}${sign}`);
}

function singular(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}
