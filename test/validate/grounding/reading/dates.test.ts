import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateFit } from '../../../../src/validate/grounding/reading/date-fit.ts';
import { dates, type DateMention } from '../../../../src/validate/grounding/reading/dates.ts';
import { wordReader } from '../../../../src/validate/grounding/reading/words.ts';

const read = wordReader();
const parts = (text: string): readonly object[] => dates(read(text)).map(({ first: _first, last: _last, ...rest }) => rest);
const only = (text: string): DateMention => {
  const [first, ...more] = dates(read(text));
  if (first === undefined || more.length > 0) throw new TypeError(`not one date in: ${text}`);
  return first;
};

describe('dates of a text', () => {
  it.each<[string, object[]]>([
    ['2024-03-12', [{ year: 2024, month: 3, day: 12 }]],
    ['2024-03', [{ year: 2024, month: 3 }]],
    ['12 March 2024', [{ year: 2024, month: 3, day: 12 }]],
    ['12th of March, 2024', [{ year: 2024, month: 3, day: 12 }]],
    ['March 12, 2024', [{ year: 2024, month: 3, day: 12 }]],
    ['Mar. 12, 2024', [{ year: 2024, month: 3, day: 12 }]],
    ['in March 2024', [{ year: 2024, month: 3 }]],
    ['in May', [{ month: 5 }]],
    ['it may rain', []],
    ['they march on', []],
    ['03/2024', [{ year: 2024, month: 3 }]],
    ['25/03/2024', [{ year: 2024, month: 3, day: 25 }]],
    ['03/04/2024', [{ year: 2024, month: 4, day: 3, swapped: true }]],
    ['12.03.2024', [{ year: 2024, month: 3, day: 12 }]],
    ['Q3 2024', [{ year: 2024, quarter: 3 }]],
    ['2024 Q3', [{ year: 2024, quarter: 3 }]],
    ['the third quarter of 2024', [{ year: 2024, quarter: 3 }]],
    ['the first half of 2024', [{ year: 2024, half: 1 }]],
    ['in 2024', [{ year: 2024 }]],
    ['FY2024', [{ year: 2024 }]],
    ['the 1990s', [{ decade: 1990 }]],
    ['the 2018–19 season', [{ year: 2018 }]],
    ['from 2018 to 2020', [{ year: 2018 }, { year: 2020 }]],
    ['on Monday', [{ weekday: 1 }]],
    ['2000 metres', []],
    ['they hired 2000 workers', []],
    ['$2024', []],
    ['2,024 people', []],
  ])('%s', (text, expected) => expect(parts(text)).toEqual(expected));

  it('reads back any day in each of its forms', () => {
    const months = 'January February March April May June July August September October November December'.split(' ');
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 2199 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }), (year, month, day) => {
        const two = (value: number): string => String(value).padStart(2, '0');
        for (const text of [`${year}-${two(month)}-${two(day)}`, `${day} ${months[month - 1]} ${year}`, `${months[month - 1]} ${day}, ${year}`]) {
          expect(parts(text)).toEqual([{ year, month, day }]);
        }
      }),
    );
  });

  it('never throws, and keeps to the words it was given', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string({ unit: 'binary', maxLength: 6 }),
            fc.constantFrom('2024', '-', '/', ' ', 'March', 'May ', '12', 'Q1', ' of ', 'first', ' half', ' quarter', ',', '.'),
          ),
        ),
        (pieces) => {
          const words = read(pieces.join(''));
          let end = -1;
          for (const { first, last } of dates(words)) {
            expect(first).toBeGreaterThan(end);
            expect(last).toBeGreaterThanOrEqual(first);
            expect(last).toBeLessThan(words.length);
            end = last;
          }
        },
      ),
    );
  });
});

describe('a date of a claim and one of its evidence', () => {
  it.each([
    ['12 March 2024', '2024-03-12', 'same'],
    ['March 2024', '12 March 2024', 'same'],
    ['in 2024', '12 March 2024', 'same'],
    ['Q1 2024', '12 March 2024', 'same'],
    ['Q2 2024', '12 March 2024', 'differs'],
    ['the first half of 2024', 'Q2 2024', 'same'],
    ['the 2020s', '12 March 2024', 'same'],
    ['the 1990s', '12 March 2024', 'differs'],
    ['in 1994', 'the 1980s', 'differs'],
    ['12 March 2024', 'March 2024', 'finer'],
    ['12 March 2024', '12 March', 'finer'],
    ['12 March 2024', '13 March', 'differs'],
    ['4 March 2024', '03/04/2024', 'same'],
    ['3 April 2024', '03/04/2024', 'same'],
    ['5 April 2024', '03/04/2024', 'differs'],
    ['April 2024', 'Q1 2024', 'differs'],
    ['on Monday', 'on Tuesday', 'differs'],
  ])('%s against %s is %s', (claim, evidence, fit) => expect(dateFit(only(claim), only(evidence))).toBe(fit));
});
