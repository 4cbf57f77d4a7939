import type { Claim, Finding, GatePolicy } from '../../model/generated/documents.ts';
import type { PassageTexts } from '../citations/passage-texts.ts';
import { clip, finding } from '../finding.ts';
import type { Grounding, VerifiedQuotation } from '../layer.ts';
import type { ClaimJudgement } from './claim-judgement.ts';
import type { Difference } from './difference.ts';
import type { EvidenceUnit } from './library.ts';

interface Told {
  readonly claim: Claim;
  readonly judged: ClaimJudgement;
  readonly basis: 'quotation' | 'retrieval';
  readonly quotations: readonly VerifiedQuotation[];
  readonly policy: GatePolicy;
  readonly texts: PassageTexts;
}

/** Where less than this share of the claim's words was found, nothing was. */
const noReach = 0.25;

/** Writes a judgement down: state, reason for a reviewer, evidence to the byte, findings. */
export function grounding({ claim, judged, basis, quotations, policy, texts }: Told): Grounding {
  const units = new Map(judged.parts.map(({ alignment }): [number, EvidenceUnit] => [alignment.unit.index, alignment.unit]));
  const evidence = [...quotations, ...units.values()].map(({ passage, start, end }) => texts.evidence(passage, start, end));
  const told = [...judged.differences, ...coverageGap(judged, basis)];
  return {
    claim_id: claim.claim_id,
    state: judged.state,
    basis: evidence.length === 0 ? 'none' : basis,
    reason: reason(judged, told, basis, [...units.values()], policy),
    evidence,
    findings: told.map(({ code, strength, message }) =>
      finding('L3', code, severity(strength, judged.state, policy), message, { claim: claim.claim_id, evidence }),
    ),
  };
}

function coverageGap({ state, coverage, reach, parts, differences }: ClaimJudgement, basis: 'quotation' | 'retrieval'): readonly Difference[] {
  if (state === 'supported' || state === 'contradicted') return [];
  const best = parts[0]?.alignment.unit.passage.retrieval_id;
  if (best === undefined || reach < noReach) {
    return [{ code: 'no-evidence', strength: 'absent', message: 'no passage that the claim may rest on says anything like it' }];
  }
  if (differences.some(({ strength, code }) => strength === 'absent' || code === 'evidence-thin')) return [];
  const missing = parts.flatMap(({ alignment }) =>
    alignment.pairs
      .filter(({ at, borrowed, item }) => at === undefined && !borrowed && item.kind === 'word')
      .map(({ item }) => alignment.claim.words[item.first]?.text ?? ''),
  );
  if (missing.length === 0) return [];
  const place = basis === 'quotation' ? 'the quoted sentence' : 'the closest evidence';
  const message = `${place} (${best}) says ${percent(coverage)} of the claim; it lacks ${missing
    .slice(0, 6)
    .map((word) => `"${word}"`)
    .join(', ')}`;
  return [{ code: 'evidence-thin', strength: state === 'unsupported' ? 'absent' : 'doubt', message }];
}

function reason(
  { state, coverage }: ClaimJudgement,
  told: readonly Difference[],
  basis: 'quotation' | 'retrieval',
  units: readonly EvidenceUnit[],
  policy: GatePolicy,
): string {
  const order = { conflict: 0, absent: 1, doubt: 2 } as const;
  const first = [...told].sort((a, b) => order[a.strength] - order[b.strength])[0];
  const id = units[0]?.passage.retrieval_id ?? '';
  if (first !== undefined) return clip(first.message, 1000);
  if (state === 'supported')
    return `${basis === 'quotation' ? 'the quoted sentence' : 'the closest evidence'} (${id}) says ${percent(coverage)} of the claim, with its numbers, dates, names and negations`;
  return policy.quotations === 'required' && basis === 'retrieval'
    ? `the closest evidence (${id}) says it, but the claim quotes nothing, which the policy demands`
    : `the closest evidence (${id}) says ${percent(coverage)} of the claim`;
}

function severity(strength: Difference['strength'], state: Grounding['state'], { unsupported, unsure }: GatePolicy): Finding['severity'] {
  if (strength === 'conflict') return 'fail';
  if (strength === 'absent') return unsupported;
  return state === 'unsure' ? unsure : 'review';
}

function percent(share: number): string {
  return `${Math.floor(share * 100)} %`;
}
