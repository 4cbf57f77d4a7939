import { parse } from 'csv-parse/sync';
import { EvidenceError } from '../core/errors.ts';
import type { DecodedText } from './decoded-text.ts';
import type { Extraction } from './extraction.ts';
import { rangeCell, repeated, writeNames, writeRow, type Cell } from './table-row.ts';
import { TextBuilder } from './text-builder.ts';

/**
 * A table of comma, semicolon or tab separated values (RFC 4180), one line for each row. The first row names the columns,
 * unless it holds numbers only. Throws `source-unreadable` naming the line.
 */
export function csvText(decoded: DecodedText, where: string, delimiter: string = likelyDelimiter(decoded.text)): Extraction {
  const out = new TextBuilder();
  const rows = rowsOf(decoded.text, delimiter, where);
  const named = rows[0]?.some((cell) => cell.text !== '' && !isNumber(cell.text)) === true;
  const names = named ? (rows[0] ?? []).map(repeated) : [];
  if (named && rows.length === 1) writeNames(out, rows[0] ?? [], { unit: 'row', number: 1 });
  for (const [index, cells] of rows.entries()) if (!named || index > 0) writeRow(out, names, cells, { unit: 'row', number: index + 1 });
  return { ...out.finish(), decoded };
}

function likelyDelimiter(text: string): string {
  const first = text.split('\n', 1)[0] ?? '';
  const counts = [',', ';', '\t'].map((char) => ({ char, count: first.split(char).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).char;
}

function isNumber(text: string): boolean {
  return /^[-+]?[0-9][0-9.,\s]*%?$/.test(text);
}

interface RawRecord {
  readonly record: readonly string[];
  readonly raw: string;
}

function rowsOf(text: string, delimiter: string, where: string): readonly (readonly Cell[])[] {
  const rows: (readonly Cell[])[] = [];
  let at = 0;
  for (const { record, raw } of parsed(text, delimiter, where)) {
    rows.push(cellsOf(record, text, at, delimiter, where));
    at += raw.length;
  }
  return rows;
}

function parsed(text: string, delimiter: string, where: string): readonly RawRecord[] {
  try {
    const options = { raw: true, delimiter, record_delimiter: '\n', relax_quotes: true, relax_column_count: true, skip_empty_lines: true } as const;
    // The types of the package do not know what `raw` gives; `cellsOf` finds each cell again in the text, or refuses the file.
    return parse(text, options) as unknown as readonly RawRecord[];
  } catch (cause) {
    throw new EvidenceError('source-unreadable', { where, cause });
  }
}

/** Finds each cell again in the original by writing it as the format writes it, quoted or bare: what is not there is refused. */
function cellsOf(record: readonly string[], text: string, start: number, delimiter: string, where: string): readonly Cell[] {
  let at = start;
  while (text.charAt(at) === '\n') at += 1;
  return record.map((value) => {
    const written = [`"${value.replaceAll('"', '""')}"`, value].find((form) => text.startsWith(form, at) && endsCell(text, at + form.length, delimiter));
    if (written === undefined) throw new EvidenceError('source-unreadable', { where, cause: `a cell that can be read in two ways: ${value.slice(0, 40)}` });
    const inset = written === value ? 0 : 1;
    const cell = rangeCell(value, text, at + inset, at + written.length - inset);
    at += written.length + delimiter.length;
    return cell;
  });
}

function endsCell(text: string, at: number, delimiter: string): boolean {
  return at === text.length || text.startsWith(delimiter, at) || text.charAt(at) === '\n';
}
