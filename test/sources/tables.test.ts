import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusal, snapshotOf } from './scratch-folder.ts';
import { expectRoundTrip, expectSound, wordsPutIn } from './snapshot-checks.ts';

const textOf = async (name: string, content: string): Promise<string> => (await snapshotOf(name, content)).text;
const csvCell = fc.string({ unit: fc.constantFrom('a', 'B', '7', ' ', ',', '"', '\n', '\r\n', 'ä', '😀', ';', ':'), maxLength: 8 });
const said = (value: string): string => value.replaceAll(/\s+/g, ' ').trim();
const quoted = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

describe('CSV', () => {
  it('says each row as one line that explains itself', async () => {
    const csv = '\uFEFFYear,Policy rate (%),Note\r\n2024,0.25,"Raised, after 17 years"\r\n\r\n2025,0.50,\r\n';
    const snapshot = await snapshotOf('rates.csv', csv);
    expect(snapshot.text).toBe('Year: 2024; Policy rate (%): 0.25; Note: Raised, after 17 years\nYear: 2025; Policy rate (%): 0.50');
    expect(snapshot.passages[0]?.source.locator).toBe('rows 2-3');
    expectSound(snapshot);
    expect(expectRoundTrip(snapshot)).toBe(10);
  });

  it.each([
    ['semicolons', 'a.csv', 'A;B\n1,5;2\n', 'A: 1,5; B: 2'],
    ['tabs', 'a.tsv', 'A\tB\n1, 5\t"2"\n', 'A: 1, 5; B: 2'],
    ['years as column names', 'a.csv', 'Country,2023,2024\nNorland,1,2\n', 'Country: Norland; 2023: 1; 2024: 2'],
    ['no column names', 'a.csv', '1,2\n3,4\n', 'column 1: 1; column 2: 2\ncolumn 1: 3; column 2: 4'],
    ['rows of unequal length', 'a.csv', 'A,B\n1\n2,3,4\n', 'A: 1\nA: 2; B: 3; column 3: 4'],
    ['column names alone', 'a.csv', 'A,B\n', 'A; B'],
    ['quotes within a bare cell', 'a.csv', 'A,B\n5" pipe,"x ""y"" z"\n', 'A: 5" pipe; B: x "y" z'],
    ['line breaks in a cell', 'a.csv', 'A,B\n"one\ntwo",3\n', 'A: one two; B: 3'],
  ])('reads %s', async (_, name, csv, text) => {
    expect(await textOf(name, csv)).toBe(text);
  });

  it('reads back what was written, each value mapped to its own bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(csvCell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 6 }), async (rows) => {
        const csv = ['A,B,C', ...rows.map((row) => row.map(quoted).join(','))].join('\r\n');
        const lines = rows.map((row) => row.flatMap((value, index) => (said(value) === '' ? [] : [`${'ABC'.charAt(index)}: ${said(value)}`])).join('; '));
        const expected = lines.filter((line) => line !== '').join('\n');
        fc.pre(expected !== '');
        const snapshot = await snapshotOf('a.csv', csv);
        expect(snapshot.text).toBe(expected);
        expectSound(snapshot);
        expectRoundTrip(snapshot, (raw) => said(raw.replaceAll('""', '"')));
        expect(wordsPutIn(snapshot)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('refuses what has no one reading, naming the file', async () => {
    expect(await refusal(snapshotOf('bad.csv', 'A,B\n"open,1\n'))).toMatch(/^source-unreadable: .*bad\.csv/);
  });
});

describe('JSON', () => {
  it.each([
    ['records as rows', '[{"Year":2024,"Rate":0.250},{"Year":2025,"Rate":null,"Note":"a\\nb"}]', 'Year: 2024; Rate: 0.250\nYear: 2025; Note: a b'],
    [
      'anything else by path',
      '{"bank":{"name":"Norland","rates":[3.5,{"x":true}]},"n":12345678901234567890}',
      'bank.name: Norland\nbank.rates[0]: 3.5\nbank.rates[1].x: true\nn: 12345678901234567890',
    ],
    ['records within an object under their path', '{"t":"T","rows":[{"a":1}]}', 't: T\n\nrows\n\na: 1'],
    ['one value', '"Hello &amp; \\u00e4"', 'Hello &amp; ä'],
    ['both of two members with one key', '{"a":1,"a":2}', 'a: 1\na: 2'],
    ['escapes that are no text', '{"a":"x\\u0000\\ud800"}', 'a: x\uFFFD\uFFFD'],
  ])('reads %s', async (_, json, text) => {
    const snapshot = await snapshotOf('a.json', json);
    expect(snapshot.text).toBe(text);
    expectSound(snapshot);
  });

  it('says every value of any document, each mapped to its own bytes', async () => {
    const decode = (raw: string): string => {
      try {
        return said(String(JSON.parse(`"${raw}"`)).replaceAll('\0', '\uFFFD'));
      } catch {
        return raw;
      }
    };
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 4, stringUnit: 'grapheme' }), async (value) => {
        const leaves: string[] = [];
        JSON.stringify(value, (_, leaf: unknown) => {
          if (leaf !== null && typeof leaf !== 'object') leaves.push(typeof leaf === 'string' ? said(leaf.replaceAll('\0', '\uFFFD')) : JSON.stringify(leaf));
          return leaf;
        });
        fc.pre(leaves.some((leaf) => leaf !== ''));
        const snapshot = await snapshotOf('a.json', JSON.stringify(value, null, 2).replaceAll('\n', '\r\n'));
        for (const leaf of leaves) expect(snapshot.text).toContain(leaf);
        expectSound(snapshot);
        expectRoundTrip(snapshot, decode);
      }),
      { numRuns: 150 },
    );
  });

  it.each(['{', '{"a":}', '[1,]', '{"a":1}}', '"\n"', '"a', '{1:2}', 'nul', '[1 2]', '[01]', '"\\x"', '['.repeat(100_000)])(
    'refuses %s, naming the place',
    async (json) => {
      expect(await refusal(snapshotOf('bad.json', json))).toMatch(/^source-unreadable: .*bad\.json:\d+:\d+/);
    },
  );

  it('takes a string of a megabyte', async () => {
    expect((await snapshotOf('a.json', JSON.stringify({ a: 'word\\" '.repeat(150_000) }))).text).toMatch(/^a: word/);
  });
});
