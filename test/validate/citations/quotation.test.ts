import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findQuotation } from '../../../src/validate/citations/find-quotation.ts';
import { normaliseQuote } from '../../../src/validate/citations/quote-normalisation.ts';
import { occurrences } from '../../../src/validate/find-text.ts';

const find = (quotation: string, passage: string): string | undefined => {
  const range = findQuotation(quotation, normaliseQuote(passage));
  return range === undefined ? undefined : passage.slice(range.start, range.end);
};

describe('a quotation is found', () => {
  it.each<[string, string, string]>([
    ['the rate rose', 'Then the rate rose.', 'the rate rose'],
    ['the “rate” rose – fast…', 'x the "rate" rose — fast... y', 'the "rate" rose — fast'],
    ['the rate rose', 'the\n  rate\u00a0\u00a0rose', 'the\n  rate\u00a0\u00a0rose'],
    ['the office rose', 'the o\ufb03ce ro\u00adse', 'the o\ufb03ce ro\u00adse'],
    ['café au lait', 'a cafe\u0301 au lait b', 'cafe\u0301 au lait'],
    ['the rate rose,', 'the rate rose to', 'the rate rose'],
    ['…the rate rose…', 'and the rate rose to', 'the rate rose'],
    ['政策金利は0.25%', '日銀は政策金利は0.25%とした', '政策金利は0.25%'],
    ['5 per cent of all', 'x 25 per cent of all, 5 per cent of all', '5 per cent of all'],
    ['The Board decided … to raise the rate', 'The Board decided not to raise the rate.', 'The Board decided not to raise the rate'],
    ['rose by 5', 'Prices rose by 5, wages by 6', 'rose by 5'],
    ['GDP成長', '日本GDP成長率', 'GDP成長'],
    ['成長GDP', '成長GDP率', '成長GDP'],
    ['… … the rate rose … …', 'and the rate rose to', 'the rate rose'],
    ['rose by 5', 'Prices rose by 5. 3 firms', 'rose by 5'],
    ['5 degrees', 'a pre-5 degrees world', '5 degrees'],
    ['5 degrees', 'see no. 3. 5 degrees', '5 degrees'],
    ['ราคาขึ้น', 'เมื่อวานราคาขึ้นมาก', 'ราคาขึ้น'],
    ['the rate rose;', 'the rate rose to', 'the rate rose'],
    ['the rate rose!', 'the rate rose to', 'the rate rose'],
    ['the rate rose?', 'the rate rose to', 'the rate rose'],
    ['the rate rose:', 'the rate rose to', 'the rate rose'],
    ['twelve chars … twelve marks', 'the twelve chars and twelve marks', 'twelve chars and twelve marks'],
    ['twelve chars … twelve marks.', 'the twelve chars and twelve marks too', 'twelve chars and twelve marks'],
    ['twelve chars … twelve marks.', 'the twelve chars, twelve marks. So', 'twelve chars, twelve marks.'],
    ['twelve chars … twelve marks', `twelve chars ${'x'.repeat(298)} twelve marks`, `twelve chars ${'x'.repeat(298)} twelve marks`],
    [
      'first of twelve … second of them … third of them',
      'first of twelve a second of them b third of them',
      'first of twelve a second of them b third of them',
    ],
    ['twelve chars … twelve marks', `twelve chars ${'x'.repeat(400)} twelve chars y twelve marks`, 'twelve chars y twelve marks'],
    ['The Board decided [...] to raise the rate', 'The Board decided on Monday to raise the rate', 'The Board decided on Monday to raise the rate'],
  ])('%s', (quotation, passage, words) => {
    expect(find(quotation, passage)).toBe(words);
  });
});

