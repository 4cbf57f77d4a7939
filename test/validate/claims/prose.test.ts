import { describe, expect, it } from 'vitest';
import { claimTexts, cut, exempt } from '../cut.ts';

describe('sentences', () => {
  it.each<[string, readonly string[]]>([
    ['It rose. It fell.', ['It rose.', 'It fell.']],
    ['Dr. Smith met Mr. J. Doe of Acme Inc. in No. 5.', ['Dr. Smith met Mr. J. Doe of Acme Inc. in No. 5.']],
    ['The U.S. Treasury paid approx. 3.5 million. Then it stopped.', ['The U.S. Treasury paid approx. 3.5 million.', 'Then it stopped.']],
    ['He moved to the U.S. The bank stayed.', ['He moved to the U.S.', 'The bank stayed.']],
    ['Rates rose, e.g. in Japan. Others, i.e. most, fell.', ['Rates rose, e.g. in Japan.', 'Others, i.e. most, fell.']],
    ['It opened at 9 a.m. on Jan. 5, 2024. It closed.', ['It opened at 9 a.m. on Jan. 5, 2024.', 'It closed.']],
    ['Am 3. Januar stieg der Zins. Er fiel im Mai.', ['Am 3. Januar stieg der Zins.', 'Er fiel im Mai.']],
    ['It rose in 2024. 3 of 5 banks fell.', ['It rose in 2024.', '3 of 5 banks fell.']],
    ['Version 2.1.3 is out! Is it good?', ['Version 2.1.3 is out!', 'Is it good?']],
    ['He said “It rose. It fell.” Then he left.', ['He said “It rose. It fell.”', 'Then he left.']],
    ['It rose (see p. 3. and p. 4). It fell.', ['It rose (see p. 3. and p. 4).', 'It fell.']],
    ['they won! they sold a lot. nobody knew.', ['they won!', 'they sold a lot.', 'nobody knew.']],
    ['The firm Yahoo! is large. It grew.', ['The firm Yahoo! is large.', 'It grew.']],
    ['金利は据え置かれた。物価は上がった！', ['金利は据え置かれた。', '物価は上がった！']],
    ['ब्याज दर बढ़ी। फिर घटी।', ['ब्याज दर बढ़ी।', 'फिर घटी।']],
    ['It rose... and fell. It stayed… Then it ended.', ['It rose... and fell.', 'It stayed…', 'Then it ended.']],
  ])('%s', (output, claims) => {
    expect(claimTexts(output)).toEqual(claims);
  });
});

describe('what belongs to a sentence', () => {
  it('a citation behind its full stop', () => {
    const { claims } = cut('The rate is 0.25 %. [doc:boj:brief#p1] It fell. [kb-12][doc:boj:brief#p2]');
    const made = claims.claims.filter((claim) => claim.kind === 'claim');
    expect(made.map((claim) => claim.citations.map((citation) => citation.retrieval_id))).toEqual([['doc:boj:brief#p1'], ['kb-12', 'doc:boj:brief#p2']]);
  });

  it('a quotation that proves it', () => {
    const output = 'The rate stayed. “The Board left the policy rate unchanged at 0.25 %.” [doc:boj:brief#p1]\n\nGrowth slowed.';
    expect(claimTexts(output)).toEqual([output.split('\n')[0], 'Growth slowed.']);
    expect(cut(output).claims.claims[0]?.quotations).toMatchObject([
      { text: 'The Board left the policy rate unchanged at 0.25 %.', retrieval_id: 'doc:boj:brief#p1' },
    ]);
  });

  it('the source right behind a quotation, not another one of its sentence', () => {
    const output = 'It stayed [kb-12]: “The Board left the policy rate unchanged” [doc:boj:brief#p1].';
    expect(cut(output).claims.claims[0]?.quotations[0]?.retrieval_id).toBe('doc:boj:brief#p1');
  });

  it('no quotation: irony, titles, inches, short words', () => {
    const output = 'The "good" film "The Great Gatsby" on a 5" screen and a 6" one, by “Bob Roe”.';
    expect(cut(output).claims.claims[0]?.quotations).toEqual([]);
  });
});

