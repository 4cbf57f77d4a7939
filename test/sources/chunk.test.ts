import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunk } from '../../src/sources/chunk.ts';
import { decodeText } from '../../src/sources/decoded-text.ts';
import { markdown, plainText } from '../../src/sources/plain-text.ts';
import { sentenceEnds } from '../../src/sources/sentences.ts';

const chunksOf = (text: string, size: number, reader = markdown): readonly string[] => {
  const { blocks } = reader(decodeText(Buffer.from(text), 'x'));
  return chunk(text, blocks, size).map(({ start, end }) => text.slice(start, end));
};

const line = fc.oneof(
  fc.constantFrom(
    '',
    '',
    '# One',
    '## Two',
    '---',
    '===',
    '```',
    '| a | b |',
    `| ${'long. row '.repeat(30)}|`,
    '- item',
    '1. first',
    'Said e.g. by Dr. A. Smith. Yes! “No.” Then 3.5% of it.',
  ),
  fc.string({ unit: fc.constantFrom('a', 'b', ' ', '.', '漢', '😀', '#', '\u00a0'), maxLength: 90 }),
);
const document = fc.array(line, { maxLength: 30 }).map((lines) => lines.join('\n'));

describe('chunk', () => {
  it('covers all that is not white, in order, without overlap, and cuts no word and no row', () => {
    fc.assert(
      fc.property(document, fc.integer({ min: 10, max: 200 }), (text, size) => {
        const { blocks } = markdown(decodeText(Buffer.from(text), 'x'));
        let at = 0;
        for (const { start, end } of chunk(text, blocks, size)) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(end).toBeGreaterThan(start);
          expect(text.slice(at, start).trim()).toBe('');
          expect(text.slice(start, end)).toBe(text.slice(start, end).trim());
          for (const edge of [start, end]) {
            expect(text.slice(edge - 1, edge + 1)).not.toMatch(/[ab.#]{2}|[\uD83D][\uDE00]/);
            expect(blocks.some((block) => block.kind === 'row' && block.start < edge && edge < block.end)).toBe(false);
          }
          at = end;
        }
        expect(text.slice(at).trim()).toBe('');
      }),
    );
  });

  it('keeps to its size wherever words allow it', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '.'), minLength: 1, maxLength: 9 }), { minLength: 1, maxLength: 200 }), (words) => {
        for (const text of chunksOf(words.join(' '), 40)) expect(text.length).toBeLessThanOrEqual(40);
      }),
    );
  });

  it('cuts at headings, and keeps a heading with what follows it', () => {
    const text = '# Title\n\n## Empty\n\n## First\n\nOne.\n\nTwo.\n\n## Second\n\nThree.\n';
    expect(chunksOf(text, 900)).toEqual(['# Title\n\n## Empty\n\n## First\n\nOne.\n\nTwo.', '## Second\n\nThree.']);
  });

  it('cuts between paragraphs before it cuts between sentences, and between sentences before words', () => {
    const sentence = 'This sentence has exactly forty letters ok.';
    const text = `${sentence}\n\n${sentence} ${sentence} ${sentence}`;
    expect(chunksOf(text, 100)).toEqual([sentence, `${sentence} ${sentence}`, sentence]);
    expect(chunksOf(`${sentence} ${sentence}`, 30).every((part) => part.length <= 30)).toBe(true);
  });

  it('says under which headings a passage stands', () => {
    const text = '# Title\n\n## Rates\n\nOne.\n\n### Deposits\n\nTwo.\n\n## Risks\n\nThree.\n';
    const { blocks } = markdown(decodeText(Buffer.from(text), 'x'));
    expect(chunk(text, blocks, 900).map((found) => found.headings.join(' > '))).toEqual(['Title > Rates', 'Title > Rates > Deposits', 'Title > Risks']);
  });

  it('never spans two pages, nor two sheets', () => {
    const text = 'One.\n\nTwo.\n\nThree.';
    const blocks = [0, 6, 12].map(
      (start, index) =>
        ({ kind: 'paragraph', start, end: Math.min(start + 6, text.length), place: { unit: 'page', number: Math.ceil((index + 1) / 2) } }) as const,
    );
    expect(chunk(text, blocks, 900).map(({ start, end }) => text.slice(start, end))).toEqual(['One.\n\nTwo.', 'Three.']);
    const rows = blocks.map((block, index) => ({ ...block, place: { within: index < 2 ? 'sheet A' : 'sheet B', unit: 'row', number: index + 1 } }) as const);
    expect(chunk(text, rows, 900).map(({ start, end }) => text.slice(start, end))).toEqual(['One.\n\nTwo.', 'Three.']);
  });

  it('takes a megabyte on one line, of words, of full stops, of one word, of Chinese', () => {
    const million = 1_000_000;
    expect(chunksOf('word '.repeat(million / 5), 900, plainText).every((part) => part.length <= 900)).toBe(true);
    expect(chunksOf('.'.repeat(million), 900, plainText)).toHaveLength(1);
    expect(chunksOf('x'.repeat(million), 900, plainText)).toHaveLength(1);
    expect(chunksOf('漢'.repeat(million), 900, plainText)).toHaveLength(Math.ceil(million / 900));
    expect(chunksOf('# a\n'.repeat(million / 4), 900).every((part) => part.length <= 1000)).toBe(true);
  });

  it('reads setext headings, fences and list items of Markdown, and none of them in plain text', () => {
    const text = 'Title\n=====\n\n- one\n- two\n\n```\n# no heading\n\n| no row |\n```\n';
    const kinds = (reader: typeof markdown): readonly string[] => reader(decodeText(Buffer.from(text), 'x')).blocks.map((block) => block.kind);
    expect(kinds(markdown)).toEqual(['heading', 'paragraph', 'paragraph', 'paragraph']);
    expect(kinds(plainText)).toEqual(['paragraph', 'paragraph', 'paragraph', 'paragraph']);
  });
});

describe('sentenceEnds', () => {
  it.each([
    ['One. Two! Three? Four… Five', ['One.', 'Two!', 'Three?', 'Four…', 'Five']],
    ['He said “Stop.” Then he left.', ['He said “Stop.”', 'Then he left.']],
    [
      'Rates, e.g. the policy rate, fell by 0.25. It was Dr. A. Smith of Acme Inc. who said so.',
      ['Rates, e.g. the policy rate, fell by 0.25.', 'It was Dr. A. Smith of Acme Inc. who said so.'],
    ],
    ['See fig. 3 and no. 4. Then stop.', ['See fig. 3 and no. 4.', 'Then stop.']],
    ['It rose by 2 pts. over the year. Then it fell.', ['It rose by 2 pts. over the year.', 'Then it fell.']],
    ['第一句。第二句！', ['第一句。', '第二句！']],
    ['', ['']],
  ])('%s', (text, sentences) => {
    let from = 0;
    const found = sentenceEnds(text, 0, text.length).map((end) => text.slice(from, (from = end)).trim());
    expect(found).toEqual(sentences);
  });
});
