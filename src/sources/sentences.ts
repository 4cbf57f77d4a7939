const abbreviations: ReadonlySet<string> = new Set(
  'al approx art ca cf ch co dept dr ed eds eg eq est etc fig figs ie inc jr ltd max min mr mrs ms no nos p para pp prof ref sec sr st tel temp vol vs jan feb mar apr jun jul aug sep sept oct nov dec'.split(
    ' ',
  ),
);
const terminators = '.!?…';
const closers = '"\'”’»)]';
const wideTerminators = '。！？';

/**
 * Ends of the sentences in a stretch of text, the stretch's own end last. A full stop does not end a sentence behind an
 * abbreviation or an initial, nor before a small letter. One pass, whatever the text.
 */
export function sentenceEnds(text: string, start: number, end: number): readonly number[] {
  const ends: number[] = [];
  let at = start;
  while (at < end) {
    const char = text.charAt(at);
    at += 1;
    if (wideTerminators.includes(char)) ends.push(at);
    if (!terminators.includes(char)) continue;
    const stop = at - 1;
    while (at < end && (terminators.includes(text.charAt(at)) || closers.includes(text.charAt(at)))) at += 1;
    if (at < end && isWhite(text.charAt(at)) && !(char === '.' && isAbbreviation(text, start, stop)) && !smallLetterFollows(text, at, end)) ends.push(at);
  }
  if (ends.at(-1) !== end) ends.push(end);
  return ends;
}

export function isWhite(char: string): boolean {
  return char !== '' && char.trim() === '';
}

const longestAbbreviation = 6;

function isAbbreviation(text: string, start: number, stop: number): boolean {
  const before = text.slice(Math.max(start, stop - longestAbbreviation - 1), stop);
  const word = /[\p{L}.]*$/u.exec(before)?.[0] ?? '';
  if (word.length > longestAbbreviation) return false;
  const letters = word.replaceAll('.', '');
  return abbreviations.has(letters.toLowerCase()) || (letters.length === 1 && letters !== 'I' && letters === letters.toUpperCase()) || word.includes('.');
}

const farthestLook = 64;

function smallLetterFollows(text: string, at: number, end: number): boolean {
  return /^\p{Ll}/u.test(text.slice(at, Math.min(end, at + farthestLook)).trimStart());
}
