import { isFramingWord } from './framing-words.ts';
import { isLabel } from './label.ts';
import type { TextLine } from './text-lines.ts';

/** A stretch of the output that is read as one: Markdown where it looks like Markdown, lines and paragraphs otherwise. */
export interface Block {
  readonly kind: 'text' | 'heading' | 'row' | 'head_row' | 'code' | 'number' | 'reference';
  readonly start: number;
  readonly end: number;
}

const quoteMarks = /^[ \t]*(?:>[ \t]?)+/;
const hashes = /^ {0,3}#{1,6}(?=[ \t]|$)/;
const fence = /^[ \t]{0,8}(`{3,}|~{3,})[ \t]*/;
const ruler = /^[-*_=\s]{3,}$/;
const delimiter = /^[|:\- \t]+$/;
const bullet = /^[ \t]*(?:[-*+•◦‣▪–—][ \t]+|[a-z]\)[ \t]+|\(?(\d{1,2})[.)][ \t]+)/;
/** A line as short as this was ended by its author, not by the width of a page. */
const endedLine = 45;

/** Cuts a text into blocks. Every character outside of them is white space or a mark without letters and digits. */
export function blocksOf(text: string, lines: readonly TextLine[], isReference: (lineStart: number) => boolean): readonly Block[] {
  const reader = new BlockReader(text);
  for (const line of lines) reader.read(line, isReference(line.start));
  return reader.done();
}

class BlockReader {
  readonly #text: string;
  readonly #blocks: Block[] = [];
  #open: { kind: 'text' | 'heading'; start: number; end: number; lines: number } | undefined;
  #fence = '';
  #ordinal = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(line: TextLine, isReference: boolean): void {
    const whole = this.#text.slice(line.start, line.end);
    if (this.#fence !== '') return this.#code(line, whole);
    const from = line.start + (quoteMarks.exec(whole)?.[0].length ?? 0);
    const body = this.#text.slice(from, line.end);
    if (body.trim() === '') return this.#close();
    if (isReference) return this.#put('reference', line.start, line.end);
    if (fence.test(body)) return this.#openFence(from, body, line.end);
    if (hashes.test(body)) return this.#put('heading', from + (hashes.exec(body)?.[0].length ?? 0), line.end);
    if (delimiter.test(body) && body.includes('-') && body.includes('|')) return this.#headRow();
    if (ruler.test(body)) return this.#underline(body);
    if (/^[ \t]*\|/.test(body) || (body.includes('|') && this.#open === undefined && this.#isAfterRow(from))) return this.#put('row', from, line.end);
    const item = bullet.exec(body);
    if (item !== null) return this.#item(item[0], item[1], from, line.end);
    this.#paragraph(from, line.end, body);
  }

  done(): readonly Block[] {
    this.#close();
    return this.#blocks;
  }

  #paragraph(start: number, end: number, body: string): void {
    const open = this.#open;
    if (open !== undefined && !this.#wasEnded(open, body)) {
      open.end = end;
      open.lines += 1;
      return;
    }
    this.#close();
    this.#open = { kind: 'text', start, end, lines: 1 };
  }

  // Lines of a paragraph run on, unless the one before was plainly ended: by its length, or as a label with a colon.
  #wasEnded(open: { start: number; end: number }, body: string): boolean {
    const lastBreak = Math.max(this.#text.lastIndexOf('\n', open.end - 1), open.start - 1);
    const last = this.#text.slice(lastBreak + 1, open.end).trim();
    if (!/^[\s*_“"«„]*[\p{Lu}\p{N}]/u.test(body)) return false;
    return last.length < endedLine || last.endsWith(':');
  }

  #item(marker: string, digits: string | undefined, from: number, end: number): void {
    this.#close();
    const number = digits === undefined ? undefined : Number(digits);
    // A number out of order is no list number: it belongs to what is said.
    const inOrder = number === undefined || number <= 1 || number === this.#ordinal + 1;
    if (number !== undefined && inOrder) {
      this.#ordinal = number;
      const at = from + marker.search(/\d/);
      this.#blocks.push({ kind: 'number', start: at, end: at + String(digits).length });
    }
    this.#open = { kind: 'text', start: inOrder ? from + marker.length : from, end, lines: 1 };
  }

  #openFence(from: number, body: string, end: number): void {
    this.#close();
    const match = fence.exec(body);
    this.#fence = match?.[1] ?? '```';
    const info = from + (match?.[0].length ?? 0);
    const language = this.#text.slice(info, end).trim();
    if (language === '') return;
    this.#blocks.push({ kind: isFramingWord(language.toLowerCase()) ? 'number' : isLabel(language) ? 'code' : 'text', start: info, end });
  }

  #code(line: TextLine, whole: string): void {
    const marks = whole.replace(quoteMarks, '').trim();
    if (marks.startsWith(this.#fence) && /^[`~]+$/.test(marks)) this.#fence = '';
    else if (marks !== '') this.#put('code', line.start, line.end);
  }

  #headRow(): void {
    this.#close();
    const last = this.#blocks.at(-1);
    if (last !== undefined && (last.kind === 'row' || last.kind === 'text') && this.#text.slice(last.start, last.end).includes('|')) {
      this.#blocks[this.#blocks.length - 1] = { ...last, kind: 'head_row' };
    }
  }

  #isAfterRow(from: number): boolean {
    const last = this.#blocks.at(-1);
    return last !== undefined && (last.kind === 'row' || last.kind === 'head_row') && from - last.end < 200;
  }

  #underline(body: string): void {
    if (this.#open !== undefined && this.#open.lines === 1 && /^\s*(?:=+|-+)\s*$/.test(body)) this.#open.kind = 'heading';
    this.#close();
  }

  #put(kind: Block['kind'], start: number, end: number): void {
    this.#close();
    this.#blocks.push({ kind, start, end });
  }

  #close(): void {
    const open = this.#open;
    this.#open = undefined;
    if (open !== undefined) this.#blocks.push({ kind: open.kind, start: open.start, end: open.end });
  }
}
