import type { Word } from './words.ts';

/** A name as it stands in a text: the indices of the words that make it up, without "of" and "the". */
export interface Name {
  readonly words: readonly number[];
  /** One capitalised word at the start of a sentence: it may be a name, or any word. */
  readonly uncertain: boolean;
}

const joiners = /^(?:of|the|de|van|von|der|den|du|da|la|le|el|al|bin|and|for|&|-|\.|')$/;
const openers = /^(?:[.!?:"'“”‘«»([•*|-]|—|–)$/;

const longestName = 12;

/** Capitalised words in the middle of a sentence, runs of them, and acronyms. Dates are left out through `taken`. */
export function names(words: readonly Word[], taken: ReadonlySet<number>): readonly Name[] {
  const found: Name[] = [];
  let at = 0;
  while (at < words.length) {
    if (!isCapital(words[at]) || taken.has(at)) {
      at += 1;
      continue;
    }
    const run = runFrom(words, at, taken);
    const name = nameOf(words, run);
    if (name !== undefined) found.push(name);
    at = (run.at(-1) ?? at) + 1;
  }
  return found;
}

/** Whether a word is written with a capital first letter. */
export function isCapital(word: Word | undefined): boolean {
  return word?.kind === 'word' && /^\p{Lu}/u.test(word.text);
}

function runFrom(words: readonly Word[], from: number, taken: ReadonlySet<number>): readonly number[] {
  const run = [from];
  let at = from + 1;
  while (at < words.length && run.length < longestName) {
    const here = words[at];
    if (isCapital(here) && !taken.has(at)) {
      run.push(at);
      at += 1;
    } else if (here !== undefined && joiners.test(here.lower) && here.lower !== 'and' && isCapital(words[at + 1]) && !endsSentence(words, at)) {
      at += 1;
    } else break;
  }
  return run;
}

// "J. Smith" and "St. Ives" go on behind the dot; "in Rome. Smith" does not.
function endsSentence(words: readonly Word[], at: number): boolean {
  const before = words[at - 1];
  return words[at]?.text === '.' && before !== undefined && before.text.length > 1 && !/^(?:st|dr|mr|mrs|ms|jr|sr|prof|gen|gov|sen|rep)$/.test(before.lower);
}

function nameOf(words: readonly Word[], run: readonly number[]): Name | undefined {
  const meaningful = run.filter((index) => words[index]?.weight === 'full');
  const first = meaningful[0];
  if (first === undefined) return undefined;
  const alone = meaningful.length === 1 && isOpening(words, run[0] ?? first) && !isAcronym(words[first]);
  return { words: meaningful, uncertain: alone && first === run[0] };
}

function isOpening(words: readonly Word[], at: number): boolean {
  const before = words[at - 1];
  return before === undefined || openers.test(before.text);
}

/** NASA, BoJ, U.S.: at least two capitals. */
export function isAcronym(word: Word | undefined): boolean {
  return word !== undefined && word.kind === 'word' && word.text.length <= 8 && (word.text.match(/\p{Lu}/gu)?.length ?? 0) >= 2;
}

/** The letters of an acronym in lower case. */
export function acronymLetters(word: Word): string {
  return word.text.replace(/[^\p{L}]/gu, '').toLowerCase();
}
