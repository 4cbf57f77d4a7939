import { EvidenceError } from '../core/errors.ts';

/** A piece of a JSON text and where it stands, half-open, in UTF-16 units. `text` of a string is its value, of others its spelling. */
export interface JsonLeaf {
  readonly kind: 'string' | 'number' | 'literal';
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

export type JsonNode =
  | JsonLeaf
  | { readonly kind: 'array'; readonly items: readonly JsonNode[] }
  | { readonly kind: 'object'; readonly members: readonly { readonly key: JsonLeaf; readonly value: JsonNode }[] };

const deepest = 128;
const space = /[ \t\n\r]*/y;
const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const literal = /true|false|null/y;

/**
 * Reads JSON (RFC 8259) of someone else's, keeping the place of each value and the spelling of each number: nothing is
 * rounded, and of two members with one key both stay. Throws `source-unreadable` naming line and column.
 */
export function readJsonNodes(text: string, where: string): JsonNode {
  return new NodeReader(text, where).document();
}

class NodeReader {
  readonly #text: string;
  readonly #where: string;
  #at = 0;

  constructor(text: string, where: string) {
    this.#text = text;
    this.#where = where;
  }

  document(): JsonNode {
    const root = this.#value(0);
    this.#take(space);
    if (this.#at < this.#text.length) this.#refuse('text after the JSON value');
    return root;
  }

  #value(depth: number): JsonNode {
    if (depth > deepest) this.#refuse(`nested deeper than ${deepest}`);
    if (this.#takeSign('[')) return { kind: 'array', items: this.#list(']', () => this.#value(depth + 1)) };
    if (this.#takeSign('{')) return { kind: 'object', members: this.#list('}', () => ({ key: this.#key(), value: this.#value(depth + 1) })) };
    return this.#leaf();
  }

  #list<T>(end: string, item: () => T): readonly T[] {
    const items: T[] = [];
    if (this.#takeSign(end)) return items;
    do items.push(item());
    while (this.#takeSign(','));
    if (!this.#takeSign(end)) this.#refuse(`"," or "${end}" expected`);
    return items;
  }

  #key(): JsonLeaf {
    this.#take(space);
    const found = this.#leaf();
    if (found.kind !== 'string') this.#refuse('a key in double quotes expected');
    if (!this.#takeSign(':')) this.#refuse('":" expected');
    return found;
  }

  #leaf(): JsonLeaf {
    const from = this.#at;
    if (this.#text[from] === '"') return { kind: 'string', text: this.#string(), from: from + 1, to: this.#at - 1 };
    const digits = this.#take(number);
    if (digits !== '') return { kind: 'number', text: digits, from, to: this.#at };
    const word = this.#take(literal);
    if (word === '') this.#refuse('a JSON value expected');
    return { kind: 'literal', text: word, from, to: this.#at };
  }

  #string(): string {
    const from = this.#at;
    let end = from + 1;
    while (end < this.#text.length && this.#text[end] !== '"') end += this.#text[end] === '\\' ? 2 : 1;
    try {
      const value: unknown = JSON.parse(this.#text.slice(from, end + 1));
      this.#at = end + 1;
      return String(value);
    } catch {
      return this.#refuse('a string that is not closed, or holds a control character or an unknown escape');
    }
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const token = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += token.length;
    return token;
  }

  #takeSign(sign: string): boolean {
    this.#take(space);
    if (this.#text[this.#at] !== sign) return false;
    this.#at += 1;
    return true;
  }

  #refuse(why: string): never {
    const before = this.#text.slice(0, this.#at);
    const place = `${before.split('\n').length}:${this.#at - before.lastIndexOf('\n')}`;
    throw new EvidenceError('source-unreadable', { where: `${this.#where}:${place}`, cause: why });
  }
}
