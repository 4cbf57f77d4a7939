import { describe, expect, it } from 'vitest';
import { isLongEnough, isTitle, quotationSpans } from '../../../src/validate/citations/quotation-spans.ts';

const quoted = (text: string): readonly string[] =>
  quotationSpans(text).map(({ start, end, outerStart, outerEnd }) => {
    expect([outerStart, outerEnd]).toEqual([start - 1, end + 1]);
    return text.slice(start, end);
  });

describe('the quoted words of a text', () => {
  it.each<[string, readonly string[]]>([
    ['“It rose.” and “it fell”', ['It rose.', 'it fell']],
    ['„Er stieg“ „he rose” ‟it rose”', ['Er stieg', 'he rose', 'it rose']],
    ['«Il monte» and »er stieg«', ['Il monte', 'er stieg']],
    ['「上昇」『下落』＂横ばい＂', ['上昇', '下落', '横ばい']],
    ['"It rose."', ['It rose.']],
    ['he said:"It rose"; ("it fell")', ['It rose', 'it fell']],
    ['“one\nand the same”', ['one\nand the same']],
    ['“he said "it rose" again”', ['he said "it rose" again']],
    ['"it was the firm"s choice" then', ['it was the firm"s choice']],
    ['“one paragraph\n\nand another”', []],
    ['“never closed, “then closed”', ['never closed, “then closed']],
    ['“never closed', []],
    ['a 5" screen and a 6" one', []],
    ['a 5"x wide" board', []],
    ['a " b " c', []],
    ['3» and 4«', []],
    ["it's the firms' choice", []],
    [`“${'a'.repeat(3999)}”`, ['a'.repeat(3999)]],
    [`“${'a'.repeat(4000)}” “it rose”`, ['it rose']],
  ])('%j', (text, words) => {
    expect(quoted(text)).toEqual(words);
  });
});

it.each<[string, boolean]>([
  ['twelve chars', true],
  ['eleven char', false],
  ['a b c', true],
  ['a  b', false],
  ['  eleven char  ', false],
])('%j is long enough to prove something: %s', (words, isEnough) => {
  expect(isLongEnough(words)).toBe(isEnough);
});

it.each<[string, boolean]>([
  ['The Great Gatsby', true],
  ['Gone with the Wind', false],
  ['the Great Gatsby', false],
  ['The New iPhone', false],
  ['The rate rose', false],
  ['Apollo 13', false],
  ['It Is So', false],
  ['Long '.repeat(20).trim(), true],
  [`${'Long '.repeat(20)}Title`, false],
])('%j looks like a title: %s', (words, is) => {
  expect(isTitle(words)).toBe(is);
});
