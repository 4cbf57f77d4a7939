import { isWellFormed } from './bytes.ts';

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** Where and why a text is not JSON that everyone reads the same way. `offset` counts UTF-16 units from 0. */
export interface JsonProblem {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
  readonly why: string;
}

export type JsonResult = { readonly ok: true; readonly value: JsonValue } | { readonly ok: false; readonly problem: JsonProblem };

/** How deep values may be nested. */
export const deepest = 128;

/**
 * Reads JSON (RFC 8259) and refuses what readers disagree about: duplicate keys, integers beyond 2^53 - 1,
 * numbers that overflow, lone surrogates, `__proto__` as a key, nesting beyond 128. `JSON.parse` lets each of these pass.
 */
export function readJson(text: string): JsonResult {
  const reader = new Reader(text);
  try {
    return { ok: true, value: reader.document() };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, problem: locate(text, error.offset, error.message) };
    throw error;
  }
}

class Refusal extends Error {
  readonly offset: number;
  constructor(offset: number, why: string) {
    super(why);
    this.offset = offset;
  }
}

function locate(text: string, offset: number, why: string): JsonProblem {
  const before = text.slice(0, offset);
  const lastBreak = before.lastIndexOf('\n');
  return { offset, line: before.split('\n').length, column: offset - lastBreak, why };
}

const space = /[ \t\n\r]*/y;
const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const plain = /[^"\\\u0000-\u001f]*/y;
const escaped = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/**
 * The offset behind the JSON string that opens at an offset; undefined where none does. A loop, because one regular
 * expression over a string of some megabytes runs out of stack.
 */
export function endOfString(text: string, from: number): number | undefined {
  if (text[from] !== '"') return undefined;
  for (let at = from + 1; ; ) {
    at += lengthAt(plain, text, at);
    if (text[at] === '"') return at + 1;
    const escape = lengthAt(escaped, text, at);
    if (escape === 0) return undefined;
    at += escape;
  }
}

function lengthAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): JsonValue {
    const value = this.#value(0);
    this.#match(space);
    if (this.#at < this.#text.length) this.#refuse('text after the JSON value');
    return value;
  }

  #value(depth: number): JsonValue {
    if (depth > deepest) this.#refuse(`nested deeper than ${deepest}`);
    this.#match(space);
    switch (this.#text[this.#at]) {
      case '{':
        return this.#object(depth);
      case '[':
        return this.#array(depth);
      case '"':
        return this.#string();
      case 't':
        return this.#word('true', true);
      case 'f':
        return this.#word('false', false);
      case 'n':
        return this.#word('null', null);
      default:
        return this.#number();
    }
  }

  #object(depth: number): JsonValue {
    const members = new Map<string, JsonValue>();
    this.#at += 1;
    if (this.#take('}')) return {};
    do {
      this.#match(space);
      const keyAt = this.#at;
      const key = this.#string();
      if (key === '__proto__') this.#refuse('key "__proto__"', keyAt);
      if (members.has(key)) this.#refuse(`key ${JSON.stringify(key)} stands twice`, keyAt);
      if (!this.#take(':')) this.#refuse('":" expected after a key');
      members.set(key, this.#value(depth + 1));
    } while (this.#take(','));
    if (!this.#take('}')) this.#refuse('"," or "}" expected');
    return Object.fromEntries(members);
  }

  #array(depth: number): JsonValue {
    const items: JsonValue[] = [];
    this.#at += 1;
    if (this.#take(']')) return items;
    do items.push(this.#value(depth + 1));
    while (this.#take(','));
    if (!this.#take(']')) this.#refuse('"," or "]" expected');
    return items;
  }

  #string(): string {
    const from = this.#at;
    const end = endOfString(this.#text, from);
    if (end === undefined) this.#refuse('a string in double quotes expected');
    this.#at = end;
    const value: unknown = JSON.parse(this.#text.slice(from, end));
    if (typeof value !== 'string' || !isWellFormed(value)) this.#refuse('a string with half a surrogate pair', from);
    return value;
  }

  #number(): number {
    const from = this.#at;
    const token = this.#match(number);
    if (token === '') this.#refuse('a JSON value expected');
    const value = Number(token);
    if (!Number.isFinite(value)) this.#refuse('a number too large for a double', from);
    if (Number.isInteger(value) && !Number.isSafeInteger(value)) this.#refuse('an integer beyond 2^53 - 1: write it as a string', from);
    return value;
  }

  #word<T extends JsonValue>(word: string, value: T): T {
    if (!this.#text.startsWith(word, this.#at)) this.#refuse('a JSON value expected');
    this.#at += word.length;
    return value;
  }

  #take(char: string): boolean {
    this.#match(space);
    if (this.#text[this.#at] !== char) return false;
    this.#at += 1;
    return true;
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const token = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += token.length;
    return token;
  }

  #refuse(why: string, at: number = this.#at): never {
    throw new Refusal(at, why);
  }
}
