import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextOffsets } from '../../../src/core/text-offsets.ts';
import { ground } from '../../../src/validate/grounding/ground.ts';
import { cutOf, groundings, groundOne, policy } from './fixture.ts';

const rate = 'The policy rate was raised to 3.75 per cent in March 2025.';
const claim = 'The policy rate was raised to 3.75 per cent in March 2025.';

describe('the evidence of a claim', () => {
  it('is the quotation and its sentence, to the byte', () => {
    const text = `Straße 5 is closed. ${rate} More follows.`;
    const quote = 'raised to 3.75 per cent';
    const { evidence } = groundings({ claims: [claim], sources: { 'doc:a#p1': text }, quotes: [quote] })[0] ?? { evidence: [] };
    const offsets = new TextOffsets(text);
    const start = text.indexOf(quote);
    expect(evidence.map((one) => one.text)).toEqual([quote, rate]);
    expect(evidence[0]?.range).toEqual(offsets.range(start, start + quote.length));
    expect(evidence[1]?.range.byte_start).toBe(evidence[1]?.range.start === undefined ? -1 : evidence[1].range.start + 1);
  });

  it('comes only from the passages that the claim cites', () => {
    const sources = { 'doc:a#p1': 'Ducks swim in the pond.', 'doc:b#p1': rate };
    expect(groundings({ claims: [claim], sources, cites: ['doc:b#p1'] })[0]).toMatchObject({ state: 'supported', basis: 'retrieval' });
    expect(groundings({ claims: [claim], sources, cites: ['doc:b'] })[0]?.state).toBe('supported');
    expect(groundings({ claims: [claim], sources, cites: ['doc:a#p1'] })[0]?.state).toBe('unsupported');
    expect(groundings({ claims: [claim], sources, cites: ['doc:never#p1'] })[0]).toMatchObject({ state: 'unsupported', basis: 'none' });
    expect(groundings({ claims: [claim], sources })[0]?.state).toBe('supported');
  });

  it('never comes from a suspect passage', () => {
    const suspected = { claims: [claim], sources: { 'doc:a#p1': rate }, suspect: ['doc:a#p1'] };
    expect(groundings(suspected)[0]).toMatchObject({ state: 'unsupported', basis: 'none', evidence: [] });
    expect(groundings({ ...suspected, quotes: [rate] })[0]).toMatchObject({ state: 'unsupported', evidence: [] });
  });

  it('is sought in other sentences where the quotation does not carry the claim', () => {
    const text = `Ducks swim in the northern pond. ${rate}`;
    expect(groundings({ claims: [claim], sources: { 'doc:a#p1': text }, quotes: ['Ducks swim in the northern pond.'] })[0]).toMatchObject({
      state: 'supported',
      basis: 'retrieval',
    });
  });
});

describe('the policy', () => {
  it('may demand quotations: without one a claim is at best unsure', () => {
    expect(groundOne(claim, rate, undefined, { quotations: 'required' })).toMatchObject({ state: 'unsure', basis: 'retrieval' });
    expect(groundOne(claim, rate, rate, { quotations: 'required' })).toMatchObject({ state: 'supported', basis: 'quotation' });
    expect(groundOne(claim, rate, undefined, { quotations: 'required' }).reason).toContain('quotes nothing');
  });

  it('may ask more of retrieval than of a quotation', () => {
    // "widely" is known to the passage, but not to the sentence.
    const source = 'The harbour bridge opened on 4 May 1932 for trams and cars. It was widely praised.';
    const mostly = 'The harbour bridge opened widely on 4 May 1932 for trams and cars.';
    const quote = 'The harbour bridge opened on 4 May 1932 for trams and cars.';
    expect(groundOne(mostly, source, quote, { minimum_coverage: 0.8 })).toMatchObject({ state: 'supported', basis: 'quotation' });
    expect(groundOne(mostly, source, undefined, { minimum_coverage: 0.8 }).state).toBe('unsure');
    expect(groundOne(mostly, source, undefined, { minimum_coverage: 0.8, quotations: 'optional' }).state).toBe('supported');
    expect(groundOne(mostly, source, quote, { minimum_coverage: 1 }).state).toBe('unsure');
  });

  it('does not take a few letters for a quotation', () => {
    expect(groundOne(claim, rate, '3.75 per')).toMatchObject({ basis: 'retrieval' });
  });
});

describe('claims that lean on others', () => {
  const sources = { 'doc:a#p1': 'The Mustang has two pickups and a vibrato arm.\nThe Jaguar has four strings.' };
  it('"it" must be what the claim before it names', () => {
    const first = 'The Jaguar has four strings.';
    expect(
      groundings({
        claims: [first, 'It has two pickups and a vibrato arm.'],
        sources: { 'doc:a#p1': 'The Mustang has two pickups and a vibrato arm.', 'doc:b#p1': first },
      })[1],
    ).toMatchObject({
      state: 'unsure',
    });
    expect(groundings({ claims: ['The Mustang has two pickups.', 'It has two pickups and a vibrato arm.'], sources })[1]?.state).toBe('supported');
  });

  it('a second half without a subject speaks of the first', () => {
    const apart = { 'doc:a#p1': 'Toyama Motors sold ten thousand cars in Ohio.', 'doc:b#p1': 'Harada Motors opened three large plants in Texas.' };
    const joined = 'Toyama Motors sold ten thousand cars in Ohio, and opened three large plants in Texas.';
    expect(groundings({ claims: [joined], sources: apart })[0]?.state).toBe('unsure');
    const together = { ...apart, 'doc:b#p1': 'Toyama Motors opened three large plants in Texas.' };
    expect(groundings({ claims: [joined], sources: together })[0]?.state).toBe('supported');
  });
});

