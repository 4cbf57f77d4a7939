import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areOpposite } from '../../../../src/validate/grounding/reading/antonyms.ts';
import { isEnglish } from '../../../../src/validate/grounding/reading/language.ts';
import { readingOf } from '../../../../src/validate/grounding/reading/reading.ts';
import { sentences } from '../../../../src/validate/grounding/reading/sentences.ts';
import { wordKey } from '../../../../src/validate/grounding/reading/synonyms.ts';
import { wordReader } from '../../../../src/validate/grounding/reading/words.ts';

const read = wordReader();

describe('the key of a word', () => {
  it.each([
    ['rates', 'rate'],
    ['rising', 'rose'],
    ['rose', 'increased'],
    ['stopped', 'stop'],
    ['controlled', 'controls'],
    ['studies', 'study'],
    ['annually', 'yearly'],
    ['colour', 'color'],
    ['organisation', 'organization'],
    ['supplies', 'supply'],
    ['denied', 'deny'],
    ['acquisition', 'bought'],
    ['children', 'child'],
  ])('is the same for %s and %s', (a, b) => expect(wordKey(a)).toBe(wordKey(b)));

  it.each([
    ['rise', 'fall'],
    ['import', 'export'],
    ['family', 'fame'],
    ['apartment', 'apart'],
    ['employer', 'employee'],
    ['policy', 'police'],
    ['general', 'generous'],
  ])('is not the same for %s and %s', (a, b) => expect(wordKey(a)).not.toBe(wordKey(b)));
});

describe('opposites', () => {
  it.each([
    ['rose', 'fell'],
    ['allowed', 'banned'],
    ['likely', 'unlikely'],
    ['valid', 'invalid'],
    ['above', 'below'],
    ['accepted', 'rejected'],
  ])('%s and %s', (a, b) => {
    expect(areOpposite(wordKey(a), wordKey(b))).toBe(true);
    expect(areOpposite(wordKey(b), wordKey(a))).toBe(true);
  });
  it.each([
    ['come', 'income'],
    ['play', 'display'],
    ['rose', 'increased'],
    ['form', 'inform'],
  ])('not %s and %s', (a, b) => expect(areOpposite(wordKey(a), wordKey(b))).toBe(false));
});

describe('words', () => {
  it('stand where they say', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => {
        let end = 0;
        for (const word of read(text)) {
          expect(text.slice(word.start, word.end)).toBe(word.text);
          expect(word.start).toBeGreaterThanOrEqual(end);
          end = word.end;
        }
        expect(text.slice(end).trim()).toBe('');
      }),
    );
  });

  it('tell names from small words', () => {
    const weights = (text: string): object => Object.fromEntries(read(text).map((word) => [word.text, word.weight]));
    expect(weights('The US told us')).toMatchObject({ US: 'full', us: 'none' });
    expect(weights('League A beat a team')).toMatchObject({ A: 'full', a: 'none' });
    expect(weights('A team')).toMatchObject({ A: 'none' });
  });

  it('make up names, with initials and acronyms', () => {
    const names = (text: string): readonly string[] => {
      const reading = readingOf(read(text));
      return reading.names.map((name) => name.words.map((index) => reading.words[index]?.text ?? '').join(' '));
    };
    expect(names('Then the Bank of Japan met J. K. Rowling in Rome. It went on.')).toEqual(['Bank Japan', 'J K Rowling', 'Rome']);
    expect(names('The carrier El Al. Previously it flew.')).toEqual(['El Al', 'Previously']);
    expect(names('On 12 March 2024 the WHO met.')).toEqual(['WHO']);
  });
});

describe('sentences', () => {
  const cut = (text: string): readonly string[] => sentences(text).map(({ start, end }) => text.slice(start, end));
  it.each<[string, string[]]>([
    ['One. Two! Three?', ['One.', 'Two!', 'Three?']],
    ['Dr. Smith paid $1.5m. He left.', ['Dr. Smith paid $1.5m.', 'He left.']],
    ['The U.S. officials met. They ate.', ['The U.S. officials met.', 'They ate.']],
    ['He said "No." Then he left.', ['He said "No."', 'Then he left.']],
    ['a wrapped\nline goes on. Next.', ['a wrapped\nline goes on.', 'Next.']],
    ['Year: 1; Rate: 2\nYear: 2; Rate: 3', ['Year: 1; Rate: 2', 'Year: 2; Rate: 3']],
    ['[{"a": 1, "b": 2}, {"a": 3}]', ['[', '{"a": 1, "b": 2}', ',', '{"a": 3}', ']']],
    ['一。二。', ['一。', '二。']],
  ])('%j', (text, expected) => expect(cut(text)).toEqual(expected));

  it('cover all that is not white space, in order, in pieces of bounded length', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 10 }), fc.constantFrom('. ', '\n', '{', '}', 'Dr. ', '!" ', 'x'.repeat(2000)))),
        (pieces) => {
          const text = pieces.join('');
          let at = 0;
          for (const { start, end } of sentences(text)) {
            expect(text.slice(at, start).trim()).toBe('');
            expect(end - start).toBeLessThanOrEqual(1200);
            expect(end).toBeGreaterThan(start);
            at = end;
          }
          expect(text.slice(at).trim()).toBe('');
        },
      ),
    );
  });
});

describe('language', () => {
  it.each(['The bank raised the rate.', 'Year: 2024; Rate: 5', '', '12 %', 'Portville'])('%j passes as English', (text) => expect(isEnglish(text)).toBe(true));
  it.each([
    'Die Bank hat den Zins erhöht und ist froh.',
    'La banque a relevé le taux dans le pays pour les clients.',
    '中央銀行は金利を上げた。',
    'Банк повысил ставку.',
  ])('%j does not', (text) => expect(isEnglish(text)).toBe(false));
});