describe('a quotation is not found', () => {
  it.each<[string, string]>([
    ['the rate fell', 'the rate rose'],
    ['The rate rose', 'the rate rose'],
    ['25 per cent', 'it was 10.25 per cent'],
    ['25 per cent', 'it was 125 per cent'],
    ['5 degrees', 'it was -5 degrees'],
    ['5 degrees', 'it was −5 degrees'],
    ['a rate of 0.2', 'a rate of 0.25'],
    ['a sum of 1', 'a sum of 1,000'],
    ['5 degrees', 'it was +5 degrees'],
    ['the rate, rose', 'the rate rose'],
    ['first of twelve … second of them, … third of them', 'first of twelve a second of them b third of them'],
    ['5 degrees', 'it was (-5 degrees)'],
    ['5 degrees', '-5 degrees'],
    ['5 degrees', 'it was 3/5 degrees'],
    ['5 degrees', 'it was 3,5 degrees'],
    ['30 sharp', 'it was 12:30 sharp'],
    ['a share of 3', 'a share of 3/5'],
    ['it opens at 12', 'it opens at 12:30'],
    ['cafe', 'a cafe\u0301'],
    ['eleven char … twelve marks', 'eleven char and twelve marks'],
    ['twelve chars … eleven char', 'twelve chars and eleven char'],
    ['twelve chars … twelve marks', `twelve chars ${'x'.repeat(299)} twelve marks`],
    ['twelve chars … twelve marks', 'twelve chars and twelve markss'],
    ['twelve chars … twelve marks', 'xtwelve chars and twelve marks'],
    ['first of twelve … second of them … third of them', 'first of twelve a third of them b second of them'],
    ['lawful acts', 'unlawful acts'],
    ['the rate', 'the rates'],
    ['short … to raise the rate', 'short and then to raise the rate'],
    ['The Board decided … to raise the rate', `The Board decided ${'x'.repeat(400)} to raise the rate`],
    ['to raise the rate … The Board decided', 'The Board decided to raise the rate'],
    ['ce prices', 'o\ufb03ce prices'],
    ['“ ”', 'anything'],
    ['…', 'anything ...'],
  ])('%s in %s', (quotation, passage) => {
    expect(find(quotation, passage)).toBeUndefined();
  });
});

const inked = fc.string({
  unit: fc.oneof(
    fc.constantFrom(' ', '\n', '\u00a0', '“', '—', '…', '\u00ad', '\u200b', 'e', '\u0301', 'ﬁ', '½', '한', 'が', 'ｶﾞ', 'a', '5', '.', '-', '"'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 40,
});

describe('the normalisation', () => {
  it('maps every range back to exactly the words that give it', () => {
    fc.assert(
      fc.property(inked, fc.nat(), fc.nat(), (text, a, b) => {
        const normalised = normaliseQuote(text);
        const start = a % (normalised.text.length + 1);
        const end = start + (b % (normalised.text.length + 1 - start));
        if (end === start) return;
        const range = normalised.originalRange(start, end);
        if (range === undefined) return;
        expect(normaliseQuote(text.slice(range.start, range.end)).text).toBe(normalised.text.slice(start, end));
      }),
      { numRuns: 300 },
    );
  });

  it('finds a text in itself, whatever it is, and once is enough', () => {
    fc.assert(
      fc.property(inked, (text) => {
        const normalised = normaliseQuote(text);
        expect(normaliseQuote(normalised.text).text).toBe(normalised.text);
        const words = normalised.text.trim();
        if (!/[\p{L}\p{N}]/u.test(words) || words.includes('...')) return;
        expect(findQuotation(text, normalised)).toBeDefined();
      }),
      { numRuns: 300 },
    );
  });

  it('never throws, and finds nothing that is not there', () => {
    fc.assert(
      fc.property(inked, inked, (quotation, passage) => {
        const range = findQuotation(quotation, normaliseQuote(passage));
        if (range === undefined) return;
        expect(range.start).toBeGreaterThanOrEqual(0);
        expect(range.end).toBeLessThanOrEqual(passage.length);
        expect(range.end).toBeGreaterThan(range.start);
      }),
      { numRuns: 300 },
    );
  });

  it('gives up on a passage that repeats the first part of a quotation without end', () => {
    const head = 'The Board decided';
    const far = `${head}${' and so on'.repeat(40)} `;
    const quotation = `${head} … to raise the rate`;
    expect(find(quotation, `${far.repeat(9)}${head} to raise the rate`)).toBe(`${head} to raise the rate`);
    expect(find(quotation, `${far.repeat(600)}${head} to raise the rate`)).toBeUndefined();
  });

  it('keeps up with texts that are written to be slow', () => {
    const a = 'a'.repeat(300_000);
    expect(findQuotation(`${'a'.repeat(3000)}b`, normaliseQuote(a))).toBeUndefined();
    expect(findQuotation(`b${'a'.repeat(3000)}`, normaliseQuote(a))).toBeUndefined();
    expect(findQuotation(`${'a'.repeat(20)} … ${'b'.repeat(20)}`, normaliseQuote(a))).toBeUndefined();
    expect(normaliseQuote(`e${'\u0301\u0316'.repeat(50_000)}`).text.length).toBeGreaterThan(0);
  });
});

it('every occurrence is found, overlapping ones too', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 60 }),
      fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 20 }),
      (text, needle) => {
        const expected = Array.from({ length: text.length }, (_, at) => at).filter((at) => text.startsWith(needle, at));
        expect([...occurrences(text, needle)]).toEqual(expected);
      },
    ),
    { numRuns: 300 },
  );
});
