import type { Origin, Place } from './extraction.ts';
import type { TextBuilder } from './text-builder.ts';

/** A value or a column name, as it is said, and where it came from. */
export interface Cell {
  readonly text: string;
  readonly origin: Origin;
}

/**
 * Writes a row of a table as one line that explains itself: `Year: 2024; Policy rate (%): 0.25`. Empty cells say nothing. A
 * cell without a column name is called by its number.
 */
export function writeRow(out: TextBuilder, names: readonly Cell[], cells: readonly Cell[], place?: Place): void {
  let begun = false;
  for (const [index, cell] of cells.entries()) {
    if (cell.text === '') continue;
    const name = names[index];
    if (begun) out.add('; ', { kind: 'none' });
    else out.begin({ kind: 'row', ...(place === undefined ? {} : { place }) });
    begun = true;
    if (name === undefined || name.text === '') out.add(`column ${index + 1}`, { kind: 'none' });
    else out.add(name.text, name.origin);
    out.add(': ', { kind: 'none' });
    out.add(cell.text, cell.origin);
  }
}

/** Writes column names that no row below them says. */
export function writeNames(out: TextBuilder, names: readonly Cell[], place?: Place): void {
  const said = names.filter((name) => name.text !== '');
  if (said.length === 0) return;
  out.begin({ kind: 'row', ...(place === undefined ? {} : { place }) });
  for (const [index, name] of said.entries()) {
    if (index > 0) out.add('; ', { kind: 'none' });
    out.add(name.text, name.origin);
  }
}

/** A value of a table on one line: white space collapsed, none at the ends. `from` and `to` are where it stands in `source`. */
export function rangeCell(value: string, source: string, from: number, to: number): Cell {
  const text = oneLine(value);
  const inner = source.slice(from, to).indexOf(text);
  if (text !== '' && inner >= 0) return { text, origin: { kind: 'range', from: from + inner, to: from + inner + text.length, exact: true, repeated: false } };
  return { text, origin: { kind: 'range', from, to, exact: false, repeated: false } };
}

/** One line of well-formed text without NUL, whatever an escape or a container format put into it. */
export function oneLine(value: string): string {
  return value
    .replaceAll(/\0|\p{Surrogate}/gu, '\uFFFD')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** A name that is said in each row: it does not widen the range of the original that a row stands in. */
export function repeated(cell: Cell): Cell {
  return cell.origin.kind === 'range' ? { ...cell, origin: { ...cell.origin, repeated: true } } : cell;
}
