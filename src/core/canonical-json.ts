import { isWellFormed } from './bytes.ts';

/**
 * JSON in one spelling (RFC 8785): members in UTF-16 order, ECMAScript numbers, no white space. Members that are undefined
 * are left out. Throws a TypeError on what JSON cannot say (NaN, lone surrogates, a bigint): nothing is repaired silently.
 */
export function canonicalJson(value: unknown): string {
  return write(value, '', '');
}

/** The same spelling, indented by two spaces and ended by a line feed: what the documents of a bundle are written in. */
export function canonicalDocument(value: unknown): string {
  return `${write(value, '\n', '  ')}\n`;
}

function write(value: unknown, newline: string, indent: string): string {
  switch (typeof value) {
    case 'boolean':
      return String(value);
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`JSON has no spelling for ${value}`);
      return JSON.stringify(value);
    case 'string':
      if (!isWellFormed(value)) throw new TypeError('JSON text with a lone surrogate has no UTF-8 encoding');
      return JSON.stringify(value);
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? writeArray(value, newline, indent) : writeObject(value, newline, indent);
    default:
      throw new TypeError(`JSON has no spelling for a ${typeof value}`);
  }
}

function writeArray(items: readonly unknown[], newline: string, indent: string): string {
  if (items.length === 0) return '[]';
  const inner = newline === '' ? '' : newline + indent;
  return `[${inner}${items.map((item) => write(item, inner, indent)).join(`,${inner}`)}${newline}]`;
}

function writeObject(value: object, newline: string, indent: string): string {
  const inner = newline === '' ? '' : newline + indent;
  const colon = newline === '' ? ':' : ': ';
  const members = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([key, item]) => `${write(key, '', '')}${colon}${write(item, inner, indent)}`);
  return members.length === 0 ? '{}' : `{${inner}${members.join(`,${inner}`)}${newline}}`;
}