describe('other languages', () => {
  const source = 'Die Bank hat den Leitzins im März auf 3,75 Prozent erhöht. Die Inflation ist nicht gesunken.';
  const sentence = 'Die Bank hat den Leitzins im März auf 3,75 Prozent erhöht.';
  it('are supported only by whole quoted sentences', () => {
    expect(groundOne(`„${sentence}“`, source, sentence)).toMatchObject({ state: 'supported', basis: 'quotation' });
    expect(groundOne('"Die Inflation ist nicht gesunken."', source, 'Die Inflation ist nicht gesunken.').state).toBe('supported');
    expect(groundOne('„gesunken ist die Bank nicht und das ist so“', source, 'Die Inflation ist').state).toBe('unsure');
    expect(groundOne(sentence, source).state).toBe('unsure');
    expect(groundOne('Es ist falsch: "Die Inflation ist nicht gesunken."', source, 'Die Inflation ist nicht gesunken.').state).toBe('unsure');
    expect(groundOne('"ist nicht gesunken und die"', `${source} Es ist nicht gesunken und die Bank ist nicht froh.`, 'ist nicht gesunken und die').state).toBe(
      'unsure',
    );
  });
  it('are unsupported where a figure stands nowhere, and say that the rest was not checked', () => {
    const wrong = 'Die Bank hat den Leitzins im März auf 4,5 Prozent erhöht und ist froh.';
    const {
      outcome,
      groundings: [first],
    } = ground(cutOf({ claims: [wrong], sources: { 'doc:a#p1': source } }), policy);
    expect(first).toMatchObject({ state: 'unsupported' });
    expect(first?.reason).toContain('4,5');
    expect(outcome.not_checked[0]?.why).toContain('not in English');
  });
  it('are told by their script, too', () => {
    const text = '中央銀行は三月に政策金利を引き上げた。物価は下がった。';
    expect(groundOne('中央銀行は三月に政策金利を引き上げた。', text, '中央銀行は三月に政策金利を引き上げた。').state).toBe('supported');
    expect(groundOne('中央銀行は政策金利を引き上げた。', text).state).toBe('unsure');
  });
});

describe('whatever it is given', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 30 }),
    fc.constantFrom(
      'The bank raised ',
      'not ',
      '3.75 % ',
      '12 March 2024 ',
      'Acme Corp ',
      '[doc:a#p1] ',
      '"',
      '“',
      '. ',
      '; ',
      '\n',
      '{"a": 1}',
      'from 3 to 5 ',
      'a hundred and five ',
      'Q3 ',
    ),
  );
  const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));

  it('gives each claim one grounding, and the same again', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 3 }), fc.array(text, { maxLength: 3 }), (claims, texts) => {
        const one = { claims, sources: Object.fromEntries(texts.map((source, index) => [`doc:s${index}#p1`, source])) };
        const first = ground(cutOf(one), policy);
        expect(first.groundings.map(({ claim_id }) => claim_id)).toEqual(claims.map((_, index) => `c${index + 1}`));
        expect(ground(cutOf(one), policy)).toEqual(first);
        for (const { state, reason, findings } of first.groundings) {
          expect(reason).not.toBe('');
          if (state !== 'supported') expect(findings.length + Number(reason.includes('says') || reason.includes('not in English'))).toBeGreaterThan(0);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('supports nothing without passages', () => {
    fc.assert(
      fc.property(text, (words) => {
        expect(groundings({ claims: [words], sources: {} })[0]?.state).not.toBe('supported');
      }),
      { numRuns: 100 },
    );
  });

  it('does not judge a claim of more than 400 words', () => {
    const long = Array.from({ length: 450 }, (_, index) => `word${index}`).join(' ');
    expect(groundOne(long, long)).toMatchObject({ state: 'unsure', basis: 'none' });
  });

  it('leaves non-claims alone', () => {
    const cut = cutOf({ claims: [claim], sources: {} });
    const silent = {
      ...cut,
      claims: { ...cut.claims, claims: cut.claims.claims.map((one) => ({ ...one, kind: 'non_claim' as const, non_claim_reason: 'heading' as const })) },
    };
    expect(ground(silent, policy).groundings).toEqual([]);
  });
});

describe('a statement followed by its quotation', () => {
  const source = 'The board met on Monday. Seven members voted for the decision and two voted to keep the rate unchanged.';
  const quote = 'Seven members voted for the decision and two voted to keep the rate unchanged.';
  it('is held against the quoted sentence, not against itself and the sentence together', () => {
    expect(groundOne(`Seven members voted for the decision. “${quote}”`, source, quote).state).toBe('supported');
  });
  it.each(['Seven members voted against the decision.', 'Nine members voted for the decision.', 'Two members voted for the decision.', 'It is false that.'])(
    'does not lend its truth to %j',
    (statement) => {
      expect(groundOne(`${statement} “${quote}”`, source, quote).state).not.toBe('supported');
    },
  );
});
