import type { TextBuilder } from './text-builder.ts';

interface Stretch {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** A row while it is read. */
export interface HtmlRow {
  /** False once it turned out to lay a page out. */
  oneLine: boolean;
  /** A cell was opened, and no text of it has come yet. */
  cellBegins: boolean;
  column: number;
  nextColumn: number;
  inHeader: boolean;
  allHeaders: boolean;
  separator: '; ' | ': ';
  readonly headers: Stretch[];
}

/**
 * What a table has shown so far: its column names, from a first row of header cells. Where cells span rows or header cells
 * span columns it has none: a value under a wrong name would be false evidence.
 */
export class HtmlTable {
  #names: readonly Stretch[] = [];
  #spans = false;

  newRow(): HtmlRow {
    return { oneLine: true, cellBegins: false, column: 0, nextColumn: 0, inHeader: false, allHeaders: true, separator: '; ', headers: [] };
  }

  newCell(row: HtmlRow, name: 'td' | 'th', attributes: Readonly<Record<string, string>>): void {
    const width = spanOf(attributes['colspan']);
    if (spanOf(attributes['rowspan']) > 1 || (name === 'th' && width > 1)) this.#spans = true;
    if (this.#spans) this.#names = [];
    row.separator = row.inHeader && name === 'td' && this.#names.length === 0 ? ': ' : '; ';
    row.column = row.nextColumn;
    row.nextColumn += width;
    row.cellBegins = true;
    row.inHeader = name === 'th';
    row.allHeaders &&= row.inHeader;
    if (row.inHeader) row.headers.push({ text: '', from: 0, to: 0 });
  }

  /** Writes what stands before a word: the separator and the column's name where the word begins a cell. Notes header words. */
  write(row: HtmlRow, word: Stretch, spaced: boolean, out: TextBuilder): void {
    if (row.inHeader) noteHeader(row, word, spaced);
    if (!row.cellBegins) return;
    row.cellBegins = false;
    const name = this.#names[row.column];
    if ((out.openLength ?? 0) > 0) out.add(row.separator, { kind: 'none' });
    if (name === undefined || name.text === '') return;
    out.add(name.text, { kind: 'range', from: name.from, to: name.to, exact: false, repeated: true });
    out.add(': ', { kind: 'none' });
  }

  endRow(row: HtmlRow): void {
    if (this.#names.length === 0 && row.oneLine && row.allHeaders && !this.#spans) this.#names = row.headers;
  }
}

function noteHeader(row: HtmlRow, word: Stretch, spaced: boolean): void {
  const header = row.headers.pop();
  if (header === undefined) return;
  row.headers.push(header.text === '' ? word : { text: `${header.text}${spaced ? ' ' : ''}${word.text}`, from: header.from, to: word.to });
}

const widest = 1000;

function spanOf(attribute: string | undefined): number {
  const span = Number.parseInt(attribute ?? '1', 10);
  return Number.isNaN(span) || span < 1 ? 1 : Math.min(span, widest);
}
