import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalDocument, canonicalJson } from '../../src/core/canonical-json.ts';
import { readJson } from '../../src/core/json.ts';

const anyJson = fc.jsonValue({ maxDepth: 6, stringUnit: 'grapheme' }).filter((v) => readJson(JSON.stringify(v)).ok);

describe('readJson', () => {
  it('reads what JSON.parse reads, wherever all readers agree', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        const text = JSON.stringify(value);
        expect(readJson(text)).toEqual({ ok: true, value: JSON.parse(text) as unknown });
      }),
    );
  });

  it.each([
    ['{"a":1,"a":2}', 'stands twice'],
    ['{"a":1,"\\u0061":2}', 'stands twice'],
    ['9007199254740993', 'beyond 2^53'],
    ['1e999', 'too large'],
    ['"\\ud800"', 'surrogate'],
    ['{"__proto__":1}', '__proto__'],
    ['[1,]', 'value expected'],
    ['{"a":1,}', 'double quotes'],
    ['01', 'text after'],
    ['nul', 'value expected'],
    ['"a\u0001"', 'double quotes'],
    ['', 'value expected'],
    ['1 2', 'text after'],
    ['['.repeat(200), 'nested deeper'],
    ['{"a" 1}', '":" expected'],
    ['[1 2]', '"," or "]"'],
    ['{"a":1 "b":2}', '"," or "}"'],
  ])('refuses %s', (text, why) => {
    const read = readJson(text);
    expect(read.ok ? 'accepted' : read.problem.why).toContain(why);
  });

  it('names line and column', () => {
    expect(readJson('{\n  "a": 1,\n  "a": 2\n}')).toMatchObject({ ok: false, problem: { line: 3, column: 3 } });
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => typeof readJson(text).ok === 'boolean'),
      { numRuns: 2000 },
    );
  });
});

describe('canonicalJson', () => {
  // RFC 8785 section 3.2.2 and 3.2.3, the worked examples.
  it('writes the example of RFC 8785', () => {
    const value = {
      numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000f\nA\'B"\\\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('sorts members by UTF-16 units', () => {
    const value = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 };
    expect([...canonicalJson(value).matchAll(/:(\d)/g)].map((m) => m[1]).join('')).toBe('2467153');
  });

  it('is a fixed point: what was read writes back to the same bytes, dense or indented', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        for (const write of [canonicalJson, canonicalDocument]) {
          const text = write(value);
          const read = readJson(text);
          expect(read.ok && write(read.value)).toBe(text);
        }
      }),
    );
  });

  it('refuses what JSON cannot say', () => {
    expect(() => canonicalJson(Number.NaN)).toThrow(TypeError);
    expect(() => canonicalJson(['\udc00'])).toThrow(TypeError);
  });
});
