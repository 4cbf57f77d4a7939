import { isWellFormed } from '../core/bytes.ts';
import type { Instant } from '../core/clock.ts';
import type { HashBytes } from '../core/digest.ts';
import { unreachable } from '../core/unreachable.ts';
import type { GatePolicy, Promotion } from '../model/generated/documents.ts';
import { documentBytes } from '../model/document-bytes.ts';
import type { PromotedRun } from './promoted.ts';

/** A run and what was said of it. */
export type JudgedRun = Omit<PromotedRun, 'promotion'>;

/** A person's yes to a run that the gate held for review. */
export interface Approval {
  readonly by: string;
  readonly reason: string;
  readonly at: Instant;
}

export type Eligibility =
  | { readonly status: 'eligible'; readonly decidedBy: Promotion['decided_by'] }
  | { readonly status: 'held' | 'rejected'; readonly reasons: readonly string[] };

/**
 * Whether a judged run may leave the sandbox, and who decided it. Where the papers do not belong together nobody can
 * decide: the run is held. A failed verdict stands whatever a person says.
 */
export function eligibility(judged: JudgedRun, hash: HashBytes, approval?: Approval): Eligibility {
  const foreign = [...runProblems(judged), ...verdictProblems(judged, hash)];
  if (foreign.length > 0) return { status: 'held', reasons: foreign };
  const { verdict, policy } = judged;
  switch (verdict.result) {
    case 'fail':
      return { status: 'rejected', reasons: [verdict.reason] };
    case 'pass': {
      const hollow = passProblems(judged);
      return hollow.length > 0 ? { status: 'held', reasons: hollow } : { status: 'eligible', decidedBy: { kind: 'gate', id: policy.name } };
    }
    case 'review': {
      if (approval === undefined) return { status: 'held', reasons: [verdict.reason] };
      const problems = approvalProblems(approval, policy);
      if (problems.length > 0) return { status: 'held', reasons: [verdict.reason, ...problems] };
      return { status: 'eligible', decidedBy: { kind: 'person', id: approval.by, reason: approval.reason, at: approval.at } };
    }
    default:
      return unreachable(verdict.result);
  }
}

function runProblems({ recorded: { run } }: JudgedRun): readonly string[] {
  const problems: string[] = [];
  if (run.status !== 'closed') problems.push(`the run ended as ${run.status}${run.error === null ? '' : `: ${run.error.message}`}`);
  if (!run.outputs.some(({ artifact }) => artifact.sha256 === run.final_output)) problems.push('the output to be judged is none of the outputs of the run');
  return problems;
}

/** A verdict counts for one run, one output and one policy: a good one borrowed from elsewhere is worth nothing. */
function verdictProblems({ recorded: { run }, verdict, claims, policy }: JudgedRun, hash: HashBytes): readonly string[] {
  const problems: string[] = [];
  if (verdict.subject.run_id !== run.run_id) problems.push(`the verdict is of ${verdict.subject.run_id ?? 'no run'}, not of this run`);
  if (verdict.subject.output_sha256 !== run.final_output) problems.push('the verdict is of another output');
  if (claims.output_sha256 !== run.final_output) problems.push('the claims are of another output');
  if (verdict.policy.sha256 !== hash(documentBytes(policy))) problems.push('the verdict was reached under another policy');
  if (verdict.ok !== (verdict.result === 'pass')) problems.push(`the verdict says ${verdict.result} and ok: ${verdict.ok} at once`);
  return problems;
}

/** A pass that its own contents do not bear out. The gate never writes one; a hand that edits verdicts might. */
function passProblems({ verdict, claims }: JudgedRun): readonly string[] {
  const found = claims.claims.filter((claim) => claim.kind === 'claim').map((claim) => claim.claim_id);
  const judged = verdict.claims.map((claim) => claim.claim_id);
  return [
    ...(found.length === 0 ? ['a pass without a single claim'] : []),
    ...found.filter((id) => !judged.includes(id)).map((id) => `claim ${id} was not judged`),
    ...judged.filter((id) => !found.includes(id)).map((id) => `claim ${id} was judged and is not in the output`),
    ...verdict.claims.filter((claim) => claim.state !== 'supported').map((claim) => `a pass although claim ${claim.claim_id} is ${claim.state}`),
    ...verdict.findings
      .filter(({ severity }) => severity === 'block' || severity === 'fail')
      .map((finding) => `a pass although ${finding.code} stands: ${finding.message}`),
  ];
}

function approvalProblems(approval: Approval, policy: GatePolicy): readonly string[] {
  const problems: string[] = [];
  if (!policy.approvers.includes(approval.by)) problems.push(`${approval.by} is not among those whom policy ${policy.name} lets approve`);
  if (approval.reason.trim() === '') problems.push('the approval gives no reason');
  if (!isWellFormed(approval.reason)) problems.push('the reason of the approval is not text that UTF-8 can hold');
  if (approval.reason.length > longestReason) problems.push(`the reason of the approval is longer than ${longestReason} characters`);
  return problems;
}

/** As the promotion's schema bounds it. */
const longestReason = 4000;
