import type { JsonValue } from '../core/json.ts';

/** One way in which a document misses its schema. `path` is a JSON pointer, empty for the whole document. */
export interface SchemaProblem {
  readonly path: string;
  readonly why: string;
}

/** Holds a value against one schema. Paths are relative to the value; nothing is allocated where all is well. */
export type SchemaCheck = (value: unknown) => readonly SchemaProblem[];

/** A JSON Schema (draft 2020-12) of the few keywords that ours use. */
export interface Schema {
  readonly [keyword: string]: JsonValue;
}

/** What a `$ref` points to. */
export type Resolve = (ref: string) => SchemaCheck;

type Fields = Readonly<Record<string, unknown>>;
type Rule = (value: never, resolve: Resolve, schema: Schema) => SchemaCheck;

const fine: readonly SchemaProblem[] = [];
/** More problems than these nobody reads, and a hostile document must not fill the memory with them. */
const most = 20;

/**
 * Makes a check of a schema, once. Several wrong things give several problems, in the order of the tables below, at most 20.
 * Throws a TypeError on a keyword that it does not know: a schema of ours that nobody could hold anything against.
 */
export function interpret(schema: Schema, resolve: Resolve): SchemaCheck {
  const unknown = Object.keys(schema).find((keyword) => !Object.hasOwn(rules, keyword) && !annotations.includes(keyword));
  if (unknown !== undefined) throw new TypeError(`the schema has the keyword ${unknown}`);
  const rulesFor = (table: Readonly<Record<string, Rule>>): readonly SchemaCheck[] =>
    Object.keys(table).flatMap((keyword) => (Object.hasOwn(schema, keyword) ? [(table[keyword] as Rule)(schema[keyword] as never, resolve, schema)] : []));
  const groups = [
    { is: isAnything, checks: rulesFor(typeRule) },
    { is: isNumber, checks: rulesFor(numberRules) },
    { is: isString, checks: rulesFor(stringRules) },
    { is: isAnything, checks: rulesFor(anyRules) },
    { is: Array.isArray, checks: rulesFor(arrayRules) },
    { is: isObject, checks: rulesFor(objectRules) },
  ].filter(({ checks }) => checks.length > 0);
  return (value) => {
    let problems = fine;
    for (const { is, checks } of groups) if (is(value)) for (const check of checks) problems = join(problems, check(value));
    return problems;
  };
}

const annotations = ['$schema', '$id', '$defs', 'title', 'description'];

const isNumber = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);
const isString = (value: unknown): boolean => typeof value === 'string';
const isAnything = (): boolean => true;
const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

const types: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: isString,
  number: isNumber,
  integer: (value) => Number.isInteger(value),
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
  array: Array.isArray,
  object: isObject,
};

const typeRule: Readonly<Record<string, Rule>> = {
  type: (names: string | readonly string[]) => {
    const tests = [names].flat().map((name) => types[name] ?? unknownType(name));
    return unless((value) => tests.some((is) => is(value)), `must be ${String(names)}`);
  },
};

const numberRules: Readonly<Record<string, Rule>> = {
  maximum: (limit: number) => unless((value: number) => value <= limit, `must be <= ${limit}`),
  minimum: (limit: number) => unless((value: number) => value >= limit, `must be >= ${limit}`),
};

const stringRules: Readonly<Record<string, Rule>> = {
  maxLength: (limit: number) => unless((value: string) => value.length <= limit || lengthOf(value) <= limit, `must NOT have more than ${limit} characters`),
  minLength: (limit: number) => unless((value: string) => lengthOf(value) >= limit, `must NOT have fewer than ${limit} characters`),
  pattern: (pattern: string) => {
    const regex = new RegExp(pattern, 'u');
    return unless((value: string) => regex.test(value), `must match pattern "${pattern}"`);
  },
};

const anyRules: Readonly<Record<string, Rule>> = {
  $ref: (ref: string, resolve) => {
    // Found when first needed: schemas may point to each other.
    let check: SchemaCheck | undefined;
    return (value) => (check ??= resolve(ref))(value);
  },
  const: (constant: JsonValue) => unless((value) => value === constant, `must be equal to constant: ${JSON.stringify(constant)}`),
  // Ours list strings alone.
  enum: (allowed: readonly string[]) => unless((value) => allowed.includes(value), `must be equal to one of the allowed values: ${allowed.join(', ')}`),
  anyOf: (schemas: readonly Schema[], resolve) => choice(schemas, resolve, (holding) => holding > 0, 'must match a schema in anyOf'),
  oneOf: (schemas: readonly Schema[], resolve) => choice(schemas, resolve, (holding) => holding === 1, 'must match exactly one schema in oneOf'),
};

