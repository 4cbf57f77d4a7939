import { endOfString, readJson } from '../../core/json.ts';

/** A JSON value with its place in the text. Offsets are UTF-16; those of a string are of what stands between its quotation marks. */
export type JsonNode =
  | { readonly kind: 'object'; readonly members: readonly JsonMember[] }
  | { readonly kind: 'array'; readonly items: readonly JsonNode[] }
  | JsonString
  | { readonly kind: 'literal'; readonly start: number; readonly end: number; readonly text: string };

export interface JsonString {
  readonly kind: 'string';
  readonly start: number;
  readonly end: number;
  readonly value: string;
}

export interface JsonMember {
  readonly key: JsonString;
  readonly value: JsonNode;
}

export interface JsonOutput {
  readonly root: JsonNode;
  /** Where the JSON begins: behind the line that opens its fence. */
  readonly start: number;
}

const token = /[{}[\],:]|[^\s{}[\],:"]+/y;
const fenced = /^\s{0,100}```(?:json[a-z0-9]{0,2})?[ \t]{0,10}\r?\n/i;

/**
 * The tree of an output that is JSON as a whole, bare or in one code fence: an object, or a list of objects.
 * Undefined for anything else, malformed JSON included: that is read as prose, where all of it is claims.
 */
export function jsonTree(output: string): JsonOutput | undefined {
  const fence = fenced.exec(output)?.[0] ?? '';
  const body = fence === '' ? output : output.slice(0, Math.max(0, output.lastIndexOf('```')));
  const text = body.slice(fence.length);
  if (!/^\s{0,1000}[{[]/.test(text) || (fence !== '' && output.slice(body.length).trim() !== '```') || !readJson(text).ok) return undefined;
  const root = new TreeReader(body, fence.length).value();
  const isAnswer = root.kind === 'object' || (root.kind === 'array' && root.items.some((item) => item.kind === 'object'));
  return isAnswer ? { root, start: fence.length } : undefined;
}

/** Reads what `readJson` has let through: it checks nothing itself. */
class TreeReader {
  readonly #text: string;
  #at: number;

  constructor(text: string, from: number) {
    this.#text = text;
    this.#at = from;
  }

  value(): JsonNode {
    const start = this.#skip();
    const char = this.#text.charAt(start);
    if (char === '{') return this.#object();
    if (char === '[') return this.#array();
    if (char === '"') return this.#string();
    const text = this.#next();
    return { kind: 'literal', start, end: start + text.length, text };
  }

  #object(): JsonNode {
    const members: JsonMember[] = [];
    this.#next();
    while (this.#peek() !== '}') {
      const key = this.#string();
      this.#next();
      members.push({ key, value: this.value() });
      if (this.#peek() === ',') this.#next();
    }
    this.#next();
    return { kind: 'object', members };
  }

  #array(): JsonNode {
    const items: JsonNode[] = [];
    this.#next();
    while (this.#peek() !== ']') {
      items.push(this.value());
      if (this.#peek() === ',') this.#next();
    }
    this.#next();
    return { kind: 'array', items };
  }

  #string(): JsonString {
    const start = this.#skip();
    const text = this.#next();
    const value: unknown = JSON.parse(text);
    return { kind: 'string', start: start + 1, end: start + text.length - 1, value: String(value) };
  }

  #peek(): string {
    return this.#text.charAt(this.#skip());
  }

  #skip(): number {
    while (this.#at < this.#text.length && /\s/.test(this.#text.charAt(this.#at))) this.#at += 1;
    return this.#at;
  }

  #next(): string {
    const start = this.#skip();
    token.lastIndex = start;
    const found = this.#text.charAt(start) === '"' ? this.#text.slice(start, endOfString(this.#text, start)) : token.exec(this.#text)?.[0];
    // readJson accepted this text, so running out of tokens means that the two readers disagree.
    if (found === undefined) throw new TypeError(`no JSON token at ${this.#at}`);
    this.#at += found.length;
    return found;
  }
}

/** Offsets in the JSON text of offsets in the decoded string: escapes make the two differ. */
export function sourceOffsets(output: string, { start, end }: JsonString): (decoded: number) => number {
  const raw = output.slice(start, end);
  if (!raw.includes('\\')) return (decoded) => start + decoded;
  const places: number[] = [];
  for (let at = 0; at < raw.length; at += 1) {
    places.push(start + at);
    if (raw.charAt(at) === '\\') at += raw.charAt(at + 1) === 'u' ? 5 : 1;
  }
  places.push(end);
  return (decoded) => places[decoded] ?? end;
}
