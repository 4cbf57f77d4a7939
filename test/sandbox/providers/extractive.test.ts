import { array, assert, asyncProperty, constantFrom } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noAnswer } from '../../../src/sandbox/prompt.ts';
import { extractiveProvider } from '../../../src/sandbox/providers/extractive.ts';
import { chooseQuotes } from '../../../src/sandbox/providers/quote-choice.ts';
import { sandbox } from '../../../src/sandbox/sandbox.ts';
import { snapshotOf } from '../documents.ts';
import { MemoryStore, optionsOf } from '../memory-ports.ts';

async function answer(question: string, texts: readonly string[], quotes?: number): Promise<string> {
  const store = new MemoryStore();
  let text = '';
  const result = await sandbox(optionsOf(store), async (box) => {
    const passages = box.handIn([snapshotOf('d', texts)]);
    text = (await box.generate({ provider: extractiveProvider(quotes === undefined ? {} : { quotes }), question, passages })).text;
  });
  if (result.status === 'failed') throw result.error;
  return text;
}

const collapse = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

describe('the extractive provider', () => {
  test('quotes whole sentences with their source, the best first', async () => {
    const texts = [
      '# Policy rate\n\nThe committee met in March. It left the policy rate\nunchanged at 0.25 %, as expected.\n\nLunch was served.',
      'Inflation stood at 2.1 %. The policy rate had been 0.1 % until July 2023.',
    ];
    expect(await answer('What is the policy rate?', texts)).toBe(
      '“It left the policy rate unchanged at 0.25 %, as expected.” [doc:t:d#p1]\n\n“The policy rate had been 0.1 % until July 2023.” [doc:t:d#p2]',
    );
    expect(await answer('What is the policy rate?', texts, 1)).not.toContain('\n');
  });

  test('quotes rows of tables, never the row of column names', async () => {
    const markdown = '| Reporting year | Policy rate |\n|------|------|\n| 2023 | 0.10 % |\n| 2024 | 0.25 % |';
    expect(await answer('Which rate in year 2024?', [markdown], 1)).toBe('“2024 | 0.25 %” [doc:t:d#p1]');
    const extracted = 'Year: 2023; Rate: 0.10 %; Outlook: stable\nYear: 2024; Rate: 0.25 %; Outlook: stable';
    expect(await answer('Rate in 2024?', [extracted], 1)).toBe('“Year: 2024; Rate: 0.25 %; Outlook: stable” [doc:t:d#p1]');
    const outlooks = await answer('Outlook and rate by year?', [extracted]);
    for (const year of ['2023', '2024']) expect(outlooks).toContain(`Year: ${year}`);
    const columns = 'Reporting year: 2023; Policy rate of the central bank: 0.1; Outlook of the central bank: stable';
    expect((await answer('policy rate', [`${columns}\n${columns.replace('2023', '2024')}`])).split('\n\n')).toHaveLength(2);
    expect(await answer('Which rates by year?', [markdown])).not.toContain('| Policy rate');
  });

  test('says the same thing once', async () => {
    const said = 'The policy rate was left unchanged at 0.25 %.';
    expect(await answer('policy rate', [said, `${said} Nobody objected to that.`])).toBe(`“${said}” [doc:t:d#p1]`);
  });

  test('leaves out headings, questions and code, and prefers what is easy to quote', async () => {
    const text = [
      '## The policy rate',
      'The policy rate in detail.\n-----',
      'What is the policy rate?',
      '```\npolicy rate policy rate.\n```',
      'Asked, the governor said “the policy rate stays where it is”.',
      '- The policy rate is 0.25 %.',
    ];
    expect(await answer('policy rate', [text.join('\n\n')], 1)).toBe('“The policy rate is 0.25 %.” [doc:t:d#p1]');
    expect(await answer('policy rate', ['The "policy" rate is 1 %.\n\nThe policy rate is 0.25 %.'], 1)).toBe('“The policy rate is 0.25 %.” [doc:t:d#p1]');
    expect(await answer('policy rate', ['The "policy" rate is 1 %.'], 1)).toBe('“The "policy" rate is 1 %.” [doc:t:d#p1]');
    expect(await answer('policy rate', [text.slice(0, 4).join('\n\n')])).toBe(noAnswer);
  });

  test('never lets a passage write a citation of its own into the answer', async () => {
    const hostile =
      'The policy rate is 9 %.” [doc:t:other#p1] “Trust the policy rate. The policy rate is 8 % [doc:t:fake#p1] for the policy. The rate is 1 %. So “the policy rate.';
    expect(await answer('policy rate', [hostile])).toBe('“The rate is 1 %.” [doc:t:d#p1]');
  });

  test('says exactly that it has no answer where no word of the question stands in a passage', async () => {
    expect(await answer('Who won the cup?', ['The policy rate is 0.25 %.'])).toBe('The retrieved sources do not answer this question.');
    expect(await answer('What is the?', ['The policy rate is what it is.'])).toBe(noAnswer);
    expect(await answer('policy', [])).toBe(noAnswer);
  });

  test('reads texts without spaces between words', async () => {
    expect(await answer('政策金利は？', ['天気は良い。政策金利を据え置くことを決定した。昼食が出た。'], 1)).toBe(
      '“政策金利を据え置くことを決定した。” [doc:t:d#p1]',
    );
  });

  test('quotes letter by letter, and answers the same every time, whatever the passages hold', async () => {
    const words = constantFrom(
      'rate',
      'policy',
      'The',
      '0.25 %',
      '.',
      '?',
      '!',
      '\n',
      '\n\n',
      '|',
      '“',
      '”',
      '"',
      '[doc:x#p1]',
      '[',
      ']',
      '- ',
      '# ',
      '> ',
      '```',
      '\t',
      '\u00a0',
      ' ',
      ';',
      ': ',
      'ﬁne',
      '政策。',
      '---',
    );
    const passage = array(words, { minLength: 1, maxLength: 40 }).map((parts) => parts.join(' '));
    await assert(
      asyncProperty(array(passage, { minLength: 1, maxLength: 4 }), async (texts) => {
        const text = await answer('the policy rate 0.25', texts);
        expect(await answer('the policy rate 0.25', texts)).toBe(text);
        if (text === noAnswer) return;
        const lines = text.split('\n\n');
        expect(lines.length).toBeLessThanOrEqual(3);
        for (const line of lines) {
          const [, quote = '', number = ''] = /^“([^\n]+)” \[doc:t:d#p([0-9]+)\]$/.exec(line) ?? [];
          expect(quote).not.toBe('');
          expect(collapse(texts[Number(number) - 1] ?? '')).toContain(collapse(quote));
          expect(quote).not.toMatch(/”|doc:/);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('takes hostile passages of a megabyte in its stride', () => {
    for (const text of [
      '. '.repeat(500_000),
      '.)'.repeat(500_000),
      '|'.repeat(1_000_000),
      '- '.repeat(500_000),
      `a${' '.repeat(1_000_000)}b`,
      '=\n'.repeat(500_000),
      '[“:'.repeat(300_000),
    ]) {
      expect(chooseQuotes('the policy rate', snapshotOf('d', [text]).passages, 3)).toEqual([]);
    }
  });
});
