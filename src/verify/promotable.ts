import { unreachable } from '../core/unreachable.ts';
import type { Promotion, Span, VerificationReportFinding } from '../model/generated/documents.ts';
import type { Documents } from './documents.ts';
import { finding } from './answers.ts';

/** Does the verdict let the run out, by itself or with a person's yes, and is what came out what the run made? */
export function checkPromotion(documents: Documents, spans: readonly Span[]): readonly VerificationReportFinding[] {
  const { run, promotion } = documents;
  return [
    ...(run.status === 'closed' ? [] : [notPromotable(`the run ended as ${run.status}`)]),
    ...decisionFindings(documents),
    ...(sameReleases(promotion.released, run.outputs) ? [] : [unsupported('what was released is not what the run put out')]),
    ...(spans.some((span) => gave(span, documents)) ? [] : [unsupported('no validation in the record gave this verdict')]),
    ...(isPromotion(spans.at(-1), promotion) ? [] : [unsupported('the record does not end with the promotion of this verdict')]),
  ];
}

function decisionFindings({ verdict, policy, promotion: { decided_by } }: Documents): readonly VerificationReportFinding[] {
  if (verdict.ok !== (verdict.result === 'pass')) return [notPromotable(`it says ${verdict.result} and ok: ${verdict.ok} at once`)];
  switch (verdict.result) {
    case 'fail':
      return [notPromotable(`the verdict is fail: ${verdict.reason}`)];
    case 'pass':
      return decided_by.kind === 'gate' && decided_by.id === policy.name
        ? []
        : [unsupported(`a pass is decided by the gate of policy ${policy.name}, and not by ${decided_by.kind} ${decided_by.id}`)];
    case 'review':
      if (decided_by.kind !== 'person') return [notPromotable(`the verdict is review, and nobody approved: ${verdict.reason}`)];
      if (!policy.approvers.includes(decided_by.id)) return [unsupported(`${decided_by.id} is not among those whom the policy lets approve`)];
      return decided_by.reason === undefined || decided_by.at === undefined ? [unsupported(`${decided_by.id} approved without a reason and a moment`)] : [];
    default:
      return unreachable(verdict.result);
  }
}

function sameReleases(a: Promotion['released'], b: Promotion['released']): boolean {
  return a.length === b.length && a.every(({ name, artifact }, index) => name === b[index]?.name && artifact.sha256 === b[index]?.artifact.sha256);
}

/** Whether the span is the judging that the verdict came out of. */
function gave(span: Span, { promotion, verdict }: Documents): boolean {
  const out = span.outputs.map((output) => output.sha256);
  return (
    span.stage === 'layered_cot_validation' &&
    span.verdict?.result === verdict.result &&
    out.includes(promotion.verdict.sha256) &&
    out.includes(promotion.claims.sha256)
  );
}

function isPromotion(span: Span | undefined, { verdict, claims, policy }: Promotion): boolean {
  if (span?.stage !== 'promotion' || span.status !== 'ok') return false;
  return [verdict, claims, policy].every(({ sha256 }) => span.inputs.some((input) => input.sha256 === sha256));
}

function notPromotable(message: string): VerificationReportFinding {
  return finding('verdict', 'verdict-not-promotable', 'data/verdict.json', message);
}

function unsupported(message: string): VerificationReportFinding {
  return finding('verdict', 'promotion-unsupported', 'data/promotion.json', message);
}