const arrayRules: Readonly<Record<string, Rule>> = {
  maxItems: (limit: number) => unless((value: readonly unknown[]) => value.length <= limit, `must NOT have more than ${limit} items`),
  minItems: (limit: number) => unless((value: readonly unknown[]) => value.length >= limit, `must NOT have fewer than ${limit} items`),
  items: (schema: Schema, resolve) => {
    const check = interpret(schema, resolve);
    return (value) => {
      let problems = fine;
      for (const [index, item] of (value as readonly unknown[]).entries()) {
        problems = join(problems, below(index, check(item)));
        if (problems.length === most) break;
      }
      return problems;
    };
  },
  // Of strings alone: none of our schemas asks it of anything else.
  uniqueItems: () =>
    unless((value: readonly unknown[]) => {
      const texts = value.filter(isString);
      return new Set(texts).size === texts.length;
    }, 'must NOT have duplicate items'),
};

const objectRules: Readonly<Record<string, Rule>> = {
  required: (names: readonly string[]) => (value) =>
    names.reduce((problems, name) => (fieldOf(value, name) === undefined ? join(problems, [wrong(`must have required property '${name}'`)]) : problems), fine),
  additionalProperties: (rest: boolean | Schema, resolve, schema) => {
    const known = new Set(Object.keys(schema['properties'] ?? {}));
    if (rest === true) return () => fine;
    const check = rest === false ? undefined : interpret(rest, resolve);
    return (value) => {
      let problems = fine;
      for (const name in value as Fields) {
        if (known.has(name)) continue;
        const found = check === undefined ? [wrong(`must NOT have additional properties: ${JSON.stringify(name)}`)] : below(name, check(fieldOf(value, name)));
        problems = join(problems, found);
      }
      return problems;
    };
  },
  properties: (schemas: Readonly<Record<string, Schema>>, resolve) => {
    const checks = Object.entries(schemas).map(([name, schema]) => ({ name, check: interpret(schema, resolve) }));
    return (value) => {
      let problems = fine;
      for (const { name, check } of checks) {
        const field = fieldOf(value, name);
        if (field !== undefined) problems = join(problems, below(name, check(field)));
      }
      return problems;
    };
  },
};

const rules: Readonly<Record<string, Rule>> = { ...typeRule, ...numberRules, ...stringRules, ...anyRules, ...arrayRules, ...objectRules };

function unknownType(name: string): never {
  throw new TypeError(`the schema has the type ${name}`);
}

/** Where the choice fails, what each alternative says stands before it. */
function choice(schemas: readonly Schema[], resolve: Resolve, suffices: (holding: number) => boolean, why: string): SchemaCheck {
  const checks = schemas.map((schema) => interpret(schema, resolve));
  return (value) => {
    const answers = checks.map((check) => check(value));
    if (suffices(answers.filter((problems) => problems.length === 0).length)) return fine;
    return join(answers.flat(), [wrong(why)]);
  };
}

function unless(holds: (value: never) => boolean, why: string): SchemaCheck {
  const problems = [wrong(why)];
  return (value) => (holds(value as never) ? fine : problems);
}

function wrong(why: string): SchemaProblem {
  return { path: '', why };
}

function join(some: readonly SchemaProblem[], more: readonly SchemaProblem[]): readonly SchemaProblem[] {
  return more.length === 0 ? some : some.length === 0 ? more.slice(0, most) : [...some, ...more].slice(0, most);
}

function below(name: string | number, problems: readonly SchemaProblem[]): readonly SchemaProblem[] {
  return problems.length === 0 ? fine : problems.map(({ path, why }) => ({ path: `/${name}${path}`, why }));
}

/** What the object itself has, never what it inherits. An absent field and one that is undefined are alike. */
function fieldOf(value: unknown, name: string): unknown {
  return Object.hasOwn(value as Fields, name) ? (value as Fields)[name] : undefined;
}

/** Characters are code points, as the schema counts them. */
function lengthOf(text: string): number {
  let count = text.length;
  for (let at = 0; at + 1 < text.length; at += 1) if (isHigh(text.charCodeAt(at)) && isLow(text.charCodeAt(at + 1))) count -= 1;
  return count;
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;
