import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../src/core/canonical-json.ts';
import { readCanonicalJson } from '../../src/core/canonical-text.ts';
import { readJson } from '../../src/core/json.ts';

/** The long way round: read strictly, written again, compared. */
function slowly(text: string): unknown {
  const read = readJson(text);
  if (!read.ok) return { ok: false, why: `not JSON: ${read.problem.why}` };
  return canonicalJson(read.value) === text ? read : { ok: false, why: 'not in canonical spelling' };
}

describe('reading canonical JSON', () => {
  test('says what reading it strictly and writing it again says', () => {
    const value = fc.jsonValue({ noUnicodeString: false });
    fc.assert(
      fc.property(value, (one) => {
        expect(readCanonicalJson(JSON.stringify(one))).toEqual(slowly(JSON.stringify(one)));
      }),
    );
    fc.assert(
      fc.property(value, (one) => {
        const text = canonicalJson(one);
        expect(readCanonicalJson(text)).toEqual(slowly(text));
      }),
    );
  });

  test.each([
    '{"b":1,"a":2}',
    '{"a":1,"a":1}',
    '{"10":1,"9":2}',
    '{"9":1,"10":2}',
    '{"__proto__":1}',
    '{"a":{"__proto__":[]}}',
    '"\\ud800"',
    '["\\udc00"]',
    '"\ud800"',
    '"\\u00e9"',
    '"é"',
    '9007199254740992',
    '[9007199254740993]',
    '1e21',
    '1e+21',
    '-0',
    '1.0',
    '0.1',
    ' 1',
    '1 ',
    '[1, 2]',
    '',
    '{"a":undefined}',
    'nul',
    `${'['.repeat(128)}${']'.repeat(128)}`,
    `${'['.repeat(129)}${']'.repeat(129)}`,
    `${'['.repeat(130)}${']'.repeat(130)}`,
    `${'{"a":'.repeat(129)}1${'}'.repeat(129)}`,
    `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
  ])('of %# too', (text) => {
    expect(readCanonicalJson(text)).toEqual(slowly(text));
  });
});
