import { expect, it } from 'vitest';
import { findQuotation } from '../../../src/validate/citations/find-quotation.ts';
import { normaliseQuote } from '../../../src/validate/citations/quote-normalisation.ts';

it.each([
  ['a spacing accent at the start', '\u00a8e'],
  ['a mark on a space', ' \u0301e'],
  ['a final consonant on a space', ' \u11a8'],
  ['a mark behind what no reader sees', 'e\u200b\u0301'],
  ['a mark behind a soft hyphen', 'e\u00ad\u0301'],
  ['half-width Hangul', '\uffa1\uffc2'],
  ['compatibility Hangul', '\u3131\u314f'],
  ['a mark in front of everything', '\u0301e'],
])('%s is normal after one pass and found in itself', (_name, text) => {
  const normalised = normaliseQuote(text);
  expect(normaliseQuote(normalised.text).text).toBe(normalised.text);
  expect(findQuotation(text, normalised)).toBeDefined();
});

it('what no reader sees between a letter and its mark does not tell two spellings apart', () => {
  expect(normaliseQuote('caf\u0065\u200b\u0301').text).toBe(normaliseQuote('café').text);
});

it('a long row of what no reader sees costs no more than its length', () => {
  expect(normaliseQuote(`e${'\u200b'.repeat(200_000)}\u0301`).text).toBe('é');
});
