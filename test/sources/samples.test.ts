import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Parser } from 'htmlparser2';
import { beforeAll, describe, expect, it } from 'vitest';
import { digestOfNode } from '../../src/core/digest.node.ts';
import { ingest, type Ingested } from '../../src/sources/ingest.node.ts';
import { createPassageIndex } from '../../src/sources/passage-index.ts';
import type { DocumentSnapshot, Passage } from '../../src/sources/snapshot.ts';
import { options } from './scratch-folder.ts';
import { expectRoundTrip, expectSound, wordsPutIn } from './snapshot-checks.ts';

const base = 'samples/documents';
const progress: string[] = [];
let ingested: Ingested = { snapshots: [], skipped: [] };

beforeAll(async () => {
  ingested = await ingest(['.'], { ...options(base), collection: 'norland', onProgress: (done, total, name) => progress.push(`${done}/${total} ${name}`) });
});

const snapshot = (name: string): DocumentSnapshot => {
  const found = ingested.snapshots.find(({ document }) => document.uri === name);
  if (found === undefined) throw new Error(name);
  return found;
};
const passageWith = (name: string, words: string): Passage => {
  const found = snapshot(name).passages.find(({ text }) => text.includes(words));
  if (found === undefined) throw new Error(`${name}: ${words}`);
  return found;
};

