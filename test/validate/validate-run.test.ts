import { describe, expect, it } from 'vitest';
import { utf8 } from '../../src/core/bytes.ts';
import { canonicalDocument } from '../../src/core/canonical-json.ts';
import { digestOf } from '../../src/core/digest.ts';
import { readChain } from '../../src/record/chain.ts';
import type { RecordedRun } from '../../src/record/recorded-run.ts';
import { openSpans, treeProblems } from '../../src/record/tree.ts';
import { judge } from '../../src/validate/judge.ts';
import { subjectOfRun } from '../../src/validate/subject-of.ts';
import { validateRun } from '../../src/validate/validate-run.ts';
import { makeRun, policy, type RunOptions } from './run-fixture.ts';

const text = (document: unknown): string => canonicalDocument(document);

function validated(options: RunOptions = {}) {
  const { recorded, recorder, ports } = makeRun(options);
  const done = validateRun(recorder, recorded, { value: policy }, '0.1.0');
  const chain = readChain(ports.lines, digestOf);
  return { recorded, ports, done, chain, added: chain.spans.slice(recorded.run.record.spans) };
}

describe('judging a run', () => {
  it('is in its record: one span for the verdict, one for each layer that ran, in one unbroken tree', () => {
    const { chain, added, done } = validated();
    expect(chain.problem).toBeUndefined();
    expect(treeProblems(chain.spans)).toEqual([]);
    expect(openSpans(chain.spans)).toEqual([]);
    const verdictSpan = added.at(-1);
    expect(verdictSpan).toMatchObject({ stage: 'layered_cot_validation', agent_role: 'governance_auditor', status: 'ok' });
    expect(verdictSpan?.parent_span_id).toBe(chain.spans.find((span) => span.parent_span_id === null)?.span_id);
    expect(verdictSpan?.verdict).toEqual({
      ok: true,
      result: 'pass',
      reason: done.verdict.reason,
      policy_sha256: done.verdict.policy.sha256,
      findings: done.verdict.findings.length,
      claims: 1,
      not_checked: done.verdict.not_checked.length,
    });
    const layers = added.slice(0, -1);
    expect(layers.map((span) => span.verdict?.layer)).toEqual(['L0', 'L1', 'L2', 'L3', 'L5', 'L6']);
    expect(layers.every((span) => span.stage === 'validation_layer' && span.parent_span_id === verdictSpan?.span_id)).toBe(true);
  });

  it('keeps claims, verdict and policy under the names and digests that it gives', () => {
    const { ports, done, added } = validated();
    const { refs } = done;
    expect([refs.claims.uri, refs.verdict.uri, refs.policy.uri]).toEqual(['claims.json', 'verdict.json', 'policy.json']);
    for (const [ref, document] of [
      [refs.claims, done.claims],
      [refs.verdict, done.verdict],
      [refs.policy, policy],
    ] as const) {
      expect(ports.kept.get(ref.sha256)).toEqual(utf8(text(document)));
    }
    expect(done.verdict.policy.sha256).toBe(refs.policy.sha256);
    expect(added.at(-1)?.outputs).toEqual([refs.claims, refs.verdict]);
    expect(added.at(-1)?.inputs[0]).toEqual(refs.policy);
  });

  it('gives what the layers give when they are run again on the sealed record', () => {
    const { recorded, ports, done } = validated();
    const context = { judgedAt: done.verdict.judged_at, productVersion: done.verdict.engine.version, hash: digestOf };
    const again = judge(subjectOfRun({ ...recorded, lines: [...ports.lines] }), { value: policy, sha256: done.refs.policy.sha256 }, context);
    expect(text(again.verdict)).toBe(text(done.verdict));
    expect(text(again.claims)).toBe(text(done.claims));
  });

  it('tells of a run that is not whole, and of the layers that did not see it', () => {
    const { added, done } = validated({ status: 'failed' });
    expect(done.verdict.result).toBe('fail');
    expect(added.map((span) => `${span.name} ${span.verdict?.result}`)).toEqual(['L0 completeness fail', 'L6 policy review', 'validate fail']);
  });

  it('names the judged output among others, and none where there is none', () => {
    const { recorded, recorder, ports } = makeRun();
    const other = { name: 'log', artifact: recorder.textArtifact('outputs/log.txt', 'a log') };
    const inputsOf = (run: RecordedRun['run']): readonly string[] | undefined => {
      validateRun(recorder, { ...recorded, run }, { value: policy }, '0.1.0');
      return readChain(ports.lines, digestOf)
        .spans.at(-1)
        ?.inputs.map(({ uri }) => uri);
    };
    expect(inputsOf({ ...recorded.run, outputs: [other, ...recorded.run.outputs] })).toEqual(['policy.json', 'outputs/answer.md']);
    expect(inputsOf({ ...recorded.run, outputs: [], final_output: null })).toEqual(['policy.json']);
  });

  it('says of each layer the worst that it found', () => {
    const { recorded, recorder, ports } = makeRun({ output: 'Growth slowed.' });
    validateRun(recorder, recorded, { value: { ...policy, minimum_claims: 2, minimum_assurance: 'recorder' } }, '0.1.0');
    const { recorded: declared, recorder: second, ports: kept } = makeRun({ output: 'Growth slowed.', assurance: 'declared' });
    validateRun(second, declared, { value: { ...policy, minimum_claims: 2, minimum_assurance: 'recorder' } }, '0.1.0');
    const said = (lines: readonly string[], layer: string): unknown => readChain(lines, digestOf).spans.find((span) => span.verdict?.layer === layer)?.verdict;
    // A note counts, and decides nothing.
    expect(said(ports.lines, 'L2')).toMatchObject({ ok: true, result: 'pass', findings: 1, reason: 'nothing was found against the output' });
    expect(said(ports.lines, 'L6')).toMatchObject({ ok: false, result: 'review', findings: 1 });
    expect(said(kept.lines, 'L6')).toMatchObject({
      ok: false,
      result: 'fail',
      findings: 2,
      reason: 'the record is declared, the policy asks for at least recorder',
    });
  });

  it('tells of a run whose record is gone', () => {
    const { recorded, recorder } = makeRun();
    const { verdict } = validateRun(recorder, { ...recorded, lines: [] }, { value: policy }, '0.1.0');
    expect(verdict).toMatchObject({ result: 'fail', ok: false });
    expect(verdict.findings.map(({ code }) => code)).toContain('record-broken');
  });

  it('judges again beside the first time', () => {
    const { recorded, recorder, ports } = makeRun();
    const first = validateRun(recorder, recorded, { value: policy }, '0.1.0');
    const second = validateRun(recorder, recorded, { value: { ...policy, minimum_claims: 3 } }, '0.1.0');
    expect([first.verdict.result, second.verdict.result]).toEqual(['pass', 'review']);
    expect(treeProblems(readChain(ports.lines, digestOf).spans)).toEqual([]);
  });
});
