import { fromUtf8 } from '../core/bytes.ts';
import { EvidenceError } from '../core/errors.ts';
import { TextOffsets } from '../core/text-offsets.ts';

/** The text of a text file in one form: no byte order mark, line feeds only, no NUL. */
export interface DecodedText {
  readonly text: string;
  /** Byte offset in the original of an offset in the text (UTF-16 units). */
  byteAt(offset: number): number;
  /** Number of the line, from 1, on which an offset stands. */
  lineAt(offset: number): number;
  /** Offsets within a range of those line feeds that are CR LF in the original. */
  pairsWithin(from: number, to: number): readonly number[];
}

/** Reads UTF-8, or UTF-16 that says so with a byte order mark. Throws `not-utf8` or `source-unreadable`, naming `where`. */
export function decodeText(bytes: Uint8Array, where: string): DecodedText {
  const wide = wideEncoding(bytes);
  const raw = wide === undefined ? decodeUtf8(bytes, where) : decodeUtf16(bytes.subarray(2), wide, where);
  const nul = raw.indexOf('\0');
  if (nul >= 0) throw new EvidenceError('source-unreadable', { where, cause: `character ${nul + 1} is NUL: this is not a text` });
  const marked = wide === undefined && raw.startsWith('\uFEFF');
  const { text, pairs } = unifyLineBreaks(marked ? raw.slice(1) : raw);
  const breaks = positionsOf(text, '\n');
  const unit = unitOffsets(text, wide !== undefined);
  const mark = wide !== undefined ? 2 : marked ? 3 : 0;
  const widthOfReturn = wide === undefined ? 1 : 2;
  return {
    text,
    byteAt: (offset) => mark + unit(offset) + countBelow(pairs, offset) * widthOfReturn,
    lineAt: (offset) => countBelow(breaks, offset) + 1,
    pairsWithin: (from, to) => pairs.slice(countBelow(pairs, from), countBelow(pairs, to)),
  };
}

function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
}

function decodeUtf8(bytes: Uint8Array, where: string): string {
  const text = fromUtf8(bytes);
  if (text === undefined) throw new EvidenceError('not-utf8', { where });
  return text;
}

function decodeUtf16(bytes: Uint8Array, encoding: string, where: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new EvidenceError('not-utf8', { where, cause: 'its byte order mark says UTF-16, and it is not that either' });
  }
}

function unitOffsets(text: string, wide: boolean): (offset: number) => number {
  if (wide) return (offset) => offset * 2;
  const offsets = new TextOffsets(text);
  return (offset) => offsets.byteAt(offset);
}

/** CR LF and CR become LF. `pairs` are the places, in the new text, of line feeds that were two characters. */
function unifyLineBreaks(raw: string): { readonly text: string; readonly pairs: readonly number[] } {
  if (!raw.includes('\r')) return { text: raw, pairs: [] };
  const pairs: number[] = [];
  let at = raw.indexOf('\r\n');
  for (; at >= 0; at = raw.indexOf('\r\n', at + 2)) pairs.push(at - pairs.length);
  return { text: raw.replaceAll('\r\n', '\n').replaceAll('\r', '\n'), pairs };
}

function positionsOf(text: string, char: string): readonly number[] {
  const found: number[] = [];
  for (let at = text.indexOf(char); at >= 0; at = text.indexOf(char, at + 1)) found.push(at);
  return found;
}

/** How many of the rising numbers are below the bound. */
function countBelow(rising: readonly number[], bound: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rising[middle] ?? 0) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
