/**
 * schemas/*.json → src/model/generated: the types, and the schemas as text. ajv, in its strict mode, must find nothing wrong
 * with them, and our own interpreter must know every keyword. `--check` writes nothing and exits 1 where the files differ.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { compile } from 'json-schema-to-typescript';
import { interpret, type Schema as PlainSchema } from '../src/model/interpret.ts';

const prefix = 'urn:evidence-gate:schema:v1:';
const target = 'src/model/generated';

/** Primitives whose type is written by hand, most of them brands: a document that has been parsed carries them. */
const brands: Readonly<Record<string, readonly [type: string, file: string]>> = {
  digest: ['Digest', '../../core/digest.ts'],
  instant: ['Instant', '../../core/clock.ts'],
  unix_nano: ['UnixNano', '../../core/clock.ts'],
  run_id: ['RunId', '../ids.ts'],
  trace_id: ['TraceId', '../ids.ts'],
  span_id: ['SpanId', '../ids.ts'],
  retrieval_id: ['RetrievalId', '../ids.ts'],
  text_range: ['TextRange', '../../core/text-offsets.ts'],
};

type Schema = { $id: string; title: string; $defs?: Record<string, unknown> } & Record<string, unknown>;

const schemas = readdirSync('schemas')
  .filter((name) => name.endsWith('.schema.json'))
  .sort()
  .map((name) => JSON.parse(readFileSync(join('schemas', name), 'utf8')) as Schema);
const nameOf = (schema: Schema): string => schema.$id.slice(prefix.length);
const pascal = (name: string): string => name.replace(/(^|[-_])([a-z])/g, (_, __, letter: string) => letter.toUpperCase());

/** Moves every schema and every $def into one $defs, so that each type is declared once. */
function merged(): Record<string, unknown> {
  const defs: Record<string, unknown> = {};
  for (const schema of schemas) {
    const { $schema: _dialect, $id: _id, $defs, ...body } = schema;
    if (nameOf(schema) !== 'primitives') defs[schema.title] = relink(body);
    for (const [name, def] of Object.entries($defs ?? {}))
      if (nameOf(schema) !== 'primitives' || !(name in brands)) defs[defName(nameOf(schema), name)] = relink(def);
  }
  return {
    title: 'Documents',
    type: 'object',
    additionalProperties: false,
    required: Object.keys(defs),
    properties: Object.fromEntries(Object.keys(defs).map((name) => [name, { $ref: `#/$defs/${name}` }])),
    $defs: defs,
  };
}

function defName(schema: string, def: string): string {
  return schema === 'primitives' ? pascal(def) : `${pascal(schema)}${pascal(def)}`;
}

function relink(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(relink);
  if (node === null || typeof node !== 'object') return node;
  const { $ref } = node as { $ref?: string };
  if ($ref === undefined) {
    const entries = Object.entries(node).filter(
      ([key]) => !['title', 'minItems', 'maxItems'].includes(key) || typeof (node as Record<string, unknown>)[key] === 'object',
    );
    return Object.fromEntries(entries.map(([key, value]) => [key, relink(value)]));
  }
  const [schema = '', def] = $ref.slice(prefix.length).split('#/$defs/');
  if (schema === 'primitives' && def !== undefined && def in brands)
    return { tsType: brands[def]?.[0], description: (node as { description?: string }).description };
  // A description beside a $ref would make the generator declare the type a second time.
  return { $ref: `#/$defs/${def === undefined ? pascal(schema) : defName(schema, def)}` };
}

async function types(): Promise<string> {
  for (const name of Object.keys(brands)) if (!schemas.some((s) => s.$defs !== undefined && name in s.$defs)) throw new Error(`no primitive ${name}`);
  const body = await compile(merged(), 'Documents', {
    bannerComment: '',
    additionalProperties: false,
    format: false,
    strictIndexSignatures: false,
    unreachableDefinitions: false,
  });
  const imports = Object.values(Object.groupBy(Object.values(brands), ([, file]) => file)).map(
    (group) => `import type { ${(group ?? []).map(([type]) => type).join(', ')} } from '${group?.[0]?.[1]}';`,
  );
  const readonlyBody = body
    .replace(/^(\s*)("?[A-Za-z_$][\w$-]*"?\??: )/gm, '$1readonly $2')
    .replace(/^(\s*)(\[k: string\])/gm, '$1readonly $2')
    .replace(/: (.+)\[\](;?)$/gm, ': readonly $1[]$2');
  const kinds = schemas.filter((s) => nameOf(s) !== 'primitives').map((s) => `  readonly '${nameOf(s)}': ${s.title};`);
  return `// Made from schemas/ by scripts/build-model.ts. Do not edit.\n${imports.join('\n')}\n\n${readonlyBody.replace(/export interface Documents \{[\s\S]*?\n\}\n/, '')}\n/** Every schema by its file name, and the type that it describes. */\nexport interface DocumentKinds {\n${kinds.join('\n')}\n}\n`;
}

/** Throws where a schema is not one that both validators read alike. */
function mustBeReadable(): void {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, schemas });
  for (const schema of schemas) {
    ajv.getSchema(schema.$id);
    for (const part of [schema, ...Object.values(schema.$defs ?? {})]) interpret(part as PlainSchema, () => () => []);
  }
}

/** The schemas as text, so that a bundle can carry them without a file system at hand. */
function texts(): string {
  const rows = schemas.map((s) => `  '${nameOf(s)}.schema.json': ${JSON.stringify(readFileSync(join('schemas', `${nameOf(s)}.schema.json`), 'utf8'))},`);
  return `// Made from schemas/ by scripts/build-model.ts. Do not edit.\nexport const schemaTexts: Readonly<Record<string, string>> = {\n${rows.join('\n')}\n};\n`;
}

mustBeReadable();
const files: Readonly<Record<string, string>> = { 'documents.ts': await types(), 'schema-texts.ts': texts() };
const check = process.argv.includes('--check');
let stale = 0;
for (const [name, content] of Object.entries(files)) {
  const path = join(target, name);
  let committed: string | undefined;
  try {
    committed = readFileSync(path, 'utf8');
  } catch {
    committed = undefined;
  }
  if (committed === content) continue;
  stale += 1;
  if (check) process.stderr.write(`${path} does not match schemas/: run npm run build:model\n`);
  else writeFileSync(path, content);
}
process.stdout.write(
  check ? `${Object.keys(files).length} generated files, ${stale} stale\n` : `${stale} of ${Object.keys(files).length} generated files written\n`,
);
process.exitCode = check && stale > 0 ? 1 : 0;
