import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { documentKinds } from '../../src/bundle/documents.ts';
import { crc32Node, digestOfNode } from '../../src/core/digest.node.ts';
import { interpret, type Schema, type SchemaProblem } from '../../src/model/interpret.ts';
import { check, type DocumentKind } from '../../src/model/parse.ts';
import { openBundle } from '../../src/verify/open-bundle.ts';
import { kindsOf, samples, type Json } from './schema-samples.ts';
import { mutants } from './mutants.ts';

const schemas = readdirSync('schemas').map((name) => JSON.parse(readFileSync(`schemas/${name}`, 'utf8')) as Schema & { $id: string });
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true, schemas });

/** What ajv, written by others, says in our words: the first 20 of all its errors. */
function secondOpinion(id: string, value: unknown): readonly SchemaProblem[] {
  const validate = ajv.getSchema(id);
  if (validate === undefined) throw new Error(id);
  if (validate(value) === true) return [];
  return (validate.errors ?? []).slice(0, 20).map(({ instancePath, keyword, message, params }) => {
    const named: unknown = params['additionalProperty'] ?? params['allowedValues'] ?? params['allowedValue'];
    const extra = named === undefined ? '' : `: ${Array.isArray(named) ? named.join(', ') : JSON.stringify(named)}`;
    // ajv names the two alike; nobody needs that.
    return { path: instancePath, why: `${(message ?? keyword).replace(/ \(items ## .*/, '')}${extra}` };
  });
}

function ours(kind: DocumentKind, value: unknown): readonly SchemaProblem[] {
  const checked = check(kind, value);
  return checked.ok ? [] : checked.problems;
}

function alike(kind: DocumentKind, value: Json): void {
  expect(ours(kind, value)).toEqual(secondOpinion(`urn:evidence-gate:schema:v1:${kind}`, value));
}

describe('the interpreter says what ajv says', () => {
  test.each(kindsOf(schemas))('of a %s, whole and in thousands of mutations', (kind) => {
    let refused = 0;
    const documents = samples(kind, schemas, 12);
    expect(documents.length).toBeGreaterThan(0);
    for (const document of documents) {
      expect(ours(kind, document)).toEqual([]);
      alike(kind, document);
      for (const mutant of mutants(document, 250)) {
        alike(kind, mutant);
        refused += check(kind, mutant).ok ? 0 : 1;
      }
    }
    expect(refused).toBeGreaterThan(200);
  });

  test.each(kindsOf(schemas))('of any JSON as a %s', (kind) => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => alike(kind, value as Json)),
      { numRuns: 100 },
    );
  });
});

describe('and of the documents of every sample bundle', () => {
  const bundles = ['bundles', 'tampered']
    .flatMap((folder) => readdirSync(`samples/${folder}`).map((name) => `samples/${folder}/${name}`))
    .filter((name) => name.endsWith('.zip'));

  test.each(bundles)('%s', (path) => {
    const opening = openBundle(readFileSync(path), { hash: digestOfNode, checksum: crc32Node });
    // What does not open has no documents: nobody reads them.
    if (!opening.ok) return;
    const { files } = opening.bundle;
    const read = (name: string): string => new TextDecoder().decode(files.get(name) ?? new Uint8Array());
    const documents = Object.entries(documentKinds).filter(([name]) => files.has(name));
    expect(documents.length).toBeGreaterThan(5);
    const whole = documents.map(([name, kind]) => [kind, JSON.parse(read(name)) as Json] as const);
    const spans = read('data/spans.jsonl').trimEnd().split('\n');
    for (const [kind, document] of [...whole, ...spans.map((line) => ['span', JSON.parse(line) as Json] as const)]) {
      alike(kind, document);
      for (const mutant of mutants(document, 20)) alike(kind, mutant);
    }
  });
});

describe('an interpreted schema', () => {
  const none = (): never => {
    throw new TypeError('no reference here');
  };

  it('is refused where it says what nobody would check', () => {
    expect(() => interpret({ type: 'string', format: 'date' }, none)).toThrow('format');
    expect(() => interpret({ properties: { a: { constructor: 1 } } }, none)).toThrow('constructor');
    expect(() => interpret({ type: 'text' }, none)).toThrow('text');
  });

  it('takes nothing for a field that an object inherits', () => {
    const holds = interpret(
      { type: 'object', required: ['constructor', 'toString'], additionalProperties: false, properties: { valueOf: { type: 'string' } } },
      none,
    );
    expect(holds({}).map(({ why }) => why)).toEqual(["must have required property 'constructor'", "must have required property 'toString'"]);
    expect(holds(JSON.parse('{"constructor":1,"toString":2,"__proto__":{"a":1}}')).map(({ why }) => why)).toEqual([
      'must NOT have additional properties: "constructor"',
      'must NOT have additional properties: "toString"',
      'must NOT have additional properties: "__proto__"',
    ]);
  });

  it('holds what an object has beyond its fields against the schema for it', () => {
    const holds = interpret({ type: 'object', properties: { known: { type: 'null' } }, additionalProperties: { type: ['string', 'number'] } }, none);
    expect(holds({ known: null, a: 'x', b: 1 })).toEqual([]);
    expect(holds({ a: {}, b: 1, c: null })).toEqual([
      { path: '/a', why: 'must be string,number' },
      { path: '/c', why: 'must be string,number' },
    ]);
  });

  it('counts characters as code points', () => {
    const holds = interpret({ type: 'string', maxLength: 2, minLength: 2 }, none);
    expect(['😀😀', 'ab', '\ud83d\ud83d', '\ude00\ud83d'].flatMap(holds)).toEqual([]);
    expect(['😀', 'abc', '😀😀😀'].map((text) => holds(text).length)).toEqual([1, 1, 1]);
  });

  it('finds equal items by their value', () => {
    const holds = interpret({ type: 'array', uniqueItems: true, items: { type: 'string' } }, none);
    expect(holds(['a', 'b', '__proto__'])).toEqual([]);
    expect(holds(['__proto__', '__proto__'])).toHaveLength(1);
  });

  it('keeps no more than 20 problems of a large document', () => {
    const holds = interpret({ type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'null' }] } }, none);
    const problems = holds(Array.from({ length: 1_000_000 }, () => 1));
    expect(problems).toHaveLength(20);
    expect(problems.slice(0, 4)).toEqual([
      { path: '/0', why: 'must be string' },
      { path: '/0', why: 'must be null' },
      { path: '/0', why: 'must match a schema in anyOf' },
      { path: '/1', why: 'must be string' },
    ]);
  });

  it('follows a schema that points to itself', () => {
    const tree: Schema = { type: 'array', items: { $ref: 'tree' } };
    const holds = interpret(tree, () => holds);
    expect(holds([[], [[]]])).toEqual([]);
    expect(holds([[], [[1]]])).toEqual([{ path: '/1/0/0', why: 'must be array' }]);
  });
});
