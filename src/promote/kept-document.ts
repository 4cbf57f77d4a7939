import { fromUtf8 } from '../core/bytes.ts';
import type { Digest } from '../core/digest.ts';
import { EvidenceError } from '../core/errors.ts';
import type { DocumentKinds } from '../model/generated/documents.ts';
import { parseJson, type DocumentKind } from '../model/parse.ts';
import type { ObjectStore } from '../record/ports.ts';

/** A document that the object store was given to keep. Throws `store-damaged` where it is gone or is not what it should be. */
export function keptDocument<K extends DocumentKind>(kind: K, digest: Digest, objects: ObjectStore, where: string): DocumentKinds[K] {
  const bytes = objects.get(digest);
  if (bytes === undefined) throw new EvidenceError('store-damaged', { where, cause: `${digest} is not kept` });
  const text = fromUtf8(bytes);
  if (text === undefined) throw new EvidenceError('store-damaged', { where, cause: `${digest} is not UTF-8` });
  try {
    return parseJson(kind, text, where);
  } catch (error) {
    // Malformed here is not the user's input: it is what we kept.
    throw error instanceof EvidenceError ? new EvidenceError('store-damaged', { where, cause: error }) : error;
  }
}
