import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from '../../../src/core/bytes.ts';
import { check } from '../../../src/model/parse.ts';
import { cut } from '../cut.ts';

const scrap = fc.constantFrom(
  'The rate rose. ',
  'It is 0.25 %',
  '\n',
  '\n\n',
  '# ',
  '- ',
  '1. ',
  '| a | 5 |\n',
  '|---|---|\n',
  '```\n',
  '> ',
  '**',
  '[1]',
  '[^n]: ',
  '[doc:boj:brief#p1]',
  '(doc:x)',
  '“',
  '”',
  '"',
  '«',
  '¹',
  '。',
  '?',
  '...',
  ' e.g. ',
  'É',
  '🙂',
  '\u200b',
  '\t',
  '{"a":',
  '}',
  '\\u0041',
  '\r\n',
  'References\n',
  '[1] doc:boj:brief#p2\n',
  '<br>',
  '<!--',
  '-->',
  ':',
  ' ',
);
const markdown = fc
  .array(fc.oneof(scrap, fc.string({ unit: 'grapheme', maxLength: 6 }), fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 40 })
  .map((parts) => parts.join(''))
  .filter((text) => !/\p{Surrogate}/u.test(text));
const json = fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.stringify({ statements: value, citations: ['kb-12'] }));

const bytes = (text: string): number => utf8(text).length;

describe('any output', () => {
  it.each([
    ['Markdown', markdown],
    ['JSON', json],
  ] as const)('%s is covered, sliced and counted right', (form, outputs) => {
    fc.assert(
      fc.property(outputs, (output) => {
        const { claims } = cut(output);
        expect(check('claims', claims)).toMatchObject({ ok: true });
        expect(claims.coverage.uncovered).toEqual([]);
        expect(claims.coverage.covered_bytes).toBe(claims.coverage.bytes);
        let end = 0;
        for (const { text, range } of claims.claims) {
          if (claims.form === 'prose') expect(output.slice(range.start, range.end)).toBe(text);
          expect(range.start).toBeGreaterThanOrEqual(end);
          expect(range.end).toBeGreaterThan(range.start);
          expect([range.byte_start, range.byte_end]).toEqual([bytes(output.slice(0, range.start)), bytes(output.slice(0, range.end))]);
          end = range.end;
        }
        // Every letter and digit stands in a piece; markup alone holds none of running text.
        if (form === 'Markdown' && claims.form === 'prose') {
          for (const claim of claims.claims)
            if (claim.non_claim_reason === 'markup' && !/^[A-Za-z+#]+$/.test(claim.text)) expect(claim.text).not.toMatch(/\p{L}{8}/u);
        }
      }),
      { numRuns: 250 },
    );
  });

  it('is cut the same way each time, with ids that count from one', () => {
    fc.assert(
      fc.property(markdown, (output) => {
        const { claims } = cut(output);
        expect(cut(output).claims).toEqual(claims);
        const numbers = claims.claims.filter((claim) => claim.kind === 'claim').map((claim) => claim.claim_id);
        expect(numbers).toEqual(numbers.map((_, index) => `c${index + 1}`));
        expect(new Set(claims.claims.map((claim) => claim.claim_id)).size).toBe(claims.claims.length);
      }),
      { numRuns: 150 },
    );
  });
});

it.each([
  '['.repeat(200_000),
  '(a '.repeat(60_000),
  '"a '.repeat(60_000),
  '* '.repeat(100_000),
  '> '.repeat(100_000),
  `- ${' '.repeat(200_000)}x`,
  'a.'.repeat(100_000),
  '`'.repeat(200_000),
  '¹'.repeat(100_000),
  '| '.repeat(100_000),
  `{"a":${'['.repeat(100)}1${']'.repeat(100)}}`,
  'doc:'.repeat(50_000),
  '“'.repeat(200_000),
])(
  'a long hostile text is read to its end (%#)',
  (output) => {
    expect(cut(output).claims.output_sha256).toMatch(/^sha256:/);
  },
  10_000,
);
