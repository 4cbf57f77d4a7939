import { utf8 } from '../core/bytes.ts';
import { canonicalDocument } from '../core/canonical-json.ts';
import type { DocumentKind } from './parse.ts';
import type { DocumentKinds } from './generated/documents.ts';

/** The bytes that a document is written in, and that its digest is of. */
export function documentBytes(document: DocumentKinds[DocumentKind]): Uint8Array {
  return utf8(canonicalDocument(document));
}
