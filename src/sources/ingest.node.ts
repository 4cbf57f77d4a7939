import { readFileSync, statSync } from 'node:fs';
import { instant, type Clock, type Instant } from '../core/clock.ts';
import { digestOfNode } from '../core/digest.node.ts';
import { EvidenceError } from '../core/errors.ts';
import { asRetrievalId, type RetrievalId } from '../model/ids.ts';
import { chunk } from './chunk.ts';
import { csvText } from './csv.node.ts';
import { decodeText } from './decoded-text.ts';
import { requireDistinct } from './distinct.ts';
import type { Extraction } from './extraction.ts';
import { extractors } from './extractors.ts';
import { extensionOf, formatOf, type Format } from './formats.ts';
import { findFiles, pathFrom, type Skipped } from './found-files.node.ts';
import { htmlText } from './html.ts';
import { jsonText } from './json-text.ts';
import { markdown, plainText } from './plain-text.ts';
import { standardLimits, type ReaderLimits } from './reader-limits.ts';
import { readInThread } from './reader-thread.node.ts';
import { documentName, folderName } from './safe-names.ts';
import { buildSnapshot, type DocumentSnapshot } from './snapshot.ts';

export interface IngestOptions {
  /** Stands in each retrieval id: `doc:<collection>:<name>`. */
  readonly collection: string;
  /** Folder that paths are relative to, and from which documents are named. */
  readonly base: string;
  /** UTF-16 units that a passage aims at. */
  readonly chunkCharacters?: number;
  readonly clock: Clock;
  readonly onProgress?: (done: number, total: number, name: string) => void;
  readonly limits?: Partial<ReaderLimits>;
}

export interface Ingested {
  readonly snapshots: readonly DocumentSnapshot[];
  readonly skipped: readonly Skipped[];
}

const standardChunk = 900;
const picturesOnly = 'its pages may be pictures: save them as PNG to have them recognised';

/**
 * Reads files and folders into snapshots, in byte order of their paths. All or nothing: the first document that cannot be
 * read ends it. Throws `no-sources`, `file-missing`, `file-unreadable`, `not-utf8`, or any of the codes `source-…`.
 */
export async function ingest(paths: readonly string[], options: IngestOptions): Promise<Ingested> {
  const { files, skipped } = findFiles(paths, options.base);
  if (files.length === 0) throw new EvidenceError('no-sources', { where: paths.join(', ') });
  const named = files.map((file) => nameFile(file, options));
  // Many file systems, and bundles, cannot keep names apart that differ in capital letters only.
  requireDistinct(
    named,
    ({ folder }) => folder.toLowerCase(),
    ({ uri }) => uri,
  );
  const limits = { ...standardLimits, ...options.limits };
  const snapshots: DocumentSnapshot[] = [];
  for (const [index, item] of named.entries()) {
    snapshots.push(await snapshotOf(item, options.chunkCharacters ?? standardChunk, limits, instant(options.clock())));
    options.onProgress?.(index + 1, named.length, item.uri);
  }
  return { snapshots, skipped };
}

interface NamedFile {
  readonly file: string;
  /** From the base, with forward slashes. */
  readonly uri: string;
  readonly folder: string;
  readonly documentId: RetrievalId;
  readonly format: Format;
}

function nameFile(file: string, { base, collection }: IngestOptions): NamedFile {
  const uri = pathFrom(base, file);
  const name = documentName(uri, digestOfNode);
  const format = formatOf(file);
  const documentId = asRetrievalId(`doc:${collection}:${name}`);
  if (format === undefined) throw new EvidenceError('source-unsupported', { where: uri });
  if (documentId === undefined) throw new EvidenceError('usage', { where: collection, cause: 'a collection is named with letters, digits, ".", "_" and "-"' });
  return { file, uri, folder: folderName(name, digestOfNode), documentId, format };
}

async function snapshotOf({ file, uri, folder, documentId, format }: NamedFile, size: number, limits: ReaderLimits, at: Instant): Promise<DocumentSnapshot> {
  const original = readBytes(file, uri, limits.documentBytes);
  const extraction = await extract(format.reader, original, limits, uri);
  if (extraction.text.trim() === '') throw new EvidenceError('source-empty', { where: uri, ...(format.reader === 'pdf' ? { cause: picturesOnly } : {}) });
  const chunks = chunk(extraction.text, extraction.blocks, size).map((found, index) => ({ ...found, retrievalId: passageId(documentId, index + 1) }));
  const facts = {
    documentId,
    folder,
    extension: extensionOf(file),
    uri,
    mediaType: format.mediaType,
    extractor: extractors[format.reader],
    retrievedAt: at,
    original,
  };
  return buildSnapshot(facts, extraction, chunks, digestOfNode);
}

function passageId(documentId: RetrievalId, number: number): RetrievalId {
  const id = asRetrievalId(`${documentId}#p${number}`);
  if (id === undefined) throw new TypeError('a document id leaves room for the number of a passage');
  return id;
}

function readBytes(file: string, uri: string, bound: number): Uint8Array {
  try {
    const { size } = statSync(file);
    if (size > bound) throw new EvidenceError('source-too-large', { where: uri, cause: `${size} bytes, and ${bound} are the bound` });
    return readFileSync(file);
  } catch (cause) {
    throw cause instanceof EvidenceError ? cause : new EvidenceError('file-unreadable', { where: uri, cause });
  }
}

async function extract(reader: Format['reader'], bytes: Uint8Array, limits: ReaderLimits, where: string): Promise<Extraction> {
  switch (reader) {
    case 'text':
      return plainText(decodeText(bytes, where));
    case 'markdown':
      return markdown(decodeText(bytes, where));
    case 'html': {
      const decoded = decodeText(bytes, where);
      return { ...htmlText(decoded.text), decoded };
    }
    case 'csv':
      return csvText(decodeText(bytes, where), where);
    case 'tsv':
      return csvText(decodeText(bytes, where), where, '\t');
    case 'json':
      return jsonText(decodeText(bytes, where), where);
    default:
      return await readInThread({ reader, bytes, limits, where });
  }
}
