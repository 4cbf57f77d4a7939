import { utf8 } from '../../src/core/bytes.ts';

/** Pieces of JSON, and of what looks like it. */
export const jsonWords: readonly Uint8Array[] = [
  '{', '}', '[', ']', ',', ':', '"', '\\', '\\u0000', '\\ud800', '\\udc00', '\\ud83d\\ude00', '\\u005f', 'true', 'false', 'null', 'NaN', 'Infinity', '0', '-0', '-', '1e', '1e999', '1E+5', '1e-999', '0.1', '.5', '01', '9007199254740993',
  '9007199254740991', '"__proto__":1', '"a":1,"a":2', '""', ' ', '\n', '\t', '\r', '\u00a0', '\ufeff', '//', '/*', '\u2028', '[[[[[[[[', '{"a":{"a":', '\u0000', 'é', '\u{1f600}',
].map(utf8);
