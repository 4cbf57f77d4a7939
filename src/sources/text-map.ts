import type { TextMap, TextMapOrigin } from '../model/generated/documents.ts';
import { TextOffsets } from '../core/text-offsets.ts';
import type { DecodedText } from './decoded-text.ts';
import type { Extraction, Origin, Piece } from './extraction.ts';

/** More segments than this would make the map outweigh its document: then whole lines share one. */
const mostSegments = 20_000;

/** The map of an extraction, in bytes on both sides. */
export function textMapOf(extraction: Extraction, most: number = mostSegments): TextMap {
  const { text, decoded } = extraction;
  const offsets = new TextOffsets(text);
  const fine = extraction.pieces.flatMap((piece) => splitAtPairs(piece, decoded));
  const pieces = fine.length > most ? coarser(text, fine, Math.ceil(fine.length / most)) : fine;
  return {
    segments: pieces.map(({ start, end, origin }) => ({
      byte_start: offsets.byteAt(start),
      byte_end: offsets.byteAt(end),
      origin: writtenOrigin(origin, decoded),
    })),
  };
}

/** Where a stretch of the text stands in the decoded original (UTF-16 units), or undefined where its format cannot say. */
export function originOf(pieces: readonly Piece[], start: number, end: number): { readonly from: number; readonly to: number } | undefined {
  let from = Number.POSITIVE_INFINITY;
  let to = -1;
  for (let index = firstReaching(pieces, start); index < pieces.length; index += 1) {
    const piece = pieces[index];
    if (piece === undefined || piece.start >= end) break;
    if (piece.origin.kind !== 'range' || piece.origin.repeated) continue;
    from = Math.min(from, Math.min(piece.origin.to, piece.origin.from + Math.max(0, start - piece.start)));
    to = Math.max(to, end >= piece.end ? piece.origin.to : Math.min(piece.origin.to, piece.origin.from + end - piece.start));
  }
  return to < 0 ? undefined : { from, to };
}

/** Index of the first piece that ends behind an offset. */
function firstReaching(pieces: readonly Piece[], offset: number): number {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((pieces[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function writtenOrigin(origin: Origin, decoded: DecodedText | undefined): TextMapOrigin {
  if (origin.kind !== 'range') return origin;
  if (decoded === undefined) throw new TypeError('a range without the decoded original that it counts in');
  return { kind: 'bytes', byte_start: decoded.byteAt(origin.from), byte_end: decoded.byteAt(origin.to) };
}

/** A line feed that was CR LF ends its segment, so that offsets count alike on both sides up to a segment's tail. */
function splitAtPairs(piece: Piece, decoded: DecodedText | undefined): readonly Piece[] {
  const { origin } = piece;
  if (origin.kind !== 'range' || !origin.exact || decoded === undefined) return [piece];
  const found: Piece[] = [];
  let from = origin.from;
  for (const end of [...decoded.pairsWithin(origin.from, origin.to).map((pair) => pair + 1), origin.to]) {
    const start = piece.start + from - origin.from;
    if (end > from) found.push({ start, end: start + end - from, origin: { ...origin, from, to: end } });
    from = end;
  }
  return found;
}

/** Joins neighbours into stretches of whole lines that hold at least `least` of them. */
function coarser(text: string, pieces: readonly Piece[], least: number): readonly Piece[] {
  const stretches: Piece[] = [];
  let first = 0;
  for (const [index, piece] of pieces.entries()) {
    const enough = index - first + 1 >= least && text.slice(piece.start, piece.end).includes('\n');
    if (!enough && index < pieces.length - 1) continue;
    stretches.push(hull(pieces.slice(first, index + 1)));
    first = index + 1;
  }
  return stretches;
}

function hull(pieces: readonly Piece[]): Piece {
  const start = pieces[0]?.start ?? 0;
  const end = pieces.at(-1)?.end ?? 0;
  const range = originOf(pieces, start, end);
  const other = pieces.find((piece) => piece.origin.kind !== 'none' && piece.origin.kind !== 'range')?.origin ?? { kind: 'none' as const };
  return { start, end, origin: range === undefined ? other : { kind: 'range', ...range, exact: false, repeated: false } };
}
