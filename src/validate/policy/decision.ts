import type { Finding, GatePolicy, VerdictResult } from '../../model/generated/documents.ts';
import { clip } from '../finding.ts';
import { unreachable } from '../../core/unreachable.ts';
import type { ClaimState } from './claim-states.ts';

export interface Decision {
  readonly result: VerdictResult;
  /** One sentence: the first thing that decided. */
  readonly reason: string;
}

interface Ground {
  readonly result: VerdictResult;
  readonly reason: string;
}

/** The verdict, from findings and states and never from averages: the worst of them decides, and the first of the worst is named. */
export function decide(findings: readonly Finding[], states: readonly ClaimState[], policy: GatePolicy): Decision {
  const grounds = [
    ...findings.filter(({ severity }) => severity === 'block').map(ofFinding),
    ...findings.filter(({ layer }) => isBelowGrounding(layer)).map(ofFinding),
    ...states.filter(({ state }) => state === 'contradicted').map((state) => ofState(state, policy)),
    ...states.map((state) => ofState(state, policy)),
    ...findings.map(ofFinding),
  ];
  return ruling(grounds, 'fail') ?? ruling(grounds, 'review') ?? passed(states);
}

// A set keeps the first of the same: what stands in several groups above is told where it came first.
function ruling(grounds: readonly Ground[], result: 'fail' | 'review'): Decision | undefined {
  const [first, ...more] = new Set(grounds.filter((ground) => ground.result === result).map((ground) => ground.reason));
  if (first === undefined) return undefined;
  const rest = more.length === 0 ? '' : ` (and ${more.length} more)`;
  return { result, reason: `${clip(first, 2000)}${rest}` };
}

// Zero claims never get here: they are held by layer L1.
function passed(states: readonly ClaimState[]): Decision {
  const quoted = states.filter(({ basis }) => basis === 'quotation').length;
  const claims = states.length === 1 ? 'the one claim is' : `all ${states.length} claims are`;
  return { result: 'pass', reason: `${claims} supported: ${quoted} on quotations, ${states.length - quoted} on retrieval` };
}

function ofFinding({ severity, message, claim_id }: Finding): Ground {
  switch (severity) {
    case 'block':
    case 'fail':
      return { result: 'fail', reason: about(claim_id, message) };
    case 'review':
      return { result: 'review', reason: about(claim_id, message) };
    case 'note':
      return { result: 'pass', reason: message };
    default:
      return unreachable(severity);
  }
}

function ofState({ claim_id, state, reason }: ClaimState, policy: GatePolicy): Ground {
  switch (state) {
    case 'contradicted':
      return { result: 'fail', reason: about(claim_id, reason) };
    case 'unsupported':
      return { result: policy.unsupported, reason: about(claim_id, reason) };
    case 'unsure':
      return { result: policy.unsure, reason: about(claim_id, reason) };
    case 'supported':
      return { result: 'pass', reason };
    default:
      return unreachable(state);
  }
}

// A reason that names its claim says it once.
function about(claimId: string | null, message: string): string {
  return claimId === null || new RegExp(`\\b${claimId}\\b`).test(message) ? message : `claim ${claimId}: ${message}`;
}

function isBelowGrounding(layer: Finding['layer']): boolean {
  return layer === 'L0' || layer === 'L1' || layer === 'L2';
}
