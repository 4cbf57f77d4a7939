/** A piece of text that is evidence by itself: a sentence, a table row, a record. UTF-16 offsets, white space trimmed. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

const longest = 1200;
const abbreviations: ReadonlySet<string> = new Set(
  'mr mrs ms dr prof st sr jr inc ltd co corp vs no nos art fig eq sec vol ed eds e.g i.e approx dept est gen gov sen rep rev hon jan feb mar apr jun jul aug sep sept oct nov dec'.split(
    ' ',
  ),
);
const closing = /["'”’)\]»]/;

/** Cuts a text into sentences; lines with columns and the innermost objects of JSON-like text stay whole. Linear in the text. */
export function sentences(text: string): readonly Stretch[] {
  const cuts = looksStructured(text) ? recordCuts(text) : proseCuts(text);
  const stretches: Stretch[] = [];
  let start = 0;
  for (const end of [...cuts, text.length]) {
    for (const stretch of bounded(text, start, end)) stretches.push(stretch);
    start = end;
  }
  return stretches;
}

function looksStructured(text: string): boolean {
  return /^\s{0,100}[[{]/.test(text);
}

function recordCuts(text: string): readonly number[] {
  const cuts: number[] = [];
  let opened = -1;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '{') opened = at;
    if (char === '}' && opened >= 0) {
      // Only objects of a readable size are one record; a longer one falls into its lines.
      if (at - opened < longest) cuts.push(opened, at + 1);
      opened = -1;
    }
    if (char === '\n' && (opened < 0 || at - opened >= longest)) cuts.push(at + 1);
  }
  return cuts;
}

function proseCuts(text: string): readonly number[] {
  const cuts: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '\n') {
      if (!continues(text, at)) cuts.push(at + 1);
    } else if (char === '。' || char === '！' || char === '？') {
      cuts.push(at + 1);
    } else if ((char === '.' || char === '!' || char === '?' || char === '…') && endsSentence(text, at)) {
      cuts.push(afterClosing(text, at + 1));
    }
  }
  return cuts;
}

// A line break inside a paragraph: the next line goes on in lower case and the one before did not end, nor hold columns.
function continues(text: string, at: number): boolean {
  const before = text.charAt(at - 1);
  const next = text.charAt(at + 1);
  return /[\p{Ll},–-]/u.test(before) && /[\p{Ll}(]/u.test(next);
}

function endsSentence(text: string, at: number): boolean {
  const after = afterClosing(text, at + 1);
  const next = text.charAt(after);
  if (next !== '' && !/\s/.test(next)) return false;
  if (text.charAt(at) !== '.') return true;
  const word = text.slice(Math.max(0, at - 12), at).match(/[\p{L}.]+$/u)?.[0] ?? '';
  if (word.length === 1 && /\p{Lu}/u.test(word)) return false;
  if (after === at + 1 && abbreviations.has(word.toLowerCase())) return false;
  const following = text
    .slice(after, after + 8)
    .trimStart()
    .charAt(0);
  return !(word.includes('.') && /\p{Ll}/u.test(following));
}

function afterClosing(text: string, from: number): number {
  let at = from;
  while (at < from + 3 && closing.test(text.charAt(at))) at += 1;
  return at;
}

// The cap keeps a source without any full stop from being one endless sentence.
function* bounded(text: string, from: number, to: number): Generator<Stretch> {
  let start = from;
  while (start < to) {
    let end = to;
    if (to - start > longest) {
      const space = text.slice(start, start + longest).lastIndexOf(' ');
      end = start + (space > 0 ? space + 1 : longest);
    }
    const trimmed = trim(text, start, end);
    if (trimmed.end > trimmed.start) yield trimmed;
    start = end;
  }
}

function trim(text: string, from: number, to: number): Stretch {
  let start = from;
  let end = to;
  while (start < end && /\s/.test(text.charAt(start))) start += 1;
  while (end > start && /\s/.test(text.charAt(end - 1))) end -= 1;
  return { start, end };
}
