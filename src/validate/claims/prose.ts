import { unreachable } from '../../core/unreachable.ts';
import type { KnownIds } from '../citations/known-ids.ts';
import type { RetrievalId } from '../../model/ids.ts';
import { findMarks, type Mark, type References } from '../citations/marks.ts';
import { isLongEnough, isTitle, quotationSpans, type QuotationSpan } from '../citations/quotation-spans.ts';
import { readReferences } from '../citations/references.ts';
import { blocksOf, type Block } from './blocks.ts';
import { looksLikeHeading, opensAnnouncement, whyNoClaim, whyNoCode, whyNoHeading, type NonClaimReason } from './non-claims.ts';
import type { Piece, Quoted } from './piece.ts';
import { firstFrom, sentencesOf, type SentenceHints, type Stretch } from './sentences.ts';
import { textLines } from './text-lines.ts';

/** Cuts running text into claims and declared non-claims, in order. `more` are numbers whose entries stand elsewhere. */
export function cutProse(text: string, known: KnownIds, more: References = new Map()): readonly Piece[] {
  const lines = textLines(text);
  const list = readReferences(text, lines, known);
  const blocks = blocksOf(text, lines, (start) => list.entryLines.has(start));
  const code = codeStretches(text, blocks);
  const inCode = (at: number): boolean => {
    const stretch = code[firstFrom(code, at)];
    return stretch !== undefined && stretch.start <= at;
  };
  const marks = findMarks(text, known, new Map([...more, ...list.references]), inCode).filter((mark) => !list.labels.has(mark.start));
  return new ProseCutter(text, marks, code).cut(blocks);
}

