import type { Extraction, Origin } from './extraction.ts';
import { headingLevel, isBlock, isLayout } from './html-rules.ts';
import { TextBuilder } from './text-builder.ts';
import { HtmlTable, type HtmlRow } from './html-table.ts';

const space = /[ \t\n\f\r]+|[^ \t\n\f\r]+/g;
const allSpace = /^[ \t\n\f\r]+$/;
/** A row is one line as long as it is short; a longer one lays a page out and falls apart into paragraphs. */
const longestRow = 600;

interface Gap {
  readonly text: ' ' | '\n';
  readonly origin: Origin;
}

/** Lays visible elements and text out as lines: block elements apart, white space collapsed, rows of tables on one line. */
export class HtmlLayout {
  readonly #html: string;
  readonly #out = new TextBuilder();
  readonly #tables: HtmlTable[] = [];
  #row: HtmlRow | undefined;
  #heading: number | undefined;
  #preformatted = 0;
  #gap: Gap | undefined;

  constructor(html: string) {
    this.#html = html;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'br') this.#gap = { text: this.#row === undefined && this.#heading === undefined ? '\n' : ' ', origin: { kind: 'none' } };
    if (isBlock(name)) this.#boundary(name);
    if (name === 'pre') this.#preformatted += 1;
    if (name === 'table') this.#tables.push(new HtmlTable());
    if (name === 'tr') this.#openRow();
    if (name === 'td' || name === 'th') this.#openCell(name, attributes);
    this.#heading = headingLevel(name) ?? this.#heading;
  }

  close(name: string): void {
    if (name === 'tr') this.#closeRow();
    if (isBlock(name)) this.#boundary(name);
    if (name === 'pre') this.#preformatted = Math.max(0, this.#preformatted - 1);
    if (name === 'table') this.#tables.pop();
    if (headingLevel(name) !== undefined) this.#heading = undefined;
  }

  text(data: string, from: number, to: number): void {
    const exact = data.length === to - from && this.#html.startsWith(data, from);
    if (!exact && allSpace.test(data)) this.#space(from, to);
    else if (!exact || this.#preformatted > 0) this.#word(data, from, to, exact);
    else
      for (const { 0: run, index } of data.matchAll(space)) {
        if (allSpace.test(run)) this.#space(from + index, from + index + run.length);
        else this.#word(run, from + index, from + index + run.length, true);
      }
  }

  finish(): Extraction {
    return this.#out.finish();
  }

  #boundary(name: string): void {
    if (this.#row?.oneLine === true && !isLayout(name) && (this.#out.openLength ?? 0) < longestRow) this.#gap ??= { text: ' ', origin: { kind: 'none' } };
    else {
      if (this.#row !== undefined) this.#row.oneLine = false;
      this.#endBlock();
    }
  }

  #endBlock(): void {
    this.#out.end();
    this.#gap = undefined;
  }

  #openRow(): void {
    this.#endBlock();
    this.#row = this.#tables.at(-1)?.newRow();
  }

  #closeRow(): void {
    this.#endBlock();
    if (this.#row !== undefined) this.#tables.at(-1)?.endRow(this.#row);
    this.#row = undefined;
  }

  #openCell(name: 'td' | 'th', attributes: Readonly<Record<string, string>>): void {
    if (this.#row?.oneLine === true) this.#tables.at(-1)?.newCell(this.#row, name, attributes);
    else this.#endBlock();
  }

  #space(from: number, to: number): void {
    const exact = to - from === 1 && this.#html.startsWith(' ', from);
    this.#gap ??= { text: ' ', origin: { kind: 'range', from, to, exact, repeated: false } };
  }

  #word(text: string, from: number, to: number, exact: boolean): void {
    const row = this.#row?.oneLine === true ? this.#row : undefined;
    if (row?.cellBegins === true) this.#gap = undefined;
    if (this.#out.openLength === undefined) this.#begin(row);
    else if (this.#gap !== undefined) this.#out.add(this.#gap.text, this.#gap.origin);
    if (row !== undefined) this.#tables.at(-1)?.write(row, { text, from, to }, this.#gap !== undefined, this.#out);
    this.#gap = undefined;
    this.#out.add(text, { kind: 'range', from, to, exact, repeated: false });
  }

  #begin(row: HtmlRow | undefined): void {
    this.#gap = undefined;
    if (row !== undefined) this.#out.begin({ kind: 'row' });
    else this.#out.begin(this.#heading === undefined ? { kind: 'paragraph' } : { kind: 'heading', level: this.#heading });
  }
}
