import { describe, expect, it } from 'vitest';
import { bodyHeightOf, writePage, type PageLine } from '../../src/sources/page-lines.ts';
import { TextBuilder } from '../../src/sources/text-builder.ts';

const line = (text: string, base: number, right = 500, height = 10): PageLine => ({ text, left: 50, right, base, height });

function read(...pages: readonly (readonly PageLine[])[]): readonly string[] {
  const out = new TextBuilder();
  for (const [index, lines] of pages.entries()) writePage(out, index + 1, lines, bodyHeightOf(pages.flat()));
  const { text, blocks } = out.finish();
  return blocks.map(({ kind, start, end, place }) => `${place?.number} ${kind}: ${text.slice(start, end)}`);
}

describe('writePage', () => {
  it('joins full lines, and keeps a line that ends early', () => {
    expect(read([line('The rate', 100), line('stays', 114, 200), line('until May.', 128, 220)])).toEqual(['1 paragraph: The rate stays\nuntil May.']);
  });

  it('takes a larger step as the end of a paragraph, and larger letters as a heading', () => {
    expect(read([line('Decision', 80, 200, 16), line('One', 100), line('two.', 114), line('Three', 140), line('four.', 154)])).toEqual([
      '1 heading: Decision',
      '1 paragraph: One two.',
      '1 paragraph: Three four.',
    ]);
  });

  it('takes a step upwards as a new column, and a page as a new paragraph', () => {
    expect(read([line('left', 100), line('column', 114), line('right', 100, 900), line('column', 114, 900)], [line('next', 100)])).toEqual([
      '1 paragraph: left column',
      '1 paragraph: right column',
      '2 paragraph: next',
    ]);
  });

  it('takes a page without lines', () => {
    expect(read([], [line('x', 1)])).toEqual(['2 paragraph: x']);
  });
});
