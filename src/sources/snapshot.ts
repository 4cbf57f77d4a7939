import type { Document, Source, TextMap } from '../model/generated/documents.ts';

/** A passage with its text at hand. */
export interface Passage {
  readonly source: Source;
  readonly text: string;
}

/** A document as it was on the day: the bytes, the text that was extracted, the map between them, and its passages. */
export interface DocumentSnapshot {
  readonly document: Document;
  readonly original: Uint8Array;
  readonly text: string;
  readonly map: TextMap;
  readonly passages: readonly Passage[];
}
