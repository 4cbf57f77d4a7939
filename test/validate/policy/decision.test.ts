import { describe, expect, it } from 'vitest';
import type { Finding, GatePolicy, Run, VerdictResult } from '../../../src/model/generated/documents.ts';
import { finding } from '../../../src/validate/finding.ts';
import type { Grounding } from '../../../src/validate/layer.ts';
import { citationShares, claimStates, countsOf, type ClaimState } from '../../../src/validate/policy/claim-states.ts';
import { decide } from '../../../src/validate/policy/decision.ts';
import { checkPolicy } from '../../../src/validate/policy/policy.ts';
import { cut } from '../cut.ts';
import { policy } from '../run-fixture.ts';

const state = (claim_id: string, is: ClaimState['state'], basis: ClaimState['basis'] = 'retrieval'): ClaimState => ({
  claim_id,
  state: is,
  basis,
  reason: `${is} for a reason`,
  evidence: [],
});
const block = finding('L0', 'span-open', 'block', 'a span is open');
const fail = finding('L2', 'citation-unknown', 'fail', 'x is cited and was never retrieved', { claim: 'c1' });
const review = finding('L2', 'injection-suspected', 'review', 'a source speaks');
const note = finding('L2', 'claim-uncited', 'note', 'cites nothing', { claim: 'c1' });
const late = finding('L5', 'claims-contradict', 'fail', 'c1 and c2 contradict each other');

describe('the verdict', () => {
  it.each<[string, readonly Finding[], readonly ClaimState[], Partial<GatePolicy>, VerdictResult, string]>([
    [
      'all supported',
      [],
      [state('c1', 'supported', 'quotation'), state('c2', 'supported')],
      {},
      'pass',
      'all 2 claims are supported: 1 on quotations, 1 on retrieval',
    ],
    ['one supported, with a note', [note], [state('c1', 'supported')], {}, 'pass', 'the one claim is supported: 0 on quotations, 1 on retrieval'],
    ['a block', [block], [], {}, 'fail', 'a span is open'],
    ['a failed citation', [fail], [state('c1', 'unsupported')], { unsupported: 'review' }, 'fail', 'claim c1: x is cited and was never retrieved'],
    ['a suspicion', [review], [state('c1', 'supported')], {}, 'review', 'a source speaks'],
    [
      'a contradiction',
      [],
      [state('c1', 'supported'), state('c2', 'contradicted')],
      { unsupported: 'review', unsure: 'review' },
      'fail',
      'claim c2: contradicted for a reason',
    ],
    ['unsupported, strict', [], [state('c1', 'unsupported')], { unsupported: 'fail' }, 'fail', 'claim c1: unsupported for a reason'],
    ['unsupported, lenient', [], [state('c1', 'unsupported')], { unsupported: 'review' }, 'review', 'claim c1: unsupported for a reason'],
    ['unsure, strict', [], [state('c1', 'unsure')], { unsure: 'fail' }, 'fail', 'claim c1: unsure for a reason'],
    ['unsure, lenient', [], [state('c1', 'unsure')], { unsure: 'review' }, 'review', 'claim c1: unsure for a reason'],
    [
      'nine good ones do not outvote a bad one',
      [],
      [...Array.from({ length: 9 }, (_, i) => state(`c${i + 1}`, 'supported')), state('c10', 'contradicted')],
      {},
      'fail',
      'claim c10: contradicted for a reason',
    ],
    ['fail comes before review', [review], [state('c1', 'unsure'), state('c2', 'contradicted')], {}, 'fail', 'claim c2: contradicted for a reason'],
    [
      'a contradiction is named before what is only unsupported',
      [],
      [state('c1', 'unsupported'), state('c2', 'contradicted')],
      {},
      'fail',
      'claim c2: contradicted for a reason (and 1 more)',
    ],
    ['later layers decide too', [late], [state('c1', 'supported'), state('c2', 'supported')], {}, 'fail', 'c1 and c2 contradict each other'],
    ['a block is named first', [fail, block], [], {}, 'fail', 'a span is open (and 1 more)'],
    [
      'a contradiction is named before what the layers above find',
      [late],
      [state('c1', 'contradicted')],
      {},
      'fail',
      'claim c1: contradicted for a reason (and 1 more)',
    ],
    ...(['L0', 'L1', 'L2'] as const).map((layer): [string, readonly Finding[], readonly ClaimState[], Partial<GatePolicy>, VerdictResult, string] => [
      `what layer ${layer} finds is named before a contradiction`,
      [late, finding(layer, 'citation-unknown', 'fail', `of ${layer}`)],
      [state('c1', 'contradicted')],
      {},
      'fail',
      `of ${layer} (and 2 more)`,
    ]),
  ])('%s', (_, findings, states, rules, result, reason) => {
    expect(decide(findings, states, { ...policy, ...rules })).toEqual({ result, reason });
  });
});

