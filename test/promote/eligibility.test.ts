import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant } from '../../src/core/clock.ts';
import { utf8 } from '../../src/core/bytes.ts';
import { digestOf } from '../../src/core/digest.ts';
import type { GatePolicy, Run, Verdict, VerdictResult } from '../../src/model/generated/documents.ts';
import { newRunId } from '../../src/model/ids.ts';
import { eligibility, type Approval, type JudgedRun } from '../../src/promote/eligibility.ts';
import { claims, clock, closedRun, policy, random, verdictOf } from './fixtures/sample-run.ts';
import { inWorld } from './fixtures/world.ts';

const approval: Approval = { by: 'ines', reason: 'read it', at: instant(0n) };
const other = digestOf(utf8('another'));

interface Papers {
  readonly run: Run;
  readonly judged: JudgedRun;
}

async function papers(result: VerdictResult): Promise<Papers> {
  let found: Papers | undefined;
  await inWorld(async ({ store }) => {
    const run = closedRun(store);
    found = { run, judged: { recorded: store.runs.recorded(run.run_id), verdict: verdictOf(run.run_id, result), claims, policy } };
  });
  if (found === undefined) throw new Error('no papers');
  return found;
}

describe('eligibility', () => {
  it('a pass is decided by the gate, with an approval or without', async () => {
    const { judged } = await papers('pass');
    for (const by of [undefined, approval])
      expect(eligibility(judged, digestOf, by)).toEqual({ status: 'eligible', decidedBy: { kind: 'gate', id: 'standard' } });
  });

  it('a review is held until an approver says yes', async () => {
    const { judged } = await papers('review');
    expect(eligibility(judged, digestOf)).toEqual({ status: 'held', reasons: ['it is a review'] });
    expect(eligibility(judged, digestOf, approval)).toEqual({
      status: 'eligible',
      decidedBy: { kind: 'person', id: 'ines', reason: 'read it', at: instant(0n) },
    });
  });

  it('a fail stands', async () => {
    const { judged } = await papers('fail');
    for (const by of [undefined, approval]) expect(eligibility(judged, digestOf, by)).toEqual({ status: 'rejected', reasons: ['it is a fail'] });
  });

  it.each<[string, Partial<Approval>, string]>([
    ['by one who is no approver', { by: 'mallory' }, 'mallory is not among those'],
    ['by an approver in other letters', { by: 'Ines' }, 'Ines is not among those'],
    ['without a reason', { reason: ' \n' }, 'gives no reason'],
    ['with a reason beyond the schema', { reason: 'x'.repeat(4001) }, 'longer than 4000'],
    ['with a reason that is no text', { reason: 'x\ud800' }, 'not text'],
  ])('an approval %s leaves a review held', async (_, change, sentence) => {
    const { judged } = await papers('review');
    const decision = eligibility(judged, digestOf, { ...approval, ...change });
    expect(decision).toMatchObject({ status: 'held' });
    expect(JSON.stringify(decision)).toContain(sentence);
  });

  it.each<[string, (papers: Papers) => Partial<JudgedRun>, string]>([
    [
      'the run failed',
      ({ run, judged }) => ({ recorded: { ...judged.recorded, run: { ...run, status: 'failed', error: { code: 'x', message: 'no answer' } } } }),
      'no answer',
    ],
    ['the run has no output', ({ run, judged }) => ({ recorded: { ...judged.recorded, run: { ...run, final_output: null } } }), 'none of the outputs'],
    [
      'the judged output is none of the released',
      ({ run, judged }) => ({ recorded: { ...judged.recorded, run: { ...run, outputs: run.outputs.slice(1) } } }),
      'none of the outputs',
    ],
    ['the verdict is of another run', ({ judged }) => ({ verdict: verdictOf(newRunId(clock, random), judged.verdict.result) }), 'not of this run'],
    [
      'the verdict is of plain data',
      ({ judged: { verdict } }) => ({ verdict: { ...verdict, subject: { id: 'x', output_sha256: claims.output_sha256 } } }),
      'of no run',
    ],
    [
      'the verdict is of another output',
      ({ judged: { verdict } }) => ({ verdict: { ...verdict, subject: { ...verdict.subject, output_sha256: other } } }),
      'of another output',
    ],
    ['the claims are of another output', () => ({ claims: { ...claims, output_sha256: other } }), 'claims are of another output'],
    [
      'the policy was loosened afterwards',
      () => ({ policy: { ...policy, approvers: [...policy.approvers, 'mallory'] } satisfies GatePolicy }),
      'another policy',
    ],
    ['the verdict contradicts itself', ({ judged: { verdict } }) => ({ verdict: { ...verdict, ok: !verdict.ok } }), 'at once'],
  ])('%s: held whatever the verdict and the approver say', async (_, change, sentence) => {
    for (const result of ['pass', 'review', 'fail'] as const) {
      const found = await papers(result);
      const decision = eligibility({ ...found.judged, ...change(found) }, digestOf, approval);
      expect(decision.status).toBe('held');
      expect(JSON.stringify(decision)).toContain(sentence);
    }
  });

  it.each<[string, (verdict: Verdict) => Partial<JudgedRun>, string]>([
    ['without claims', (verdict) => ({ claims: { ...claims, claims: [] }, verdict: { ...verdict, claims: [] } }), 'without a single claim'],
    ['that skipped a claim', (verdict) => ({ verdict: { ...verdict, claims: [] } }), 'c1 was not judged'],
    ['of a claim that nobody made', (verdict) => ({ claims: { ...claims, claims: [] }, verdict }), 'is not in the output'],
    [
      'over an unsure claim',
      (verdict) => ({ verdict: { ...verdict, claims: verdict.claims.map((claim) => ({ ...claim, state: 'unsure' as const })) } }),
      'c1 is unsure',
    ],
    [
      'over a finding that blocks',
      (verdict) => ({
        verdict: { ...verdict, findings: [{ layer: 'L0', code: 'record-broken', severity: 'block', claim_id: null, message: 'broken', evidence: [] }] },
      }),
      'record-broken',
    ],
  ])('a pass %s is hollow, and held', async (_, change, sentence) => {
    const { judged } = await papers('pass');
    const decision = eligibility({ ...judged, ...change(judged.verdict) }, digestOf);
    expect(decision.status).toBe('held');
    expect(JSON.stringify(decision)).toContain(sentence);
  });

  it.each(['block', 'fail', 'review', 'note'] as const)('a finding of severity %s beside a pass', async (severity) => {
    const { judged } = await papers('pass');
    const finding = { layer: 'L0', code: 'record-broken', severity, claim_id: null, message: 'broken', evidence: [] } as const;
    const { status } = eligibility({ ...judged, verdict: { ...judged.verdict, findings: [finding] } }, digestOf);
    expect(status).toBe(severity === 'block' || severity === 'fail' ? 'held' : 'eligible');
  });

  it('a piece of the output that is no claim need not be judged, and is none', async () => {
    const { judged } = await papers('pass');
    const aside = claims.claims.map((claim) => ({ ...claim, claim_id: 'n1', kind: 'non_claim' as const }));
    expect(eligibility({ ...judged, claims: { ...claims, claims: [...claims.claims, ...aside] } }, digestOf).status).toBe('eligible');
    const hollow = eligibility({ ...judged, claims: { ...claims, claims: aside }, verdict: { ...judged.verdict, claims: [] } }, digestOf);
    expect(hollow).toEqual({ status: 'held', reasons: ['a pass without a single claim'] });
  });

  it('a reason may be as long as the schema lets it be', async () => {
    const { judged } = await papers('review');
    expect(eligibility(judged, digestOf, { ...approval, reason: 'x'.repeat(4000) }).status).toBe('eligible');
  });

  it('nobody but a named approver ever gets a review out', async () => {
    const { judged } = await papers('review');
    fc.assert(
      fc.property(fc.string(), fc.string(), (by, reason) => {
        const { status } = eligibility(judged, digestOf, { ...approval, by, reason });
        return (status === 'eligible') === (policy.approvers.includes(by) && reason.trim() !== '');
      }),
      {
        numRuns: 200,
        examples: [
          ['ines', 'x'],
          ['', 'x'],
          ['ines ', 'x'],
        ],
      },
    );
  });
});
