import { EvidenceError } from '../core/errors.ts';
import { readJson } from '../core/json.ts';
import { lazy } from '../core/lazy.ts';
import type { DocumentKinds } from './generated/documents.ts';
import { schemaTexts } from './generated/schema-texts.ts';
import { interpret, type Schema, type SchemaCheck, type SchemaProblem } from './interpret.ts';

export type DocumentKind = keyof DocumentKinds;

export type { SchemaProblem } from './interpret.ts';

const prefix = 'urn:evidence-gate:schema:v1:';

/** Every schema with its definitions, made when it is first asked for: most programs need a few of them. */
const schemas = new Map(Object.entries(schemaTexts).map(([file, text]) => [file.slice(0, -'.schema.json'.length), lazy(() => interpreted(text))]));

function interpreted(text: string): ReadonlyMap<string | undefined, () => SchemaCheck> {
  const schema = JSON.parse(text) as Schema & { readonly $defs?: Readonly<Record<string, Schema>> };
  const defs = Object.entries(schema.$defs ?? {}).map(([name, def]) => [name, lazy(() => interpret(def, checkOf))] as const);
  return new Map<string | undefined, () => SchemaCheck>([[undefined, lazy(() => interpret(schema, checkOf))], ...defs]);
}

/** The check that a `$ref` names: `urn:…:KIND` or `urn:…:KIND#/$defs/NAME`. */
function checkOf(ref: string): SchemaCheck {
  const [kind = '', def] = ref.slice(prefix.length).split('#/$defs/');
  return checkIn(kind, def);
}

/** The check of a whole schema, or of one definition in it. */
function checkIn(kind: string, def: string | undefined): SchemaCheck {
  const check = schemas.get(kind)?.().get(def);
  if (check === undefined) throw new TypeError(`no schema ${kind}${def === undefined ? '' : `, ${def}`}`);
  return check();
}

export type Parsed<K extends DocumentKind> =
  | { readonly ok: true; readonly value: DocumentKinds[K] }
  | { readonly ok: false; readonly problems: readonly SchemaProblem[] };

/** Holds a value against its schema. The only door through which unknown data becomes one of our nouns. */
export function check<K extends DocumentKind>(kind: K, value: unknown): Parsed<K> {
  const problems = checkIn(kind, undefined)(value);
  return problems.length === 0 ? { ok: true, value: value as DocumentKinds[K] } : { ok: false, problems };
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
