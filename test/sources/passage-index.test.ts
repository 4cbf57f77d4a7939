import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant } from '../../src/core/clock.ts';
import { digestOf } from '../../src/core/digest.ts';
import { digestOfNode } from '../../src/core/digest.node.ts';
import { asRetrievalId } from '../../src/model/ids.ts';
import { extractors } from '../../src/sources/extractors.ts';
import { handedIn } from '../../src/sources/handed-in.ts';
import { searchTerm, wordsOf } from '../../src/sources/index-terms.ts';
import { createPassageIndex } from '../../src/sources/passage-index.ts';
import type { Passage } from '../../src/sources/snapshot.ts';
import { noon } from './scratch-folder.ts';

const passagesOf = (texts: Readonly<Record<string, string>>): readonly Passage[] =>
  handedIn(
    Object.entries(texts).map(([name, text]) => ({ retrieval_id: asRetrievalId(name) ?? ('' as never), text })),
    { retrievedAt: instant(noon()), hash: digestOfNode },
  ).flatMap((snapshot) => snapshot.passages);

const texts = {
  'doc:x:b#p1': 'The policy rate was raised to 0.25 percent in 2024.',
  'doc:x:a#p1': 'Inflation fell. The bank expects rates to stay.',
  'doc:x:c#p1': 'Store the product between 5 °C and 30 °C.',
  'doc:x:d#p1': 'Store the product between 5 °C and 30 °C.',
};

const ids = (query: string, top = 10): readonly string[] =>
  createPassageIndex(passagesOf(texts), digestOfNode)
    .search(query, { top })
    .results.map(({ passage }) => passage.source.retrieval_id);

describe('createPassageIndex', () => {
  it('ranks what holds more of the query first, ties by id', () => {
    expect(ids('What was the policy rate in 2024?')[0]).toBe('doc:x:b#p1');
    expect(ids('storing products')).toEqual(['doc:x:c#p1', 'doc:x:d#p1']);
    expect(ids('storing products', 1)).toEqual(['doc:x:c#p1']);
  });

  it('settles ties by id, whichever word of the query came first', () => {
    const index = createPassageIndex(passagesOf({ 'd:1': 'beta', 'd:2': 'alpha' }), digestOfNode);
    for (const query of ['alpha beta', 'beta alpha']) {
      expect(index.search(query, { top: 2 }).results.map(({ passage, rank }) => `${rank} ${passage.source.retrieval_id}`)).toEqual(['1 d:1', '2 d:2']);
    }
  });

  it('finds nothing where nothing fits', () => {
    for (const query of ['', '   ', 'the and of', 'zebra', '__proto__', 'constructor', '((((']) expect(ids(query)).toEqual([]);
    expect(createPassageIndex([], digestOfNode).search('rate', { top: 3 }).results).toEqual([]);
  });

  it('says all that the ranking depends on', () => {
    const { index, parameters, results } = createPassageIndex(passagesOf(texts), digestOfNode).search('rates', { top: 2 });
    const lines = passagesOf(texts).map(({ source }) => `${source.retrieval_id} ${source.sha256}\n`);
    expect(index).toEqual({ name: 'minisearch', version: '7.2.0', passages: 4, sha256: digestOf(Buffer.from(lines.sort().join(''))) });
    expect(parameters).toEqual({ k: 1.2, b: 0.7, d: 0.5, top: 2, combine: 'or', terms: 'english-light/1' });
    expect(results.map(({ rank }) => rank)).toEqual([1, 2]);
    for (const { score } of results) expect(score).toBe(Math.round(score * 1e6) / 1e6);
  });

  it('gives the same for the same passages in whatever order they come', () => {
    const word = fc.constantFrom('rate', 'bank', 'price', 'growth', '2024', 'crown', 'fell');
    fc.assert(
      fc.property(
        fc.array(fc.array(word, { minLength: 1, maxLength: 9 }), { minLength: 1, maxLength: 12 }),
        fc.array(word, { maxLength: 4 }),
        fc.infiniteStream(fc.nat()),
        (bags, query, order) => {
          const passages = passagesOf(Object.fromEntries(bags.map((bag, index) => [`d:${index}`, bag.join(' ')])));
          const keyed = passages.map((passage) => ({ passage, key: order.next().value ?? 0 }));
          const shuffled = keyed.sort((a, b) => a.key - b.key).map(({ passage }) => passage);
          const [one, two] = [passages, shuffled].map((list) => createPassageIndex(list, digestOfNode).search(query.join(' '), { top: 20 }));
          expect(two).toEqual(one);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('refuses two passages with one id', () => {
    const [passage] = passagesOf({ a: 'x' });
    if (passage !== undefined) expect(() => createPassageIndex([passage, passage], digestOfNode)).toThrow(expect.objectContaining({ code: 'source-id-twice' }));
  });

  it.each([
    ['rates', 'rate'],
    ['raised', 'raising'],
    ['policies', 'policy'],
    ['taxes', 'tax'],
    ['stopped', 'stop'],
    ['banks', 'bank'],
    ['Storage', 'storage'],
    ['2,000', '2,000'],
  ])('searches %s as %s', (one, other) => {
    expect(searchTerm(one)).toBe(searchTerm(other));
  });

  it('keeps figures whole and takes hostile words', () => {
    expect(wordsOf('At 0.25%, H315; 1,000.50 — 東京')).toEqual(['At', '0.25', 'H315', '1,000.50', '東', '京']);
    expect(searchTerm('a'.repeat(1_000_000))).toHaveLength(1_000_000);
  });
});

describe('versions', () => {
  it('are those that package.json pins', () => {
    const { dependencies, optionalDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, Record<string, string>>;
    const pins = { ...dependencies, ...optionalDependencies };
    expect(pins['minisearch']).toBe('7.2.0');
    for (const { name, version } of Object.values(extractors)) if (name !== 'evidence-gate') expect(version).toBe(`${pins[name]}+1`);
  });
});
