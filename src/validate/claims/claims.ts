import type { Claims, Finding, GatePolicy } from '../../model/generated/documents.ts';
import { finding, clip } from '../finding.ts';
import type { LayerOutcome } from '../layer.ts';
import { ran } from '../layers.ts';
import { isBlank } from './coverage.ts';
import { isRefusal } from './non-claims.ts';

/** Layer L1: what the cut of the output leaves open. Pure: it looks at the cut, whoever made it. */
export function checkClaims(output: string, claims: Claims, policy: GatePolicy): LayerOutcome {
  if (isBlank(output)) return ran('L1', [finding('L1', 'output-empty', 'block', 'the output is empty')]);
  const findings: Finding[] = claims.coverage.uncovered.map((range) =>
    finding('L1', 'text-uncovered', policy.unsupported, `no claim covers "${clip(output.slice(range.start, range.end))}"`),
  );
  if (!claims.claims.some((claim) => claim.kind === 'claim')) {
    findings.push(finding('L1', 'no-claims', 'review', 'the output holds no claim that could be checked'));
  } else if (claims.claims.some(({ kind, text }) => kind === 'non_claim' && isRefusal(text))) {
    findings.push(finding('L1', 'claims-contradict', 'review', 'the output says that the sources do not answer the question, and answers it'));
  }
  return ran('L1', findings);
}
