import { utf8 } from '../core/bytes.ts';
import { canonicalDocument } from '../core/canonical-json.ts';
import type { JsonValue } from '../core/json.ts';
import type { DocumentKind } from './parse.ts';
import type { DocumentKinds } from './generated/documents.ts';

/** The bytes that a document is written in, and that its digest is of. */
export function documentBytes(document: DocumentKinds[DocumentKind]): Uint8Array {
  // The generated interfaces have no index signature, so that the compiler cannot see that they are JSON.
  return utf8(canonicalDocument(document as unknown as JsonValue));
}
