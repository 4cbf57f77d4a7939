import type { TextMapOrigin } from '../model/generated/documents.ts';
import type { DecodedText } from './decoded-text.ts';

/**
 * Where a stretch of extracted text came from, while it is being extracted. `range` counts UTF-16 units of the decoded
 * original. `exact`: the stretch is the same text; otherwise it was decoded from there (an entity, an escape, white space
 * that collapsed) and only its tail differs. `repeated`: said again away from its place, as a column name is in each row.
 */
export type Origin =
  | { readonly kind: 'range'; readonly from: number; readonly to: number; readonly exact: boolean; readonly repeated: boolean }
  | Exclude<TextMapOrigin, { readonly kind: 'bytes' }>;

/** A stretch of the extracted text, half-open, in UTF-16 units. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly origin: Origin;
}

/** Where a person looks a block up, where lines of the original would not help: a row of a sheet, a page. */
export interface Place {
  /** What holds the unit: "sheet Rates". A passage never spans two of them. */
  readonly within?: string;
  readonly unit: 'page' | 'row' | 'paragraph';
  readonly number: number;
}

/**
 * What a person sees as one thing. `row`: a line of a table, never cut. `line`: stands on its own line, may be cut where it
 * is too long. Blocks are in order, do not overlap, and hold all text that is not white space.
 */
export interface Block {
  readonly kind: 'heading' | 'paragraph' | 'line' | 'row';
  readonly start: number;
  readonly end: number;
  /** Of a heading, 1 to 6. */
  readonly level?: number;
  readonly place?: Place;
}

/** The text of a document, where each stretch of it came from, and its blocks. Pieces are contiguous and cover the text. */
export interface Extraction {
  readonly text: string;
  readonly pieces: readonly Piece[];
  readonly blocks: readonly Block[];
  /** What the document calls itself apart from its text. */
  readonly title?: string;
  /** What the ranges of the pieces count in. Absent where no piece has one. */
  readonly decoded?: DecodedText;
}
