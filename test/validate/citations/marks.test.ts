import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut } from '../cut.ts';

/** Citations of the first claim as `form id`, then what was left unresolved. */
function cited(output: string): readonly string[] {
  const { claims, unresolved } = cut(output);
  const made = claims.claims.filter((claim) => claim.kind === 'claim')[0]?.citations ?? [];
  return [...made.map((citation) => `${citation.form} ${citation.retrieval_id}`), ...unresolved.map((mark) => `? ${mark.label}`)];
}

const list = '\n\nReferences\n[1] doc:boj:brief#p1\n[2] kb-12, p. 3\n3. doc:boj:brief#p2';

describe('citations are read as people write them', () => {
  it.each<[string, readonly string[]]>([
    ['It rose [doc:boj:brief#p1].', ['bracket doc:boj:brief#p1']],
    ['It rose [doc:boj:brief#p1; kb-12].', ['bracket doc:boj:brief#p1', 'bracket kb-12']],
    ['It rose [Source: doc:boj:brief#p1, p. 3].', ['bracket doc:boj:brief#p1']],
    ['It rose (doc:boj:brief#p1).', ['bracket doc:boj:brief#p1']],
    ['It rose (see doc:boj:brief#p1 and doc:boj:brief#p2).', ['bracket doc:boj:brief#p1', 'bracket doc:boj:brief#p2']],
    ['According to doc:boj:brief#p1, it rose.', ['bracket doc:boj:brief#p1']],
    ['It rose, says doc:boj:brief.', ['bracket doc:boj:brief']],
    ['It rose [the brief](doc:boj:brief#p1).', ['bracket doc:boj:brief#p1']],
    ['It rose [kb-12].', ['bracket kb-12']],
    ['It rose [kb-99].', ['bracket kb-99']],
    ['It rose [doc:日本].', ['? doc:日本']],
    [`It rose [1].${list}`, ['numbered doc:boj:brief#p1']],
    [`It rose [1, 3].${list}`, ['numbered doc:boj:brief#p1', 'numbered doc:boj:brief#p2']],
    [`It rose [1-3].${list}`, ['numbered doc:boj:brief#p1', 'numbered kb-12', 'numbered doc:boj:brief#p2']],
    [`It rose [1][2].${list}`, ['numbered doc:boj:brief#p1', 'numbered kb-12']],
    [`It rose.¹${list}`, ['numbered doc:boj:brief#p1']],
    [`It rose.⁷${list}`, ['? 7']],
    [`It covers 5 km² and 10³ units.${list}`, []],
    [`It rose [1, 9].${list}`, ['numbered doc:boj:brief#p1', '? 9']],
    [`It rose [3-1].${list}`, ['? 3-1']],
    ['It rose [7].', ['? 7']],
    ['It rose [1](kb-12).', ['numbered kb-12']],
    ['It rose [1](https://example.org/).', ['? [1](https://example.org/)']],
    ['It rose.[^a]\n\n[^a]: doc:boj:brief#p1', ['numbered doc:boj:brief#p1']],
    ['It rose.[^b]\n\n[^a]: doc:boj:brief#p1', ['? b']],
    ['It rose [1].\n\n[1]: kb-12\n[1]: doc:boj:brief#p1', ['? 1']],
    ['It rose in `a[1]` (2024), at 12:30 [sic].', []],
    ['It rose [doc:boj:brief#p1 says so].', ['bracket doc:boj:brief#p1']],
  ])('%s', (output, citations) => {
    expect(cited(output)).toEqual(citations);
  });

  it('never throws, and every mark lies in the output', () => {
    const scrap = fc.constantFrom(
      '[',
      ']',
      '(',
      ')',
      '1',
      '-',
      ',',
      ';',
      ' ',
      'doc:',
      'kb-12',
      '^',
      '¹',
      '\n',
      ':',
      '[1] ',
      'References\n',
      'a',
      '.',
      '“',
      'doc:boj:brief#p1',
      '`',
    );
    fc.assert(
      fc.property(fc.array(scrap, { maxLength: 40 }), (parts) => {
        const output = parts.join('');
        for (const claim of cut(output).claims.claims) {
          for (const { range } of claim.citations) {
            expect(range.start).toBeGreaterThanOrEqual(claim.range.start);
            expect(range.end).toBeLessThanOrEqual(claim.range.end);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
