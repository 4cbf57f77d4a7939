import { utf8 } from '../core/bytes.ts';
import type { Instant } from '../core/clock.ts';
import type { HashBytes } from '../core/digest.ts';
import { TextOffsets } from '../core/text-offsets.ts';
import type { ArtifactRef, Document, MediaType, Source, TextMap } from '../model/generated/documents.ts';
import { documentBytes } from '../model/document-bytes.ts';
import type { RetrievalId } from '../model/ids.ts';
import { headingText, type Chunk } from './chunk.ts';
import type { Extraction } from './extraction.ts';
import { locatorOf } from './locator.ts';
import { oneLine } from './table-row.ts';
import { originOf, textMapOf } from './text-map.ts';

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

/** What is known of a document besides its text. */
export interface DocumentFacts {
  readonly documentId: RetrievalId;
  /** Name of its folder below sources/. */
  readonly folder: string;
  /** Of the original's artifact, without a dot. */
  readonly extension: string;
  readonly uri: string;
  readonly mediaType: MediaType;
  readonly extractor: Document['extractor'];
  readonly retrievedAt: Instant;
  readonly original: Uint8Array;
  readonly title?: string;
}

export interface NamedChunk extends Chunk {
  readonly retrievalId: RetrievalId;
}

/** Builds the snapshot of a document: the one place where its digests, offsets and artifact references are made. */
export function buildSnapshot(facts: DocumentFacts, extraction: Extraction, chunks: readonly NamedChunk[], hash: HashBytes): DocumentSnapshot {
  const { text } = extraction;
  const map = textMapOf(extraction);
  const artifact = (name: string, bytes: Uint8Array, mediaType: MediaType): ArtifactRef => ({
    uri: `sources/${facts.folder}/${name}`,
    sha256: hash(bytes),
    bytes: bytes.length,
    media_type: mediaType,
  });
  const title = titleOf(facts, extraction);
  const document: Document = {
    document_id: facts.documentId,
    uri: facts.uri,
    media_type: facts.mediaType,
    original: artifact(`original.${facts.extension}`, facts.original, facts.mediaType),
    text: artifact('text.txt', utf8(text), 'text/plain; charset=utf-8'),
    map: artifact('map.json', documentBytes(map), 'application/json'),
    extractor: facts.extractor,
    retrieved_at: facts.retrievedAt,
    ...(title === '' ? {} : { title }),
  };
  const offsets = new TextOffsets(text);
  const passages = chunks.map((chunk) => passageOf(chunk, facts.documentId, extraction, offsets, hash));
  return { document, original: facts.original, text, map, passages };
}

const longestTitle = 200;

/** What the caller or the document says, or else the heading that it begins with. */
function titleOf({ title }: DocumentFacts, extraction: Extraction): string {
  const [first] = extraction.blocks;
  const heading = first?.kind === 'heading' ? headingText(extraction.text, first) : '';
  return oneLine((title ?? extraction.title ?? heading).slice(0, longestTitle));
}

function passageOf(chunk: NamedChunk, documentId: RetrievalId, { text, pieces, decoded }: Extraction, offsets: TextOffsets, hash: HashBytes): Passage {
  const passage = text.slice(chunk.start, chunk.end);
  const origin = originOf(pieces, chunk.start, chunk.end);
  const locator = locatorOf(chunk, origin, decoded);
  const source: Source = {
    retrieval_id: chunk.retrievalId,
    document_id: documentId,
    range: offsets.range(chunk.start, chunk.end),
    sha256: hash(utf8(passage)),
    ...(origin === undefined || decoded === undefined ? {} : { original: { byte_start: decoded.byteAt(origin.from), byte_end: decoded.byteAt(origin.to) } }),
    ...(locator === undefined ? {} : { locator }),
  };
  return { source, text: passage };
}
