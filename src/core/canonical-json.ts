import { isWellFormed } from './bytes.ts';
import type { JsonValue } from './json.ts';

/**
 * JSON in one spelling (RFC 8785): members in UTF-16 order, ECMAScript numbers, no white space.
 * Throws a TypeError on what JSON cannot say (NaN, lone surrogates): nothing is repaired silently.
 */
export function canonicalJson(value: JsonValue): string {
  return write(value, '', '');
}

/** The same spelling, indented by two spaces and ended by a line feed: what the documents of a bundle are written in. */
export function canonicalDocument(value: JsonValue): string {
  return `${write(value, '\n', '  ')}\n`;
}

function write(value: JsonValue, newline: string, indent: string): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`JSON has no spelling for ${value}`);
    return JSON.stringify(value);
  }
  if (typeof value === 'string') {
    if (!isWellFormed(value)) throw new TypeError('JSON text with a lone surrogate has no UTF-8 encoding');
    return JSON.stringify(value);
  }
  const inner = newline === '' ? '' : newline + indent;
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    return `[${inner}${value.map((item: JsonValue) => write(item, inner, indent)).join(`,${inner}`)}${newline}]`;
  }
  const colon = newline === '' ? ':' : ': ';
  const members = Object.entries(value as Readonly<Record<string, JsonValue | undefined>>)
    .filter((member): member is [string, JsonValue] => member[1] !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([key, item]) => `${write(key, '', '')}${colon}${write(item, inner, indent)}`);
  return members.length === 0 ? '{}' : `{${inner}${members.join(`,${inner}`)}${newline}}`;
}
