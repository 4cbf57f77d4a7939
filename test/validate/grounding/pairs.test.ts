import { describe, expect, it } from 'vitest';
import { groundOne } from './fixture.ts';
import { right, wrong } from './pairs.ts';

describe('a claim that its source does not support', () => {
  for (const [family, pairs] of Object.entries(wrong)) {
    it.each(pairs)(`${family}: $claim`, ({ claim, source, quote }) => {
      const { state, reason, findings } = groundOne(claim, source, quote);
      expect(state, reason).not.toBe('supported');
      expect(findings.length).toBeGreaterThan(0);
      expect(groundOne(claim, source, quote, { quotations: 'optional' }).state).not.toBe('supported');
    });
  }
});

describe('a claim that its source supports', () => {
  for (const [family, pairs] of Object.entries(right)) {
    it.each(pairs)(`${family}: $claim`, ({ claim, source, quote }) => {
      const grounded = groundOne(claim, source, quote);
      expect(grounded, grounded.reason).toMatchObject({ state: 'supported', basis: quote === undefined ? 'retrieval' : 'quotation', findings: [] });
      expect(groundOne(claim, source).state).not.toBe('contradicted');
    });
  }
});

describe('the pairs', () => {
  it('are many', () => {
    const count = (families: typeof wrong): number => Object.values(families).flat().length;
    expect(count(wrong)).toBeGreaterThanOrEqual(100);
    expect(count(right)).toBeGreaterThanOrEqual(40);
  });
});