describe('layer L6', () => {
  it.each<[Run['assurance'] | undefined, GatePolicy['minimum_assurance'], boolean]>([
    ['recorder', 'recorder', true],
    ['wrapper', 'recorder', false],
    ['declared', 'wrapper', false],
    ['imported', 'wrapper', false],
    ['imported', 'declared', true],
    ['wrapper', 'declared', true],
    [undefined, 'declared', true],
    [undefined, 'wrapper', false],
  ])('%s is enough for %s: %s', (assurance, minimum_assurance, isEnough) => {
    const { findings } = checkPolicy({ ...policy, minimum_assurance }, 1, assurance);
    expect(findings.map(({ layer, code, severity }) => `${layer} ${code} ${severity}`)).toEqual(isEnough ? [] : ['L6 policy-assurance fail']);
    if (!isEnough) expect(findings[0]?.message).toContain(assurance ?? 'no record');
  });

  it.each([
    [0, 1, 1],
    [1, 1, 0],
    [2, 3, 1],
    [3, 3, 0],
  ])('%i claims where %i are asked for', (claims, minimum_claims, findings) => {
    expect(checkPolicy({ ...policy, minimum_claims }, claims, 'recorder').findings).toHaveLength(findings);
  });
});

describe('the states of claims', () => {
  const { claims } = cut('It rose. [doc:boj:brief#p1] It fell. [doc:gone] It stayed.');
  const grounded = (claim_id: string, is: Grounding['state'] = 'supported'): Grounding => ({
    claim_id,
    state: is,
    basis: 'quotation',
    reason: 'found',
    evidence: [],
    findings: [],
  });

  it('are those of the claims that we cut: forgotten, doubled and foreign ones are open', () => {
    const states = claimStates(claims, [grounded('c1'), grounded('c2'), grounded('c2'), grounded('c9')], []);
    expect(states.map((one) => `${one.claim_id} ${one.state} ${one.basis}`)).toEqual(['c1 supported quotation', 'c2 unsure none', 'c3 unsure none']);
    expect(states[1]).toMatchObject({ reason: 'no layer says what this claim rests on', evidence: [] });
  });

  it('are never supported where a layer below failed them', () => {
    const states = claimStates(
      claims,
      ['c1', 'c2', 'c3'].map((id) => grounded(id)),
      [fail, review],
    );
    expect(states.map((one) => one.state)).toEqual(['unsupported', 'supported', 'supported']);
    expect(states[0]?.reason).toBe(fail.message);
  });

  it('fall with a block below, and stand where a layer below only asks for a look', () => {
    const below = (severity: Finding['severity']): readonly Finding[] => [finding('L2', 'citation-unknown', severity, 'x', { claim: 'c1' })];
    const stateWith = (severity: Finding['severity']): string | undefined => claimStates(claims, [grounded('c1')], below(severity))[0]?.state;
    expect([stateWith('block'), stateWith('fail'), stateWith('review'), stateWith('note')]).toEqual(['unsupported', 'unsupported', 'supported', 'supported']);
  });

  it('are of claims alone, and never of what is declared to be none', () => {
    const headed = cut('# Heading\n\nIt rose.').claims;
    const states = claimStates(headed, [grounded('c1'), grounded('c2')], []);
    expect(states.map((one) => one.claim_id)).toEqual(['c1']);
    expect(countsOf(headed, states)).toMatchObject({ claims: 1, non_claims: 2, supported: 1 });
  });

  it('stay contradicted where a layer below failed them too', () => {
    expect(claimStates(claims, [grounded('c1', 'contradicted')], [fail])[0]?.state).toBe('contradicted');
  });

  it('are counted, and so are citations', () => {
    const states = claimStates(claims, [grounded('c1'), grounded('c2', 'contradicted'), grounded('c3', 'unsupported')], []);
    expect(countsOf(claims, states)).toEqual({
      claims: 3,
      non_claims: 0,
      supported: 1,
      contradicted: 1,
      unsupported: 1,
      unsure: 0,
      on_quotation: 1,
      on_retrieval: 0,
    });
    expect(citationShares(claims, states, (id) => id !== 'doc:gone')).toEqual({ recall: 1 / 3, precision: 1 / 2 });
    const none = cut('# Heading').claims;
    expect(citationShares(none, [], () => true)).toEqual({ recall: null, precision: null });
  });
});
