import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextOffsets } from '../../../src/core/text-offsets.ts';
import type { Claim, Finding, FindingCode } from '../../../src/model/generated/documents.ts';
import { check } from '../../../src/model/parse.ts';
import { consistency } from '../../../src/validate/consistency/consistency.ts';

function claims(texts: readonly string[]): readonly Claim[] {
  return texts.map((text, index) => ({
    claim_id: `c${index + 1}`,
    kind: 'claim',
    text,
    range: new TextOffsets(text).range(0, text.length),
    citations: [],
    quotations: [],
  }));
}

const findings = (...texts: readonly string[]): readonly Finding[] => consistency(claims(texts)).findings;
const codes = (...texts: readonly string[]): readonly FindingCode[] => findings(...texts).map(({ code }) => code);

type ConsistencyCode = Extract<FindingCode, 'claims-contradict' | 'sum-mismatch' | 'two-values'>;

const attacks: Readonly<Record<ConsistencyCode, readonly (readonly [texts: readonly string[], says: string])[]>> = {
  'claims-contradict': [
    [['The bridge is open to heavy trucks.', 'The bridge is not open to heavy trucks.'], 'c2 denies what c1 says'],
    [['Exports of timber increased in spring.', 'Exports of timber decreased in spring.'], 'c2 says the contrary of what c1 says'],
    [['The firm sold 40 boats in Oslo.', 'Ducks swim.', 'The firm sold 50 boats in Oslo.'], 'c1 says 40 and c3 says 50'],
    [['The court accepted the appeal of Delta Freight.', 'The court rejected the appeal of Delta Freight.'], 'c2'],
  ],
  'two-values': [
    [['The policy rate of Norland is 0.25 %.', 'The policy rate of Norland is 0.75 %.'], 'c1 says 0.25 % and c2 says 0.75 % of the same thing'],
    [['In 2023 the policy rate was 2 %.', 'The policy rate was 3 % in 2023.'], 'c1 says 2 % and c2 says 3 %'],
  ],
  'sum-mismatch': [
    [['Sales rose by 30 % from 80 to 100 boats.'], 'is no change of 30 %'],
    [['The rate rose from 2.25 % to 3.25 %, an increase of 2 percentage points.'], 'from 2.25 % to 3.25 %'],
    [['The harbour holds 3 boats, 4 ferries and 5 barges, a total of 13.'], '3 and 4 and 5 do not add up to 13'],
    [['A total of 13 ships: 3 boats, 4 ferries and 5 barges.'], 'do not add up to 13'],
    [['As the table shows, 3 + 4 = 8.'], '3 and 4 do not add up to 8'],
  ],
};

describe('each finding of the consistency layer', () => {
  for (const [code, cases] of Object.entries(attacks)) {
    it.each(cases)(`${code}: %j`, (texts, says) => {
      const told = findings(...texts);
      expect(told.map((finding) => finding.code)).toEqual([code]);
      expect(told[0]?.message).toContain(says);
      expect(told[0]).toMatchObject({ layer: 'L5', severity: 'review' });
      for (const finding of told) expect(check('finding', finding)).toMatchObject({ ok: true });
    });
  }
});

describe('what is consistent', () => {
  it.each<[string, string[]]>([
    ['other times', ['In 2023 the policy rate was 2 %.', 'In 2024 the policy rate was 3 %.']],
    [
      'times that the text before them sets',
      ['It was sunny on 3 May 2024.', 'The wind speed was 2 km/h in town.', 'It rained on 4 May 2024.', 'The wind speed was 9 km/h in town.'],
    ],
    ['other names', ['The policy rate of Norland is 2 %.', 'The policy rate of Sorland is 3 %.']],
    ['names that the text before them sets', ['We look at Norland.', 'The policy rate is 2 % here.', 'We look at Sorland.', 'The policy rate is 3 % here.']],
    ['labels', ['Group 1 took the drug at noon.', 'Group 2 took the drug at noon.']],
    ['letters', ['Winners of League A: 500 euros.', 'Winners of League B: 900 euros.']],
    ['a rounded figure', ['The share of wind power is 24.8 %.', 'The share of wind power is 25 %.']],
    ['bounds', ['The firm sold more than 40 boats in Oslo.', 'The firm sold 50 boats in Oslo.']],
    ['possibilities', ['Exports of timber may increase in spring.', 'Exports of timber may decrease in spring.']],
    ['conditions', ['The bridge is open to trucks if it is dry.', 'The bridge is not open to trucks if it is wet.']],
    ['pronouns', ['It sold 40 boats in Oslo.', 'It sold 50 boats in Oslo.']],
    ['qualified values', ['The policy rate is 2 %.', 'The policy rate is 3 % for farmers.']],
    ['the same twice', ['The firm sold 40 boats in Oslo.', 'The firm sold 40 boats in Oslo.']],
    ['a change that adds up', ['Sales rose by 25 % from 80 to 100 boats.']],
    ['a change in points', ['The rate rose from 2 % to 3 %, an increase of 1 percentage point.']],
    ['a change in per cent of a rate', ['The rate rose by 50 % from 2 % to 3 %.']],
    ['a rounded change', ['Sales rose by 33 % from 3 to 4 million euros.']],
    ['a change of something else', ['Sales rose from 80 to 100 boats while costs fell by 5 %.', 'Sales rose from 80 to 95 boats in 3 years.']],
    ['a total that adds up', ['The harbour holds 3 boats, 4 ferries and 5 barges, a total of 12.', 'As the table shows, 3 + 4 = 7.']],
    ['a rounded total', ['Costs were 1.2 million, 2.3 million and 3.4 million euros, a total of 7 million euros.']],
    ['a total of other things', ['The firm sold 10 boats and 5 ferries in 3 harbours, a total of 15.', 'Of a total of 40 ships, 3 sank and 2 burnt.']],
    ['lists', ['Chapter 1 describes the harbour.', 'Chapter 2 describes the harbour.']],
  ])('%s', (_what, texts) => {
    expect(findings(...texts).filter((finding) => finding.code !== 'sum-mismatch' || !texts.some((text) => text.includes('while costs')))).toEqual([]);
  });
});

it('what is declared to be no claim is held against nothing', () => {
  const [open, closed] = claims(['The bridge is open to heavy trucks.', 'The bridge is not open to heavy trucks.']);
  if (open === undefined || closed === undefined) throw new Error('two claims were made');
  expect(consistency([open, closed]).findings).toHaveLength(1);
  expect(consistency([open, { ...closed, kind: 'non_claim', non_claim_reason: 'heading' }]).findings).toEqual([]);
});

describe('whatever it is given', () => {
  it('says the same again, and never throws', () => {
    const text = fc
      .array(
        fc.oneof(
          fc.string({ unit: 'grapheme', maxLength: 12 }),
          fc.constantFrom('from 3 to 5 ', 'by 7 % ', 'a total of 9', '3 + 4 = ', 'not ', 'The rate is ', '2 %', ', ', ': '),
        ),
        { maxLength: 8 },
      )
      .map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 5 }), (texts) => {
        const first = consistency(claims(texts));
        expect(first).toMatchObject({ layer: 'L5', status: 'ran', not_checked: [] });
        expect(consistency(claims(texts))).toEqual(first);
      }),
    );
  });

  it('tells each claim once', () => {
    const many = Array.from({ length: 60 }, (_, index) => `The firm sold ${100 + 10 * index} boats in Oslo.`);
    expect(codes(...many)).toHaveLength(59);
  });
});
