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
    [['The court did not reject the appeal of Delta Freight.', 'The court rejected the appeal of Delta Freight.'], 'c2 denies what c1 says'],
    [['The court did not accept the appeal of Delta Freight.', 'The court did not reject the appeal of Delta Freight.'], 'c2 says the contrary'],
    [['The firm sold 40 boats in Oslo.', 'The firm did not sell 40 boats in Oslo.'], 'c2 denies what c1 says'],
    [['Exports of 40 boats increased in spring.', 'Exports of 40 boats decreased in spring.'], 'c2 says the contrary'],
  ],
  'two-values': [
    [['The policy rate of Norland is 0.25 %.', 'The policy rate of Norland is 0.75 %.'], 'c1 says 0.25 % and c2 says 0.75 % of the same thing'],
    [['In 2023 the policy rate was 2 %.', 'The policy rate was 3 % in 2023.'], 'c1 says 2 % and c2 says 3 %'],
    [
      [
        'The policy rate of Norland is 2 % and the jobless rate of Norland is 5 %.',
        'The policy rate of Norland is 3 % and the jobless rate of Norland is 5 %.',
      ],
      'c1 says 2 % and c2 says 3 % of the same thing',
    ],
    [
      [
        'The policy rate of Norland is 2 % and the jobless rate of Norland is 5 %.',
        'The policy rate of Norland is 2 % and the jobless rate of Norland is 6 %.',
      ],
      'c1 says 5 % and c2 says 6 % of the same thing',
    ],
    [['On 3 May 2024 the policy rate was 2 %.', 'On 3 May 2024 the policy rate was 3 %.'], 'c1 says 2 % and c2 says 3 %'],
    [['The policy rate of Norland is 2 %, and wages grow.', 'The policy rate of Norland is 3 %, and wages grow.'], 'c1 says 2 % and c2 says 3 %'],
  ],
  'sum-mismatch': [
    [['Sales rose by 30 % from 80 to 100 boats.'], 'is no change of 30 %'],
    [['The rate rose from 2.25 % to 3.25 %, an increase of 2 percentage points.'], 'from 2.25 % to 3.25 %'],
    [['The harbour holds 3 boats, 4 ferries and 5 barges, a total of 13.'], '3 and 4 and 5 do not add up to 13'],
    [['A total of 13 ships: 3 boats, 4 ferries and 5 barges.'], 'do not add up to 13'],
    [['As the table shows, 3 + 4 = 8.'], '3 and 4 do not add up to 8'],
    [['As the table shows, 3 plus 4 plus 5 equals 13.'], '3 and 4 and 5 do not add up to 13'],
    [['As the table shows, 9 + 3 + 4 + 5 = 12.'], '9 and 3 and 4 and 5 do not add up to 12'],
    [['The harbour holds 3 boats, 4 ferries and 5 barges, 13 altogether.'], 'do not add up to 13'],
    [['The harbour holds 3 boats, 4 ferries and 5 barges, 13 in total.'], 'do not add up to 13'],
    [['The harbour holds 3 boats, 4 ferries and 5 barges, totalling 13.'], 'do not add up to 13'],
    [['The harbour holds a total of 13 ships, comprising 3 boats, 4 ferries and 5 barges.'], 'do not add up to 13'],
    [['The harbour holds a total of 13 ships, namely 3 boats, 4 ferries and 5 barges.'], 'do not add up to 13'],
    [['It sold 3 boats and 4 ferries for a total of 8.'], '3 and 4 do not add up to 8'],
    [['Costs were 1.2 million and 2.3 million euros, a total of 3.7 million euros.'], 'do not add up to 3.7 million euros'],
    [['Sales rose 30 % from 80 to 100 boats.'], 'is no change of 30 %'],
    [['Sales rose by 23 % from 80 to 100 boats.'], 'is no change of 23 %'],
    [['Sales rose by 27 % from 80 to 100 boats.'], 'is no change of 27 %'],
    [['The rate rose from 2.2 % to 3.3 %, an increase of 1.3 percentage points.'], 'is no change of 1.3 percentage points'],
    [['There was a 30 % increase from 80 to 100 boats.'], 'is no change of 30 %'],
    [['There was an increase of 30 % from 80 to 100 boats.'], 'is no change of 30 %'],
    [['Sales fell by 30 % from 100 to 80 boats.'], 'from 100 to 80 is no change of 30 %'],
    [['Sales fell by 30 boats from 100 to 80 boats.'], 'from 100 to 80 is no change of 30'],
    [['The rate rose by 2 percentage points from 2.25 % to 3.25 %.'], 'from 2.25 % to 3.25 % is no change of 2 percentage points'],
  ],
};

describe('each finding of the consistency layer', () => {
  for (const [code, cases] of Object.entries(attacks)) {
    it.each(cases)(`${code}: %j`, (texts, says) => {
      const told = findings(...texts);
      expect(told.map((finding) => finding.code)).toEqual([code]);
      expect(told[0]?.message).toContain(says);
      expect(told[0]).toMatchObject({ layer: 'L5', severity: 'review', claim_id: `c${texts.length}` });
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
    ['two denials of one thing', ['The court did not accept the appeal of Delta Freight.', 'The court rejected the appeal of Delta Freight.']],
    ['another value, denied', ['The firm sold 40 boats in Oslo.', 'The firm did not sell 50 boats in Oslo.']],
    ['another number of contrary things', ['Exports of 40 boats increased in spring.', 'Exports of 50 boats decreased in spring.']],
    ['too few words to be of one thing', ['Exports increased.', 'Exports decreased.', 'Ducks swim.', 'Ducks do not swim.']],
    ['one of two values', ['The firm sold 40 boats for 3 euros in Oslo.', 'The firm sold 50 boats for 3 euros in Oslo.']],
    ['values beside other words', ['The policy rate of Norland is 2 %, and wages grow.', 'The policy rate of Norland is 3 %, and prices grow.']],
    ['a value that is denied', ['The policy rate is 2 %.', 'The policy rate is not 3 %.']],
    ['a value that is about', ['The policy rate is 2 %.', 'The policy rate is about 3 %.']],
    ['a fall that adds up', ['Sales fell by 20 % from 100 to 80 boats.', 'Sales fell by 20 boats from 100 to 80 boats.']],
    ['a rise from nothing', ['Sales rose by 500 % from 0 to 5 boats.', 'Sales rose by 5 boats from 0 to 5 boats.']],
    ['a change that is bounded', ['Sales rose by more than 20 % from 80 to 100 boats.']],
    ['one change of two', ['Sales rose by 30 % from 80 to 100 boats and from 3 to 4 ships.']],
    ['a change that adds up', ['Sales rose by 25 % from 80 to 100 boats.']],
    ['a change that adds up before it was rounded', ['Sales rose by 24 % from 80 to 100 boats.', 'Sales rose by 26 % from 80 to 100 boats.']],
    ['points that add up before they were rounded', ['The rate rose from 2.2 % to 3.3 %, an increase of 1.2 percentage points.']],
    ['a fact and a possibility', ['Exports of timber increased in spring.', 'Exports of timber may decrease in spring.']],
    [
      'the same two values',
      [
        'The policy rate of Norland is 2 % and the jobless rate of Norland is 5 %.',
        'The policy rate of Norland is 2 % and the jobless rate of Norland is 5 %.',
      ],
    ],
    [
      'two values beside other words',
      [
        'The policy rate of Norland is 2 % and the jobless rate of Norland is 5 %.',
        'The policy rate of Norland is 3 % and the savings rate of Norland is 5 %.',
      ],
    ],
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
