import { expect, it } from 'vitest';
import { endOfString, readJson } from '../../src/core/json.ts';

it('a string of many megabytes is read', () => {
  const long = 'The rate is 5 per cent. '.repeat(500_000);
  expect(readJson(JSON.stringify({ long }))).toEqual({ ok: true, value: { long } });
});

it('a string of nothing but escapes is read', () => {
  const escapes = '\\"\n'.repeat(400_000);
  expect(readJson(JSON.stringify(escapes))).toEqual({ ok: true, value: escapes });
});

it.each<[string, number | undefined]>([
  ['"a"', 3],
  ['"a\\"b" ', 6],
  ['"\\u0041"', 8],
  ['"a', undefined],
  ['"\\x"', undefined],
  ['"\n"', undefined],
  ['"\\u00g0"', undefined],
  ['a', undefined],
])('%s ends at %s', (text, end) => {
  expect(endOfString(text, 0)).toBe(end);
});
