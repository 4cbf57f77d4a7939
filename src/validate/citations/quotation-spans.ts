import { normaliseQuote } from './quote-normalisation.ts';

/** Quoted words in a text: the words between the marks, and the whole with the marks. */
export interface QuotationSpan {
  readonly start: number;
  readonly end: number;
  readonly outerStart: number;
  readonly outerEnd: number;
}

const closers: Readonly<Record<string, string>> = { '“': '”', '„': '“”', '«': '»', '»': '«', '"': '"', '「': '」', '『': '』', '＂': '＂', '‟': '”' };
const longest = 4000;

/** The quoted stretches of a text, in order, none inside another. One pass: an opening mark that is never closed quotes nothing. */
export function quotationSpans(text: string): readonly QuotationSpan[] {
  const spans: QuotationSpan[] = [];
  let open = -1;
  let closing = '';
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (open >= 0 && (at - open > longest || (char === '\n' && text.charAt(at + 1) === '\n'))) open = -1;
    if (open >= 0 && closing.includes(char)) {
      if (char === '"' && !closesPlain(text, at)) continue;
      spans.push({ start: open + 1, end: at, outerStart: open, outerEnd: at + 1 });
      open = -1;
    } else if (open < 0 && closers[char] !== undefined && opens(text, at, char)) {
      open = at;
      closing = closers[char] ?? '';
    }
  }
  return spans;
}

/** At least twelve characters or three words: less is a term, or irony, and stands in many places. */
export function isLongEnough(words: string): boolean {
  const plain = normaliseQuote(words).text.trim();
  return plain.length >= 12 || plain.split(' ').length >= 3;
}

/** Whether words look like the title of a work ("The Great Gatsby"), which is marked like a quotation and is none. */
export function isTitle(words: string): boolean {
  const long = words.match(/\p{L}{4,}/gu) ?? [];
  return words.length <= 100 && !/\p{N}/u.test(words) && /^\p{Lu}/u.test(words) && long.length > 0 && long.every((word) => /^\p{Lu}/u.test(word));
}

// `5" and 6"` are inches: a plain mark opens only where a word may begin, and before something.
function opens(text: string, at: number, char: string): boolean {
  if (char !== '"' && char !== '»') return true;
  return (at === 0 || /[\s([{—–\-:;,>/*_|]/.test(text.charAt(at - 1))) && /\S/.test(text.charAt(at + 1));
}

function closesPlain(text: string, at: number): boolean {
  return !/[\p{L}\p{N}]/u.test(text.charAt(at + 1));
}