const inlineCode = /`[^`\n]{1,300}`/g;
const bracket = /\([^()\n]{1,300}\)/g;

function codeStretches(text: string, blocks: readonly Block[]): readonly Stretch[] {
  const fenced = blocks.filter((block) => block.kind === 'code');
  const inline = [...text.matchAll(inlineCode)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
  return apart([...fenced, ...inline]);
}

/** Sorted, and without those that begin inside another. */
function apart(stretches: readonly Stretch[]): readonly Stretch[] {
  let end = -1;
  return [...stretches]
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .filter((stretch) => {
      const isFree = stretch.start >= end;
      if (isFree) end = stretch.end;
      return isFree;
    });
}

class ProseCutter {
  readonly #text: string;
  readonly #marks: readonly Mark[];
  readonly #quotes: readonly QuotationSpan[];
  readonly #hints: SentenceHints;

  constructor(text: string, marks: readonly Mark[], code: readonly Stretch[]) {
    this.#text = text;
    this.#marks = marks;
    this.#quotes = quotationSpans(text);
    const quoted = this.#quotes.map((span) => ({ start: span.outerStart, end: span.outerEnd }));
    const brackets = [...text.matchAll(bracket)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
    const behind = new Map(marks.filter((mark) => /[[(⁰¹²³⁴-⁹]/.test(text.charAt(mark.start))).map((mark) => [mark.start, mark.end]));
    this.#hints = { whole: apart([...quoted, ...brackets, ...marks, ...code]), citationEnd: (at) => behind.get(at) };
  }

  cut(blocks: readonly Block[]): readonly Piece[] {
    return blocks.flatMap((block) => this.#block(block));
  }

  #block({ kind, start, end }: Block): readonly Piece[] {
    const { start: from, end: to } = trimmed(this.#text, start, end);
    if (from >= to) return [];
    const words = this.#text.slice(from, to);
    switch (kind) {
      case 'number':
        return [this.#piece(from, to, 'markup')];
      case 'reference':
        return [this.#piece(from, to, 'reference_list')];
      case 'code':
        return [this.#piece(from, to, whyNoCode(words))];
      case 'row':
        return [this.#piece(from, to, whyNoClaim(words))];
      case 'head_row':
        return [this.#piece(from, to, words.split('|').every((cell) => cell.trim() === '' || whyNoHeading(cell.trim()) === 'heading') ? 'heading' : undefined)];
      case 'heading':
        return this.#heading(from, to, words);
      case 'text':
        return looksLikeHeading(words) ? this.#heading(from, to, words) : this.#sentences(from, to);
      default:
        return unreachable(kind);
    }
  }

  #heading(from: number, to: number, words: string): readonly Piece[] {
    const why = whyNoHeading(words);
    return why === undefined ? this.#sentences(from, to) : [this.#piece(from, to, why)];
  }

  #sentences(from: number, to: number): readonly Piece[] {
    const joined: Stretch[] = [];
    for (const sentence of sentencesOf(this.#text, from, to, this.#hints)) {
      const before = joined.at(-1);
      // "Statement. “Quotation.” [id]": the quotation belongs to what it proves, and so does a citation that stands alone.
      if (before !== undefined && this.#isEvidence(sentence)) joined[joined.length - 1] = { start: before.start, end: sentence.end };
      else joined.push(sentence);
    }
    const reasons = joined.map(({ start, end }) => this.#whyNoSentence(start, end));
    return joined.map(({ start, end }, index) => {
      const opens = opensAnnouncement(this.#text.slice(start, end), reasons[index + 1]);
      return this.#piece(start, end, opens ? 'meta' : reasons[index]);
    });
  }

  #whyNoSentence(start: number, end: number): NonClaimReason | undefined {
    const rest = this.#without(start, end, this.#marksIn(start, end));
    if (!/[\p{L}\p{N}]/u.test(rest) && this.#marksIn(start, end).length > 0) return 'reference_list';
    return whyNoClaim(this.#text.slice(start, end));
  }

  #isEvidence({ start, end }: Stretch): boolean {
    const quotes = this.#quotesIn(start, end).map((span) => ({ start: span.outerStart, end: span.outerEnd }));
    return !/[\p{L}\p{N}]/u.test(this.#without(start, end, apart([...quotes, ...this.#marksIn(start, end)])));
  }

  #without(start: number, end: number, stretches: readonly Stretch[]): string {
    let rest = '';
    let at = start;
    for (const stretch of stretches) {
      rest += this.#text.slice(at, Math.max(at, stretch.start));
      at = Math.max(at, stretch.end);
    }
    return rest + this.#text.slice(at, Math.max(at, end));
  }

  #marksIn(start: number, end: number): readonly Mark[] {
    return within(this.#marks, start, end);
  }

  #quotesIn(start: number, end: number): readonly QuotationSpan[] {
    return within(this.#quotes, start, end);
  }

  #piece(start: number, end: number, why: NonClaimReason | undefined): Piece {
    const marks = this.#marksIn(start, end);
    const cited = onlyId(marks);
    const quoted = why === undefined ? this.#quotesIn(start, end).flatMap((span) => this.#quoted(span, marks, cited)) : [];
    return { start, end, text: this.#text.slice(start, end), why, marks, quoted };
  }

  // A quotation is of the source cited right behind it, else of the one source that its claim cites.
  #quoted(span: QuotationSpan, marks: readonly Mark[], cited: RetrievalId | undefined): readonly Quoted[] {
    const text = this.#text.slice(span.start, span.end);
    const next = marks[firstFrom(marks, span.outerEnd)];
    const isRight = next !== undefined && next.start >= span.outerEnd && !/[\p{L}\p{N}]/u.test(this.#text.slice(span.outerEnd, next.start));
    if (!isLongEnough(text) || (isTitle(text) && !isRight)) return [];
    const id = isRight ? onlyId(within(marks, next.start, next.end)) : cited;
    return [{ start: span.start, end: span.end, text, id }];
  }
}

function onlyId(marks: readonly Mark[]): RetrievalId | undefined {
  const ids = new Set(marks.flatMap((mark) => mark.ids));
  const [id] = ids;
  return ids.size === 1 ? id : undefined;
}

function within<T extends Stretch>(sorted: readonly T[], start: number, end: number): readonly T[] {
  const found: T[] = [];
  for (let index = firstFrom(sorted, start); index < sorted.length; index += 1) {
    const item = sorted[index];
    if (item === undefined || item.start >= end) break;
    if (item.start >= start) found.push(item);
  }
  return found;
}

export function trimmed(text: string, start: number, end: number): Stretch {
  let from = start;
  let to = end;
  while (from < to && /\s/.test(text.charAt(from))) from += 1;
  while (to > from && /\s/.test(text.charAt(to - 1))) to -= 1;
  return { start: from, end: to };
}
