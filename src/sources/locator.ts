import type { Chunk } from './chunk.ts';
import type { DecodedText } from './decoded-text.ts';

const longest = 300;

/** Where a person finds a passage: "page 3", "sheet Rates, rows 2-40", "lines 10-24, Outlook > Inflation". */
export function locatorOf(
  chunk: Chunk,
  origin: { readonly from: number; readonly to: number } | undefined,
  decoded: DecodedText | undefined,
): string | undefined {
  const parts = [chunk.first?.within, unitsOf(chunk) ?? linesOf(origin, decoded), chunk.headings.join(' > ')];
  const text = parts.filter((part) => part !== undefined && part !== '').join(', ');
  if (text === '') return undefined;
  return text.length <= longest ? text : `${text.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

function unitsOf({ first, last }: Chunk): string | undefined {
  if (first === undefined || last === undefined) return undefined;
  return spanOf(first.unit, first.number, last.number);
}

function linesOf(origin: { readonly from: number; readonly to: number } | undefined, decoded: DecodedText | undefined): string | undefined {
  if (origin === undefined || decoded === undefined) return undefined;
  return spanOf('line', decoded.lineAt(origin.from), decoded.lineAt(origin.to));
}

function spanOf(unit: string, first: number, last: number): string {
  return first === last ? `${unit} ${first}` : `${unit}s ${first}-${last}`;
}