describe('Markdown', () => {
  it('is cut by its blocks', () => {
    const output = [
      '# Monetary policy',
      'Here is the summary:',
      '- **Rate:** 0.25 %',
      '- Japan',
      '1. First it rose.',
      '2. Then it fell.',
      '| Country | Rate |',
      '|---|---:|',
      '| Japan | 0.25 % |',
      '> It was said',
      '> to have grown.',
      '```python',
      'import foo',
      'x = 5',
      '```',
      '**Outlook**',
      'Growth slows.',
      '## References',
      '- doc:boj:brief#p1',
    ].join('\n');
    expect(claimTexts(output)).toEqual([
      '**Rate:** 0.25 %',
      'Japan',
      'First it rose.',
      'Then it fell.',
      '| Japan | 0.25 % |',
      'It was said\n> to have grown.',
      'x = 5',
      'Growth slows.',
    ]);
    expect(exempt(output)).toEqual([
      'heading: Monetary policy',
      'meta: Here is the summary:',
      'heading: | Country | Rate |',
      'code: import foo',
      'heading: **Outlook**',
      'heading: References',
      'reference_list: - doc:boj:brief#p1',
    ]);
  });

  it.each([
    'Sure! Here is the summary:',
    'Thank you for your question.',
    'Would you like more details?',
    'What is the policy rate?',
    'Dear Ms Smith,',
    'Kind regards',
    'Key points:',
    '# 概要',
    '# Итоги',
    '---',
    '<br>',
    '| Country | Year |\n|---|---|',
  ])('holds no claim in %s', (output) => {
    expect(claimTexts(output)).toEqual([]);
  });
});

// The author wants a false sentence to go unchecked, and shapes it as something that is not checked.
describe('a liar', () => {
  it.each([
    '# Bank raises policy rate',
    '# Policy rate at 0.75 %',
    '## Outcome: guilty',
    '# Safe for children',
    '# Approved by the agency',
    '# No risk',
    '# 金利は引き上げられ物価も上がった',
    '# 金利上昇',
    '# Курс упал',
    '# Der Leitzins wird erhöht',
    '**Aspirin cures cancer**',
    'Rates doubled:',
    'The policy rate\n===\n\nThe rate rose\n---',
    'Did you know that the rate is 0.75 %?',
    'Did you know that Apple went bankrupt?',
    'Would you like to know how Apple went bankrupt?',
    "Isn't it true that it failed?",
    'Why does aspirin harm children?',
    'Hello, the rate rose.',
    'Dear Aspirin Kills,',
    'Thank you for asking, it doubled.',
    'Here is the summary: the rate rose.',
    'The summary is based on all provided documents.',
    'Sure!',
    'Absolutely. It is safe.',
    '```\nThe rate rose to five percent\n```',
    '```\nrate = 0.75\n```',
    '```the rate rose\n```',
    '<!-- The rate is 0.75 % -->',
    '![the rate rose](a.png)',
    '![](a.png "the rate fell")',
    '| Rate rose | 0.75 % |\n|---|---|',
    '| Verdict: guilty |\n|---|',
    '75. Percent',
    '[1] The rate is 75 % doc:boj:brief#p1',
    '## References\n[1] doc:boj:brief#p1 proves that it rose',
    '## References\n[1] doc:boj:brief#p1 rate 75',
    'Sources: doc:boj:brief#p1 says yes',
    '[doc:boj:brief#p1 and the rate is 75 %]',
    '<rate> <rose>',
    '- bankrupt',
    '<span title="the rate rose">',
  ])('gets no claim exempted as %s', (output) => {
    expect(claimTexts(output).length).toBeGreaterThan(0);
  });

  it('does not hide a figure as the number of a list', () => {
    expect(claimTexts('75. Percent of all').join(' ')).toContain('75');
    expect(claimTexts('1. Percent of all').join(' ')).not.toContain('1');
  });

  it('does not hide words inside a citation', () => {
    const [claim] = cut('It rose [doc:boj:brief#p1 and the rate is 75 %].').claims.claims;
    const cited = claim?.citations.map(({ range }) => range.end - range.start);
    expect(cited).toEqual(['doc:boj:brief#p1'.length]);
  });

  it('does not outrun the cut: what is not read counts as uncovered', () => {
    const { coverage } = cut('It rose. '.repeat(2500)).claims;
    expect(coverage.uncovered).toHaveLength(1);
    expect(coverage.covered_bytes).toBeLessThan(coverage.bytes);
  });
});
