import { describe, expect, it } from 'vitest';
import { claimTexts, cut } from '../cut.ts';

const answer = (statements: unknown): string => JSON.stringify({ statements });

describe('a cited answer', () => {
  it('gives each statement its citations and quotations', () => {
    const output = answer([
      { text: 'The rate stayed.', citations: [{ retrieval_id: 'doc:boj:brief#p1', quote: 'left the policy rate unchanged' }] },
      { text: 'Exports fell. Growth is slow.', citations: [{ retrieval_id: 'doc:boj:brief#p2', quote: 'Exports fell in the third quarter' }] },
      { text: 'Nothing else.', citations: [] },
    ]);
    const claims = cut(output).claims.claims.filter((claim) => claim.kind === 'claim');
    expect(cut(output).claims.form).toBe('json');
    expect(claims.map((claim) => claim.text)).toEqual(['The rate stayed.', 'Exports fell.', 'Growth is slow.', 'Nothing else.']);
    expect(claims.map((claim) => claim.citations.map((citation) => `${citation.form} ${citation.retrieval_id}`))).toEqual([
      ['json doc:boj:brief#p1'],
      ['json doc:boj:brief#p2'],
      ['json doc:boj:brief#p2'],
      [],
    ]);
    expect(claims[0]?.quotations).toMatchObject([{ text: 'left the policy rate unchanged', retrieval_id: 'doc:boj:brief#p1' }]);
    for (const claim of claims) expect(output.slice(claim.range.start, claim.range.end)).toBe(claim.text);
  });

  it('is read inside a code fence, and with escapes', () => {
    const output = '```json\n{"answer": "The \\u0072ate is 0.25 %.\\nIt \\"rose\\"."}\n```';
    const { claims } = cut(output);
    const made = claims.claims.filter((claim) => claim.kind === 'claim');
    expect(made.map((claim) => claim.text)).toEqual(['The rate is 0.25 %.', 'It "rose".']);
    expect(made.map(({ range }) => output.slice(range.start, range.end))).toEqual(['The \\u0072ate is 0.25 %.', 'It \\"rose\\".']);
    expect(claims.coverage.uncovered).toEqual([]);
  });

  it('resolves [1] by the entries of its sources', () => {
    const output = JSON.stringify({ answer: 'It rose [1]. It fell [2].', sources: [{ id: 1, retrieval_id: 'doc:boj:brief#p1' }] });
    const { claims, unresolved } = cut(output);
    expect(claims.claims.find((claim) => claim.text === 'It rose [1].')?.citations.map((citation) => citation.form)).toContain('numbered');
    expect(unresolved.map((mark) => mark.label)).toEqual(['2']);
  });
});

describe('any JSON', () => {
  it.each<[unknown, readonly string[]]>([
    [{ japan: { policy_rate: 0.25 } }, ['japan policy rate: 0.25']],
    [{ inflation: 'It rose.' }, ['inflation: It rose.']],
    [{ safe: true }, ['safe: true']],
    [[{ name: 'Apple', year: 2014 }], ['name: Apple', 'year: 2014']],
    [{ 'the rate is 75 %': null }, ['the rate is 75 %']],
    [{ 'the rate rose': {} }, ['the rate rose']],
    [{ answer: 'It rose.', citations: ['The rate is 75 %'] }, ['It rose.', 'The rate is 75 %']],
    [{ answer: 'It rose.', sources: [{ retrieval_id: 'kb-12', title: 'The rate is 75 %' }] }, ['It rose.', 'The rate is 75 %']],
    [{ title: 'Policy rate', summary: 'It rose.' }, ['It rose.']],
    [{ title: 'Bank raises rate', summary: 'It rose.' }, ['Bank raises rate', 'It rose.']],
    [{ greeting: 'Hello!' }, ['greeting: Hello!']],
  ])('%j holds %j', (value, claims) => {
    const output = JSON.stringify(value);
    expect(claimTexts(output)).toEqual(claims);
    expect(cut(output).claims.coverage.uncovered).toEqual([]);
  });

  it('is prose where readers would disagree about it', () => {
    const { claims } = cut('{"a": "It rose.", "a": "It fell."}');
    expect(claims.form).toBe('prose');
    expect(claims.coverage.uncovered).toEqual([]);
    expect(claims.claims.some((claim) => claim.kind === 'claim' && claim.text.includes('It fell.'))).toBe(true);
  });
});
