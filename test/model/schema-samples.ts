import type { Schema } from '../../src/model/interpret.ts';
import type { DocumentKind } from '../../src/model/parse.ts';

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

const prefix = 'urn:evidence-gate:schema:v1:';

export function kindsOf(schemas: readonly (Schema & { readonly $id: string })[]): readonly DocumentKind[] {
  return schemas.map(({ $id }) => $id.slice(prefix.length)).filter((kind) => kind !== 'primitives') as DocumentKind[];
}

/** Strings that meet the patterns of our schemas, each tried in turn: the first that fits is taken. */
const texts: readonly string[] = [
  `sha256:${'a1'.repeat(32)}`,
  '2026-01-01T00:00:00.000Z',
  '1767225600000000000',
  '01890a5d-ac96-774b-bcce-b302099a8057',
  'ab'.repeat(32),
  'ab'.repeat(16),
  'ab'.repeat(8),
  'doc:demo:a#p1',
  'text/plain',
  'claim_1',
  'c1',
  'a/b.txt',
  'data/a.txt',
  `${'A'.repeat(86)}==`,
  'QUJD',
  'https://example.org/',
  'A_B',
  'some words',
  '0',
];

/** Documents that meet a schema, made from it: with all fields and with the required ones alone, and each alternative in turn. */
export function samples(kind: DocumentKind, schemas: readonly (Schema & { readonly $id: string })[], most: number): readonly Json[] {
  const byId = new Map(schemas.map((schema) => [schema.$id, schema]));
  const target = (ref: string): Schema => {
    const [id = '', def] = ref.split('#/$defs/');
    const schema = byId.get(id);
    const found = def === undefined ? schema : (schema?.['$defs'] as Record<string, Schema> | undefined)?.[def];
    if (found === undefined) throw new Error(ref);
    return found;
  };
  const make = (schema: Schema, variant: number, depth: number): Json => {
    if (typeof schema['$ref'] === 'string') return make(target(schema['$ref']), variant, depth);
    if ('const' in schema) return schema['const'] as Json;
    const allowed = schema['enum'] as Json[] | undefined;
    if (allowed !== undefined) return allowed[variant % allowed.length] ?? null;
    const choices = (schema['anyOf'] ?? schema['oneOf']) as readonly Schema[] | undefined;
    if (choices !== undefined) return make(choices[variant % choices.length] ?? {}, variant, depth);
    const type = [schema['type']].flat()[variant % [schema['type']].flat().length];
    switch (type) {
      case 'object': {
        const required = (schema['required'] ?? []) as readonly string[];
        const fields = Object.entries((schema['properties'] ?? {}) as Record<string, Schema>);
        const taken = fields.filter(([name]) => required.includes(name) || (depth < 6 && variant % 2 === 0));
        return Object.fromEntries(taken.map(([name, field]) => [name, make(field, variant, depth + 1)]));
      }
      case 'array': {
        const length = Math.max(
          Number(schema['minItems'] ?? 0),
          depth < 6 && schema['uniqueItems'] !== true ? Math.min(2, Number(schema['maxItems'] ?? 2)) : 0,
        );
        return Array.from({ length }, (_, index) => make(schema['items'] as Schema, variant + index, depth + 1));
      }
      case 'string': {
        const pattern = new RegExp((schema['pattern'] ?? '') as string, 'u');
        const fit = texts.find(
          (text) => pattern.test(text) && text.length >= Number(schema['minLength'] ?? 0) && text.length <= Number(schema['maxLength'] ?? 1e9),
        );
        if (fit === undefined) throw new Error(`no sample of ${pattern.source}`);
        return fit;
      }
      case 'integer':
      case 'number':
        return Number(schema['minimum'] ?? 0);
      case 'boolean':
        return variant % 2 === 0;
      case 'null':
        return null;
      default:
        throw new Error(`no sample of ${JSON.stringify(schema)}`);
    }
  };
  return Array.from({ length: most }, (_, variant) => make(byId.get(`${prefix}${kind}`) as Schema, variant, 0));
}
