import type { Finding, GatePolicy, Run } from '../../model/generated/documents.ts';
import { finding } from '../finding.ts';
import type { LayerOutcome } from '../layer.ts';
import { ran } from '../layers.ts';

/** How well a record is vouched for, from weakest to strongest. What was imported is only declared. */
const strength: Readonly<Record<Run['assurance'], number>> = { imported: 0, declared: 0, wrapper: 1, recorder: 2 };

/** Layer L6: what the gate policy asks of the whole output. Without a record everything is only declared. */
export function checkPolicy(policy: GatePolicy, claims: number, assurance: Run['assurance'] | undefined): LayerOutcome {
  const findings: Finding[] = [];
  if (claims < policy.minimum_claims) {
    findings.push(finding('L6', 'policy-minimum-claims', 'review', `the output holds ${claims} claims, the policy asks for at least ${policy.minimum_claims}`));
  }
  if (strength[assurance ?? 'declared'] < strength[policy.minimum_assurance]) {
    const has = assurance === undefined ? 'there is no record' : `the record is ${assurance}`;
    findings.push(finding('L6', 'policy-assurance', 'fail', `${has}, the policy asks for at least ${policy.minimum_assurance}`));
  }
  return ran('L6', findings);
}
