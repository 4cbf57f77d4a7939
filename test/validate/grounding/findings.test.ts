import { describe, expect, it } from 'vitest';
import type { FindingCode } from '../../../src/model/generated/documents.ts';
import { check } from '../../../src/model/parse.ts';
import { ground } from '../../../src/validate/grounding/ground.ts';
import { cutOf, policy, type Case } from './fixture.ts';

type GroundingCode = Extract<
  FindingCode,
  | 'no-evidence'
  | 'evidence-thin'
  | 'number-mismatch'
  | 'unit-mismatch'
  | 'date-mismatch'
  | 'name-unsupported'
  | 'negation-mismatch'
  | 'quantifier-mismatch'
  | 'direction-mismatch'
  | 'condition-dropped'
  | 'certainty-raised'
  | 'binding-unclear'
  | 'language-unsupported'
>;

interface Attack extends Case {
  readonly says: string;
  readonly state: string;
}

const one = (claim: string, source: string, state: string, says: string): Attack => ({ claims: [claim], sources: { 'doc:a#p1': source }, state, says });

const attacks: Readonly<Record<GroundingCode, Attack>> = {
  'no-evidence': one('Whales sing at night.', 'The bridge opened in 1932.', 'unsupported', 'no passage that the claim may rest on says anything like it'),
  'evidence-thin': one(
    'The old stone bridge across the river opened in 1932 to loud applause.',
    'The old stone bridge across the river opened in 1932.',
    'unsure',
    'lack "loud", "applause"',
  ),
  'number-mismatch': one(
    'The policy rate is 0.75 %.',
    'The policy rate is 0.25 %.',
    'contradicted',
    'the claim says 0.75 %, the closest evidence (doc:a#p1) says 0.25 %',
  ),
  'unit-mismatch': one(
    'The ticket costs 12 euros today.',
    'The ticket costs 12 dollars today.',
    'contradicted',
    'the claim says 12 euros, the closest evidence (doc:a#p1) says 12 dollars',
  ),
  'date-mismatch': one(
    'The bridge opened on 3 May 1932.',
    'The bridge opened on 4 May 1932.',
    'contradicted',
    'the claim says 3 May 1932, the closest evidence (doc:a#p1) says 4 May 1932',
  ),
  'name-unsupported': one(
    'The bridge in Leeds opened in 1932.',
    'The bridge in York opened in 1932.',
    'unsupported',
    'the claim names Leeds, which stands in none of the passages',
  ),
  'negation-mismatch': one('The bridge is open to heavy trucks.', 'The bridge is not open to heavy trucks.', 'contradicted', 'says "not open to heavy"'),
  'quantifier-mismatch': one(
    'All trucks must pay the toll.',
    'Some trucks must pay the toll.',
    'unsure',
    'the claim says "All", the closest evidence (doc:a#p1) says "Some"',
  ),
  'direction-mismatch': one(
    'The toll increased sharply in spring.',
    'The toll decreased sharply in spring.',
    'contradicted',
    'the claim says "increased", the closest evidence (doc:a#p1) says "decreased"',
  ),
  'condition-dropped': one(
    'Trucks cross the bridge free of charge.',
    'Trucks cross the bridge free of charge unless they are empty.',
    'unsure',
    '"unless they are empty.',
  ),
  'certainty-raised': one('The bridge closes next winter.', 'The bridge may close next winter.', 'unsure', '"may"'),
  'binding-unclear': one('Brent fell 2 %.', 'Avon fell 2 % and Brent fell 3 %.', 'unsure', 'the claim says'),
  'language-unsupported': one(
    'Die Brücke wurde im Mai eröffnet und ist sehr lang.',
    'Die Brücke wurde im Mai 1932 eröffnet und ist sehr lang.',
    'unsure',
    'not in English',
  ),
};

describe('each finding of the grounding layer', () => {
  it.each(Object.entries(attacks))('%s', (code, { state, says, ...attack }) => {
    const { outcome, groundings } = ground(cutOf(attack), policy);
    const told = outcome.findings.filter((finding) => finding.code === code);
    expect(outcome.findings.map((finding) => finding.code)).toContain(code);
    expect(told.map((finding) => finding.message).join()).toContain(says);
    expect(groundings[0]?.state).toBe(state);
    for (const finding of outcome.findings) expect(check('finding', finding)).toMatchObject({ ok: true });
  });

  it.each(Object.entries(attacks))('no %s where the claim says what the source says', (code, attack) => {
    if (code === 'language-unsupported') return;
    const source = attack.sources['doc:a#p1'] ?? '';
    const { outcome, groundings } = ground(cutOf({ ...attack, claims: [source] }), policy);
    expect(outcome.findings).toEqual([]);
    expect(groundings[0]?.state).toBe('supported');
  });
});

describe('severity', () => {
  const severityOf = (attack: Attack, with_: Partial<typeof policy>): string | undefined =>
    ground(cutOf(attack), { ...policy, ...with_ }).outcome.findings[0]?.severity;
  it('of a contradiction is fail, whatever the policy', () => {
    expect(severityOf(attacks['number-mismatch'], { unsure: 'review', unsupported: 'review' })).toBe('fail');
  });
  it('of what stands nowhere is what the policy says of unsupported claims', () => {
    expect(severityOf(attacks['name-unsupported'], { unsupported: 'review' })).toBe('review');
    expect(severityOf(attacks['name-unsupported'], { unsupported: 'fail' })).toBe('fail');
  });
  it('of a doubt is what the policy says of unsure claims', () => {
    expect(severityOf(attacks['certainty-raised'], { unsure: 'review' })).toBe('review');
    expect(severityOf(attacks['certainty-raised'], { unsure: 'fail' })).toBe('fail');
  });
});
