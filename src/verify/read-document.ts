import { fromUtf8 } from '../core/bytes.ts';
import { canonicalDocument } from '../core/canonical-json.ts';
import { readJson, type JsonValue } from '../core/json.ts';
import type { DocumentKinds } from '../model/generated/documents.ts';
import { check, type DocumentKind } from '../model/parse.ts';

export type DocumentRead<K extends DocumentKind> =
  | { readonly ok: true; readonly value: DocumentKinds[K] }
  | { readonly ok: false; readonly code: 'document-malformed' | 'schema-violation'; readonly why: string };

/** Reads a document and writes it again: what does not come back as the same bytes is refused, for others might read it otherwise. */
export function readDocument<K extends DocumentKind>(kind: K, bytes: Uint8Array, spell: (value: JsonValue) => string = canonicalDocument): DocumentRead<K> {
  const text = fromUtf8(bytes);
  if (text === undefined) return { ok: false, code: 'document-malformed', why: 'it is not UTF-8' };
  const json = readJson(text);
  if (!json.ok) return { ok: false, code: 'document-malformed', why: `line ${json.problem.line}, column ${json.problem.column}: ${json.problem.why}` };
  if (spell(json.value) !== text) return { ok: false, code: 'document-malformed', why: 'it is not in the one spelling that the format has' };
  const checked = check(kind, json.value);
  if (checked.ok) return checked;
  return {
    ok: false,
    code: 'schema-violation',
    why: checked.problems.map((problem) => `${problem.path === '' ? 'the document' : problem.path} ${problem.why}`).join('; '),
  };
}
