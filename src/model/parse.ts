import { EvidenceError } from '../core/errors.ts';
import { readJson } from '../core/json.ts';
import * as compiled from './generated/validators.js';
import type { SchemaError, Validator } from './generated/validators.js';
import type { DocumentKinds } from './generated/documents.ts';

export type DocumentKind = keyof DocumentKinds;

/** One way in which a document misses its schema. `path` is a JSON pointer, empty for the whole document. */
export interface SchemaProblem {
  readonly path: string;
  readonly why: string;
}

const validators: Readonly<Record<DocumentKind, Validator>> = {
  'claim': compiled.claim,
  'claims': compiled.claims,
  'data-line': compiled.data_line,
  'disclosure': compiled.disclosure,
  'document': compiled.document,
  'envelope': compiled.envelope,
  'finding': compiled.finding,
  'gate-policy': compiled.gate_policy,
  'input-line': compiled.input_line,
  'pipeline': compiled.pipeline,
  'promotion': compiled.promotion,
  'retrieval': compiled.retrieval,
  'retrievals': compiled.retrievals,
  'run': compiled.run,
  'source': compiled.source,
  'sources': compiled.sources,
  'span': compiled.span,
  'statement': compiled.statement,
  'text-map': compiled.text_map,
  'trust-policy': compiled.trust_policy,
  'verdict': compiled.verdict,
  'verification-report': compiled.verification_report,
};

export type Parsed<K extends DocumentKind> =
  | { readonly ok: true; readonly value: DocumentKinds[K] }
  | { readonly ok: false; readonly problems: readonly SchemaProblem[] };

/** Holds a value against its schema. The only door through which unknown data becomes one of our nouns. */
export function check<K extends DocumentKind>(kind: K, value: unknown): Parsed<K> {
  const validator = validators[kind];
  if (validator(value)) return { ok: true, value: value as DocumentKinds[K] };
  return { ok: false, problems: (validator.errors ?? []).slice(0, 20).map(problemOf) };
}

/** Like `check`, for callers who hold that the value is right: throws `schema-violation`, naming `where` and the fields. */
export function parse<K extends DocumentKind>(kind: K, value: unknown, where: string): DocumentKinds[K] {
  const result = check(kind, value);
  if (result.ok) return result.value;
  throw new EvidenceError('schema-violation', { where, cause: result.problems.map((p) => `${p.path === '' ? 'the document' : p.path} ${p.why}`).join('; ') });
}

/** Reads JSON text strictly, then parses it. Throws `json-malformed` with line and column, or `schema-violation`. */
export function parseJson<K extends DocumentKind>(kind: K, text: string, where: string): DocumentKinds[K] {
  const read = readJson(text);
  if (!read.ok) throw new EvidenceError('json-malformed', { where: `${where}:${read.problem.line}:${read.problem.column}`, cause: read.problem.why });
  return parse(kind, read.value, where);
}

function problemOf(error: SchemaError): SchemaProblem {
  const params = error.params;
  const named = params['additionalProperty'] ?? params['missingProperty'] ?? params['allowedValues'] ?? params['allowedValue'];
  const extra = named === undefined || error.keyword === 'required' ? '' : `: ${Array.isArray(named) ? named.join(', ') : JSON.stringify(named)}`;
  return { path: error.instancePath, why: `${error.message ?? error.keyword}${extra}` };
}
