/** A text in the one spelling that quotations are compared in, with the way back to the text it came from. */
export interface NormalisedText {
  readonly text: string;
  /** UTF-16 range in the original of a range of `text`, or undefined where it would cut a character that was written as one. */
  originalRange(start: number, end: number): { readonly start: number; readonly end: number } | undefined;
}

// Characters that no reader sees: soft hyphen, zero-width marks, direction controls, variation selectors, tags.
const invisible =
  /^(?:\u00ad|\u034f|\u061c|[\u180b-\u180e]|[\u200b-\u200f]|[\u202a-\u202e]|[\u2060-\u2064]|[\u2066-\u206f]|[\ufe00-\ufe0f]|\ufeff|[\u{e0000}-\u{e0fff}])/u;
// What joins the character before it under NFKC: marks, Hangul vowels and finals, half-width and compatibility forms of both.
const joins = /^[\p{M}\u1160-\u11ff\ud7b0-\ud7ff\u3131-\u318e\uff9e-\uffdc]/u;
const whiteSpace = /^[\s\u0085]/;
/** Longer runs of marks are no writing, and composing them takes quadratic time. */
const longestCluster = 32;

const spellings: Readonly<Record<string, string>> = {
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '―': '-',
  '−': '-',
  '⁃': '-',
  '“': '"',
  '”': '"',
  '„': '"',
  '‟': '"',
  '«': '"',
  '»': '"',
  '‘': "'",
  '’': "'",
  '‚': "'",
  '‛': "'",
  '‹': "'",
  '›': "'",
  '′': "'",
};

/**
 * NFKC; runs of white space become one space; typographic quotes, dashes and ellipses become plain ones;
 * what no reader sees is dropped. Case and everything else stay: a quotation that differs there is not verbatim.
 */
export function normaliseQuote(text: string): NormalisedText {
  if (!/[^\x20-\x7e]|  | $/.test(text)) return { text, originalRange: (start, end) => ({ start, end }) };
  const writer = new Writer();
  let at = 0;
  while (at < text.length) {
    const end = clusterEnd(text, at);
    const cluster = text.slice(at, end);
    if (isPlain(cluster)) writer.write(cluster, at, end);
    else for (const char of compatible(visible(cluster))) writer.write(spellings[char] ?? char, at, end);
    at = end;
  }
  return writer.done();
}

function isPlain(cluster: string): boolean {
  return cluster.length === 1 && cluster.charCodeAt(0) < 0x80;
}

// Under NFKC a spacing accent becomes a space and a mark: whoever trims the space would cut one character in two.
function compatible(cluster: string): string {
  const whole = cluster.normalize('NFKC');
  return whole.length > 1 && whiteSpace.test(whole) ? cluster.normalize('NFC') : whole;
}

function visible(cluster: string): string {
  if (cluster.length === 1) return invisible.test(cluster) ? '' : cluster;
  return Array.from(cluster, (char) => (invisible.test(char) ? '' : char)).join('');
}

// A mark reaches over what no reader sees to its letter; a space joins with nothing.
function clusterEnd(text: string, at: number): number {
  let end = at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
  if (whiteSpace.test(text.charAt(at))) return end;
  for (let length = 1; length < longestCluster && text.charCodeAt(end) >= 0xad; ) {
    const next = String.fromCodePoint(text.codePointAt(end) ?? 0);
    const isSeen = !invisible.test(next);
    if (isSeen && !joins.test(next)) break;
    if (isSeen) length += 1;
    end += next.length;
  }
  return end;
}

class Writer {
  readonly #parts: string[] = [];
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  #afterSpace = false;

  write(char: string, start: number, end: number): void {
    const isSpace = whiteSpace.test(char);
    if (isSpace && this.#afterSpace) {
      this.#ends[this.#ends.length - 1] = end;
      return;
    }
    this.#afterSpace = isSpace;
    this.#parts.push(isSpace ? ' ' : char);
    for (let unit = 0; unit < char.length; unit += 1) {
      this.#starts.push(start);
      this.#ends.push(end);
    }
  }

  done(): NormalisedText {
    const starts = this.#starts;
    const ends = this.#ends;
    const isBorder = (at: number): boolean => at === 0 || at === starts.length || (starts[at] ?? 0) >= (ends[at - 1] ?? 0);
    return {
      text: this.#parts.join(''),
      originalRange: (start, end) => {
        const from = starts[start];
        const to = ends[end - 1];
        return from !== undefined && to !== undefined && isBorder(start) && isBorder(end) ? { start: from, end: to } : undefined;
      },
    };
  }
}