describe('the sample documents', () => {
  it('are read in byte order, with progress, and what is no document is reported', () => {
    const names = [
      'branch-network.xlsx',
      'figures.csv',
      'meeting-minutes.docx',
      'policy-brief.md',
      'safety-sheet.html',
      'scanned-notice.png',
      'stability-report.pdf',
    ];
    expect(ingested.snapshots.map(({ document }) => document.uri)).toEqual(names);
    expect(ingested.snapshots.map(({ document }) => document.document_id)).toEqual(names.map((name) => `doc:norland:${name}`));
    expect(progress).toEqual(names.map((name, index) => `${index + 1}/7 ${name}`));
    expect(ingested.skipped).toEqual([{ path: 'README', why: 'no reader for this kind of file' }]);
  });

  it('make sound snapshots of the very files', () => {
    for (const found of ingested.snapshots) {
      expectSound(found);
      expect(Buffer.from(found.original).equals(readFileSync(join(base, found.document.uri)))).toBe(true);
      expect(wordsPutIn(found)).toEqual([]);
      expect(found.document.retrieved_at).toBe('2025-03-20T12:00:00.000Z');
    }
  });

  it('are named by what they call themselves', () => {
    expect(ingested.snapshots.map(({ document }) => document.title)).toEqual([
      undefined,
      undefined,
      'Minutes of the Payments Committee',
      'Bank of Norland: Monetary Policy Brief, March 2025',
      'Safety data sheet: Norclean Citrus Descaler',
      'Public notice',
      'Financial Stability Report 2025',
    ]);
  });

  it('map to bytes where the format has them', () => {
    const said = (raw: string): string => {
      let text = '';
      const parser = new Parser({ ontext: (data) => (text += data) });
      parser.end(raw);
      return text.replaceAll(/[ \t\n\f\r]+/g, ' ');
    };
    expect(expectRoundTrip(snapshot('policy-brief.md'))).toBe(1);
    expect(expectRoundTrip(snapshot('figures.csv'))).toBeGreaterThan(100);
    expect(expectRoundTrip(snapshot('safety-sheet.html'), said)).toBeGreaterThan(100);
  });

  it('say where a person finds each passage', () => {
    expect(passageWith('policy-brief.md', 'Except during').source.locator).toBe(
      'lines 27-31, Bank of Norland: Monetary Policy Brief, March 2025 > Exception clause',
    );
    expect(passageWith('safety-sheet.html', 'contact lenses').source.locator).toBe(
      'lines 29-31, Safety data sheet: Norclean Citrus Descaler > 3. First aid > Eyes',
    );
    expect(passageWith('figures.csv', 'Year: 2022').source.locator).toBe('rows 8-11');
    expect(passageWith('branch-network.xlsx', 'Sandvar; Year: 2024').source.locator).toBe('sheet Cash paid out, rows 2-9');
    expect(passageWith('meeting-minutes.docx', 'Card fees').source.locator).toBe('paragraphs 6-7, Item 2: Card fees');
    expect(passageWith('stability-report.pdf', 'Norpay').source.locator).toBe('page 2, Financial Stability Report 2025 > Payments');
    expect(passageWith('scanned-notice.png', 'Tuesday').source.locator).toBe('page 1, Public notice');
  });

  it('show of a page what its reader sees, and of a workbook its visible sheets', () => {
    expect(snapshot('safety-sheet.html').text).not.toMatch(/machines only|analytics|font-family/);
    expect(snapshot('branch-network.xlsx').text).not.toMatch(/999/);
    expect(snapshot('branch-network.xlsx').text).toContain('Town: Lindow; County: Eastmark; Opened: 1954-09-01; Staff: 23; Share of staff part-time: 35%;');
    expect(snapshot('branch-network.xlsx').text).toContain('Town: Total; Staff: 461');
    expect(snapshot('meeting-minutes.docx').text).toContain('Action: Letter to both card schemes; Owner: Chair; Due: 15 April 2025');
  });

  it('name the cell, the paragraph, the page of each stretch', () => {
    const origins = (name: string, words: string): unknown => {
      const { map, text } = snapshot(name);
      const at = Buffer.byteLength(text.slice(0, text.indexOf(words)));
      return map.segments.find((segment) => segment.byte_start <= at && at < segment.byte_end)?.origin;
    };
    expect(origins('branch-network.xlsx', '1954-09-01')).toEqual({ kind: 'part', part: 'Branches!C5' });
    expect(origins('meeting-minutes.docx', 'polymer')).toEqual({ kind: 'part', part: 'paragraph 5' });
    expect(origins('stability-report.pdf', '47 minutes')).toEqual({ kind: 'page', page: 2 });
    expect(origins('scanned-notice.png', '2,000 crowns')).toMatchObject({
      kind: 'page',
      page: 1,
      box: [expect.closeTo(103, -1), expect.closeTo(560, -2), expect.any(Number), expect.any(Number)],
    });
  });

  it('recognises the scanned page letter by letter, and says how sure it is', () => {
    const { text, map } = snapshot('scanned-notice.png');
    expect(text).toContain('The counter of the Lindow branch will be closed from 19 May 2025 to 6 June 2025, while the strong room is rebuilt.');
    expect(text).toContain('Please bring proof of identity if the notes are worth more than 2,000 crowns.');
    expect(text).toContain('Questions are answered by telephone at 0800 555 0177.');
    const sure = map.segments.flatMap(({ origin }) => (origin.kind === 'page' ? [origin.confidence ?? 0] : []));
    expect(sure).toHaveLength(13);
    expect(Math.min(...sure)).toBeGreaterThan(80);
  });

  it.each([
    ['By how much did the Bank of Norland lower its policy rate in March 2025?', 'to lower the policy rate by 0.25 percentage points, from 3.75% to 3.50%'],
    ['Which banks are exempt from minimum reserves?', 'does not apply to banks whose deposits are below 500 million crowns, unless'],
    ['At what temperature must the descaler be stored?', 'between 5 °C and 30 °C'],
    ['What do I do if the descaler gets into my eyes?', 'at least 15 minutes. Remove contact lenses, unless they stick to the eye'],
    ['What was inflation in 2022?', 'Year: 2022; Policy rate (%): 2.25; Inflation (%): 7.9'],
    ['How many people work at the Lindow branch?', 'Town: Lindow; County: Eastmark; Opened: 1954-09-01; Staff: 23'],
    ['Until when is the old 20 crown note legal tender?', 'The old note stays legal tender until 30 June 2027.'],
    ['When is the counter of the Lindow branch closed?', 'closed from 19 May 2025 to 6 June 2025'],
    ['How far does the common equity ratio fall in the stress test?', 'falls to 12.9% in the second year'],
    ['When will the countercyclical buffer be raised?', 'raise it to 2.5% from 1 January 2026, unless'],
    ['What share of purchases in shops was paid in cash?', 'Cash was used for 14% of purchases in shops in 2024.'],
    ['How much cash did Sandvar pay out in 2024?', 'Town: Sandvar; Year: 2024; Cash paid out (million crowns): 16'],
  ])('answers: %s', (question, answer) => {
    const text = (passage: Passage): string => passage.text.replaceAll('\u00a0', ' ');
    const { results } = createPassageIndex(
      ingested.snapshots.flatMap(({ passages }) => passages),
      digestOfNode,
    ).search(question, { top: 4 });
    const rank = results.find(({ passage }) => text(passage).includes(answer))?.rank;
    if (process.env['SHOW_RANKS'] !== undefined) process.stdout.write(`${rank} ${question}\n`);
    expect(rank).toBeDefined();
  });
});
