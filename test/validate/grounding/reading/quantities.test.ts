import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digitNumber } from '../../../../src/validate/grounding/reading/number-text.ts';
import { quantityFit } from '../../../../src/validate/grounding/reading/quantity-fit.ts';
import type { Quantity } from '../../../../src/validate/grounding/reading/quantities.ts';
import { readingOf } from '../../../../src/validate/grounding/reading/reading.ts';
import { wordReader } from '../../../../src/validate/grounding/reading/words.ts';

const read = wordReader();
const all = (text: string): readonly Quantity[] => readingOf(read(text)).quantities;
const brief = (text: string): readonly (readonly [number, string])[] => all(text).map(({ value, unit }) => [value, unit.name]);
const only = (text: string): Quantity => {
  const [first, ...more] = all(text);
  if (first === undefined || more.length > 0) throw new TypeError(`not one number in: ${text}`);
  return first;
};

describe('numbers of a text', () => {
  it.each<[string, [number, string][]]>([
    ['1,234.5 tonnes', [[1234.5, 'tonne']]],
    ['1 234 567 people', []],
    ['1\u00a0234\u00a0567 people', [[1234567, '']]],
    ['12,34,567 rupees', [[1234567, 'rupee']]],
    ['1.234.567 Euro', [[1234567, 'euro']]],
    ['3,5 kg', [[3.5, 'kilogram']]],
    ['-0.1 per cent', [[-0.1, 'percent']]],
    ['minus 5 °C', [[-5, 'degree celsius']]],
    ['$5.2bn', [[5.2e9, 'dollar']]],
    ['US$ 3 million', [[3e6, 'dollar']]],
    ['A$40', [[40, 'a dollar']]],
    ['EUR 20', [[20, 'euro']]],
    ['5k runners', [[5000, '']]],
    ['25 bps', [[25, 'basis point']]],
    ['two percentage points', [[2, 'percentage point']]],
    ['twenty-one ships', [[21, '']]],
    ['two hundred and five ships', [[205, '']]],
    ['one hundred thousand ships', [[100000, '']]],
    ['a dozen eggs', [[12, '']]],
    ['half a million ships', [[500000, '']]],
    ['half of them', [[50, 'percent']]],
    ['two-thirds of them', [[200 / 3, 'percent']]],
    ['a quarter of them', [[25, 'percent']]],
    [
      '3–5 %',
      [
        [3, 'percent'],
        [5, 'percent'],
      ],
    ],
    [
      'from 0.25 to 0.5 per cent',
      [
        [0.25, 'percent'],
        [0.5, 'percent'],
      ],
    ],
    ['the 3rd of them', [[3, 'ordinal']]],
    ['Policy rate (%): 0.25', [[0.25, 'percent']]],
    ['Revenue (USD million): 12', [[12e6, 'dollar']]],
    ['60 km/h', [[60, 'kilometre per hour']]],
    ['a 5-year plan', [[5, 'year']]],
    ['COVID-19 and the F-16', []],
    ['version 1.2.3', []],
    ['no one, one of them', []],
    ['thousands of ships', []],
  ])('%s', (text, expected) => {
    if (text.startsWith('1 234'))
      return expect(brief(text)).toEqual([
        [1, ''],
        [234, ''],
        [567, ''],
      ]);
    return expect(brief(text)).toEqual(expected);
  });

  it.each([
    ['about 50 ships', 'about'],
    ['more than 50 ships', 'over'],
    ['at least 50 ships', 'over'],
    ['up to 50 ships', 'under'],
    ['fewer than 50 ships', 'under'],
    ['50 ships', 'exact'],
    ['50 or more ships', 'over'],
  ])('%s is %s', (text, bound) => expect(only(text).bound).toBe(bound));

  it('reads back what a formatter wrote', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_000_000_000 }), fc.integer({ min: 0, max: 4 }), (integer, places) => {
        const value = integer / 10 ** places;
        const grouped = new Intl.NumberFormat('en-US', { minimumFractionDigits: places, maximumFractionDigits: places }).format(value);
        expect(digitNumber(grouped)?.value).toBeCloseTo(value, 8);
        expect(digitNumber(value.toFixed(places))?.value).toBeCloseTo(value, 8);
      }),
    );
  });

  it('never throws, and keeps to the words it was given', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string({ unit: 'binary', maxLength: 8 }),
            fc.constantFrom('5', ' ', 'hundred', ' and ', '-', '%', '$', 'million', ' half ', 'a ', '.', ',', '٣', 'Q1', '('),
          ),
        ),
        (pieces) => {
          const words = read(pieces.join(''));
          for (const { value, step, first, last } of readingOf(words).quantities) {
            expect(Number.isNaN(value) || Number.isNaN(step)).toBe(false);
            expect(first).toBeGreaterThanOrEqual(0);
            expect(last).toBeGreaterThanOrEqual(first);
            expect(last).toBeLessThan(words.length);
          }
        },
      ),
    );
  });

  it('reads digits of other scripts by their value', () => {
    expect(digitNumber('٣٤')?.value).toBe(34);
    expect(digitNumber('१२')?.value).toBe(12);
  });
});

describe('a number of a claim and one of its evidence', () => {
  it.each([
    ['48.7 %', '48.73 %', 'same'],
    ['48.73 %', '48.7 %', 'differs'],
    ['2 %', '2.4 %', 'loose'],
    ['25 %', '24.8 %', 'same'],
    ['50 deaths', '48 deaths', 'differs'],
    ['1.2 million people', '1,234,567 people', 'same'],
    ['1.3 million people', '1,234,567 people', 'loose'],
    ['1.5 million people', '1,234,567 people', 'differs'],
    ['5 km', '5000 metres', 'same'],
    ['5 km', '3.1 miles', 'same'],
    ['212 °F', '100 °C', 'same'],
    ['100 °F', '100 °C', 'unit'],
    ['25 g', '25 kg', 'unit'],
    ['3 %', '3 percentage points', 'unit'],
    ['0.25 percentage points', '25 bp', 'same'],
    ['$5', '€5', 'unit'],
    ['5 people', '5 %', 'loose'],
    ['12 months', '1 year', 'same'],
    ['90 minutes', '1.5 hours', 'same'],
    ['more than 50 maps', '53 maps', 'same'],
    ['more than 50 maps', '47 maps', 'differs'],
    ['more than 50 maps', '500 maps', 'loose'],
    ['more than 50 maps', '50 maps', 'loose'],
    ['50 maps', 'more than 50 maps', 'loose'],
    ['50 maps', 'about 50 maps', 'same'],
    ['about 50 maps', '52 maps', 'same'],
    ['about 50 maps', '70 maps', 'differs'],
    ['the first map', '1 map', 'other'],
    ['50 %', 'half of them', 'same'],
    ['3 km', '3 hours', 'unit'],
    ['3 km', '4 hours', 'other'],
  ])('%s against %s is %s', (claim, evidence, fit) => expect(quantityFit(only(claim), only(evidence))).toBe(fit));

  it('is the same as itself', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), fc.constantFrom(' %', ' km', ' kg', ' people', ' °F', ' million euros', ' bp'), (value, unit) => {
        const one = all(`there are ${value}${unit}`)[0];
        if (one !== undefined) expect(quantityFit(one, one)).toBe('same');
      }),
    );
  });
});
