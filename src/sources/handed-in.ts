import { isWellFormed, utf8 } from '../core/bytes.ts';
import type { Instant } from '../core/clock.ts';
import type { HashBytes } from '../core/digest.ts';
import { EvidenceError } from '../core/errors.ts';
import type { InputLineHandedSource } from '../model/generated/documents.ts';
import { decodeText } from './decoded-text.ts';
import { requireDistinct } from './distinct.ts';
import { extractors } from './extractors.ts';
import { plainText } from './plain-text.ts';
import { folderName } from './safe-names.ts';
import { buildSnapshot, type DocumentSnapshot } from './snapshot.ts';

/**
 * Snapshots of passages that the caller retrieved elsewhere. What was handed in is all that was seen of a document, so each
 * is a document of its own, called by its whole retrieval id: two passages of one report do not share an original. Throws
 * `source-id-twice`, `source-empty` or `source-unreadable`.
 */
export function handedIn(
  sources: readonly InputLineHandedSource[],
  at: { readonly retrievedAt: Instant; readonly hash: HashBytes },
): readonly DocumentSnapshot[] {
  const said = (source: InputLineHandedSource): string => source.retrieval_id;
  requireDistinct(sources, said, said);
  requireDistinct(sources, (source) => folderName(source.retrieval_id, at.hash).toLowerCase(), said);
  return sources.map((source) => snapshotOf(source, at.retrievedAt, at.hash));
}

function snapshotOf({ retrieval_id, text, uri, title }: InputLineHandedSource, retrievedAt: Instant, hash: HashBytes): DocumentSnapshot {
  if (!isWellFormed(text)) throw new EvidenceError('source-unreadable', { where: retrieval_id, cause: 'half of a surrogate pair stands alone' });
  const original = utf8(text);
  const extraction = plainText(decodeText(original, retrieval_id));
  if (extraction.text.trim() === '') throw new EvidenceError('source-empty', { where: retrieval_id });
  const facts = {
    documentId: retrieval_id,
    folder: folderName(retrieval_id, hash),
    extension: 'txt',
    uri: uri ?? retrieval_id,
    mediaType: 'text/plain; charset=utf-8',
    extractor: extractors['handed-in'],
    retrievedAt,
    original,
    ...(title === undefined ? {} : { title }),
  };
  const whole = { retrievalId: retrieval_id, start: 0, end: extraction.text.length, headings: [], first: undefined, last: undefined };
  return buildSnapshot(facts, extraction, [whole], hash);
}
