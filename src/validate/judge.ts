import type { Instant } from '../core/clock.ts';
import type { Digest, HashBytes } from '../core/digest.ts';
import { TextOffsets } from '../core/text-offsets.ts';
import type { Claims, GatePolicy, Layer, Verdict } from '../model/generated/documents.ts';
import { checkCitations } from './citations/citations.ts';
import { knownIds } from './citations/known-ids.ts';
import { checkClaims } from './claims/claims.ts';
import { coverageOf } from './claims/coverage.ts';
import { segment } from './claims/segment.ts';
import { checkCompleteness } from './completeness/completeness.ts';
import { consistency } from './consistency/consistency.ts';
import { ground } from './grounding/ground.ts';
import type { Grounding, LayerOutcome } from './layer.ts';
import { layers, notRun } from './layers.ts';
import { citationShares, claimStates, countsOf } from './policy/claim-states.ts';
import { decide } from './policy/decision.ts';
import { checkPolicy } from './policy/policy.ts';
import { rulesDigest } from './rules-digest.generated.ts';
import type { Subject } from './subject.ts';

export interface AppliedGatePolicy {
  readonly value: GatePolicy;
  /** Of its canonical document. */
  readonly sha256: Digest;
}

export interface JudgeContext {
  readonly judgedAt: Instant;
  readonly productVersion: string;
  readonly hash: HashBytes;
  /** Told when a layer begins; what it gives back is told how the layer ended. Changes nothing of what is judged. */
  readonly watch?: (layer: Layer) => (outcome: LayerOutcome) => void;
}

export interface Judgement {
  readonly claims: Claims;
  readonly verdict: Verdict;
  /** One for each layer, in order. */
  readonly outcomes: readonly LayerOutcome[];
}

/** What the layers up to grounding and consistency say. */
interface Layered {
  readonly claims: Claims;
  readonly outcomes: readonly LayerOutcome[];
  readonly groundings: readonly Grounding[];
}

/** Judges one output in layers: each sees only what those below let through. Same input, same bytes. */
export function judge(subject: Subject, policy: AppliedGatePolicy, context: JudgeContext): Judgement {
  const layered = throughLayers(subject, policy.value, context);
  const states = claimStates(
    layered.claims,
    layered.groundings,
    layered.outcomes.flatMap((outcome) => outcome.findings),
  );
  const assurance = subject.recorded?.run.assurance;
  const last = watched('L6', context, () => checkPolicy(policy.value, states.length, assurance));
  const findings = [...layered.outcomes, last].flatMap((outcome) => outcome.findings);
  const { result, reason } = decide(findings, states, policy.value);
  const human = notRun('L7', result === 'review' ? 'no person has decided yet' : `no person is asked where the verdict is ${result}`);
  const outcomes = [...layered.outcomes, last, human];
  const known = knownIds(subject.passages);
  const verdict: Verdict = {
    format: 'evidence-gate/verdict/1',
    subject: { id: subject.id, output_sha256: subject.output_sha256, ...(subject.run_id === undefined ? {} : { run_id: subject.run_id }) },
    result,
    ok: result === 'pass',
    reason,
    policy: { name: policy.value.name, version: policy.value.version, sha256: policy.sha256 },
    engine: { version: context.productVersion, rules_sha256: rulesDigest },
    layers: outcomes.map(layerRow),
    claims: [...states],
    findings,
    counts: countsOf(layered.claims, states),
    citations: citationShares(layered.claims, states, (id) => known.passages(id).length > 0),
    not_checked: outcomes.flatMap((outcome) => outcome.not_checked),
    judged_at: context.judgedAt,
  };
  return { claims: layered.claims, verdict, outcomes };
}

function throughLayers(subject: Subject, policy: GatePolicy, context: JudgeContext): Layered {
  const l0 = watched('L0', context, () => checkCompleteness(subject, context.hash));
  if (blocks(l0)) return stopped(uncut(subject), [l0], 'L0');
  const { segmentation, l1 } = watchedWith(
    'L1',
    context,
    () => {
      const segmentation = segment(subject);
      return { segmentation, l1: checkClaims(subject.output, segmentation.claims, policy) };
    },
    ({ l1 }) => l1,
  );
  const { claims } = segmentation;
  if (blocks(l1)) return stopped(claims, [l0, l1], 'L1');
  const { outcome: l2, cut } = watchedWith(
    'L2',
    context,
    () => checkCitations(subject, segmentation, policy),
    ({ outcome }) => outcome,
  );
  const { outcome: l3, groundings } = watchedWith(
    'L3',
    context,
    () => ground(cut, policy),
    ({ outcome }) => outcome,
  );
  const l4 = notRun('L4', 'no auditors are configured');
  const l5 = watched('L5', context, () => consistency(claims.claims));
  return { claims, outcomes: [l0, l1, l2, l3, l4, l5], groundings };
}

function watched(layer: Layer, context: JudgeContext, work: () => LayerOutcome): LayerOutcome {
  return watchedWith(layer, context, work, (outcome) => outcome);
}

function watchedWith<T>(layer: Layer, { watch }: JudgeContext, work: () => T, outcomeOf: (done: T) => LayerOutcome): T {
  const ended = watch?.(layer);
  const done = work();
  ended?.(outcomeOf(done));
  return done;
}

function blocks(outcome: LayerOutcome): boolean {
  return outcome.findings.some((finding) => finding.severity === 'block');
}

/** The layers above one that blocked have nothing to look at. */
function stopped(claims: Claims, below: readonly LayerOutcome[], at: Layer): Layered {
  const above = (['L1', 'L2', 'L3', 'L4', 'L5'] as const).filter((layer) => layer > at);
  const why = `layer ${at} (${layers[at].name}) blocked`;
  return { claims, outcomes: [...below, ...above.map((layer) => notRun(layer, why))], groundings: [] };
}

/** An output that nobody cut: none of it is covered. */
function uncut({ output, output_sha256 }: Subject): Claims {
  return { output_sha256, form: 'prose', claims: [], coverage: coverageOf(output, [], new TextOffsets(output)) };
}

function layerRow({ layer, name, version, status, findings, why }: LayerOutcome): Verdict['layers'][number] {
  return { layer, name, version, status, findings: findings.length, ...(why === undefined ? {} : { why }) };
}
