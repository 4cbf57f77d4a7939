import { canonicalDocument } from '../core/canonical-json.ts';
import { instant } from '../core/clock.ts';
import type { ArtifactRef, Claims, GatePolicy, Layer, SpanVerdict, Verdict } from '../model/generated/documents.ts';
import type { SpanId } from '../model/ids.ts';
import { readChain } from '../record/chain.ts';
import type { RecordedRun } from '../record/recorded-run.ts';
import type { Recorder } from '../record/recorder.ts';
import { clip } from './finding.ts';
import { judge } from './judge.ts';
import type { LayerOutcome } from './layer.ts';
import { layers } from './layers.ts';
import { subjectOfRun } from './subject-of.ts';

export interface ValidatedRun {
  readonly verdict: Verdict;
  readonly claims: Claims;
  readonly refs: { readonly verdict: ArtifactRef; readonly claims: ArtifactRef; readonly policy: ArtifactRef };
}

/**
 * Judges a recorded run and writes the judging into its record: one span for the verdict, one below it for each layer that ran.
 * The three documents are kept as artifacts.
 */
export function validateRun(recorder: Recorder, recorded: RecordedRun, policy: { readonly value: GatePolicy }, productVersion: string): ValidatedRun {
  const { clock, hash } = recorder.ports;
  const policyRef = documentArtifact(recorder, 'policy.json', policy.value);
  const parent = rootOf(recorded, recorder);
  const span = recorder.start({
    name: 'validate',
    stage: 'layered_cot_validation',
    agent_role: 'governance_auditor',
    ...(parent === undefined ? {} : { parent }),
  });
  const context = { judgedAt: instant(clock()), productVersion, hash, watch: (layer: Layer) => layerSpan(recorder, span.id, layer) };
  const { claims, verdict } = judge(subjectOfRun(recorded), { value: policy.value, sha256: policyRef.sha256 }, context);
  const claimsRef = documentArtifact(recorder, 'claims.json', claims);
  const verdictRef = documentArtifact(recorder, 'verdict.json', verdict);
  const output = recorded.run.outputs.find(({ artifact }) => artifact.sha256 === recorded.run.final_output);
  span.end({
    inputs: [policyRef, ...(output === undefined ? [] : [output.artifact])],
    outputs: [claimsRef, verdictRef],
    verdict: {
      ok: verdict.ok,
      result: verdict.result,
      reason: verdict.reason,
      policy_sha256: policyRef.sha256,
      findings: verdict.findings.length,
      claims: verdict.counts.claims,
      not_checked: verdict.not_checked.length,
    },
  });
  return { verdict, claims, refs: { verdict: verdictRef, claims: claimsRef, policy: policyRef } };
}

function rootOf(recorded: RecordedRun, recorder: Recorder): SpanId | undefined {
  return readChain(recorded.lines, recorder.ports.hash).spans.find((span) => span.parent_span_id === null)?.span_id;
}

function layerSpan(recorder: Recorder, parent: SpanId, layer: Layer): (outcome: LayerOutcome) => void {
  const span = recorder.start({ name: `${layer} ${layers[layer].name}`, stage: 'validation_layer', agent_role: 'governance_auditor', parent });
  return (outcome) => span.end({ verdict: layerVerdict(outcome) });
}

function layerVerdict({ layer, findings, not_checked }: LayerOutcome): SpanVerdict {
  const worst = (['block', 'fail', 'review'] as const)
    .map((severity) => findings.find((finding) => finding.severity === severity))
    .find((one) => one !== undefined);
  const result = worst === undefined ? 'pass' : worst.severity === 'review' ? 'review' : 'fail';
  const reason = clip(worst?.message ?? 'nothing was found against the output', 1000);
  return { ok: worst === undefined, result, reason, layer, findings: findings.length, not_checked: not_checked.length };
}

function documentArtifact(recorder: Recorder, uri: string, document: Claims | Verdict | GatePolicy): ArtifactRef {
  return recorder.textArtifact(uri, canonicalDocument(document), 'application/json');
}
