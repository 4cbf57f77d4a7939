import type { Claim, Claims, Finding, GatePolicy } from '../../model/generated/documents.ts';
import type { Segmentation } from '../claims/segment.ts';
import { clip, finding } from '../finding.ts';
import type { Cut, LayerOutcome } from '../layer.ts';
import { ran } from '../layers.ts';
import type { Subject } from '../subject.ts';
import { knownIds, type KnownIds } from './known-ids.ts';
import { PassageTexts } from './passage-texts.ts';
import { checkQuotations } from './quotation-check.ts';
import { suspectPassages } from './suspicion.ts';

/** Layer L2: whether every citation names something that was retrieved, and every quotation is in its source, letter by letter. */
export function checkCitations(subject: Subject, segmentation: Segmentation, policy: GatePolicy): { readonly outcome: LayerOutcome; readonly cut: Cut } {
  const { claims } = segmentation;
  const known = knownIds(subject.passages);
  const texts = new PassageTexts();
  const suspicion = suspectPassages(subject, citedPassages(claims, known), texts, policy);
  const sources = { passages: subject.passages, known, texts, suspect: suspicion.suspect, found: new Map() };
  const checks = claims.claims.filter((claim) => claim.kind === 'claim').map((claim) => ({ claim, ...checkQuotations(claim, sources) }));
  const findings: readonly Finding[] = [
    ...unknownCitations(claims, known),
    ...segmentation.unresolved.map((mark) =>
      finding('L2', 'citation-unresolved', 'fail', `the citation "${clip(mark.label)}" has no entry that says what it stands for`, { claim: mark.claim_id }),
    ),
    ...checks.flatMap((check) => [
      ...uncited(check.claim, segmentation, policy),
      ...check.findings,
      ...missing(check.claim, check.verified.length + check.findings.length, policy),
    ]),
    ...suspicion.findings,
  ];
  return {
    outcome: ran('L2', findings),
    cut: { subject, claims, quotations: checks.flatMap((check) => check.verified), suspect: suspicion.suspect },
  };
}

function citedPassages(claims: Claims, known: KnownIds): ReadonlySet<string> {
  return new Set(claims.claims.flatMap((claim) => claim.citations).flatMap((citation) => known.passages(citation.retrieval_id).map((p) => p.retrieval_id)));
}

function unknownCitations(claims: Claims, known: KnownIds): readonly Finding[] {
  return claims.claims.flatMap((claim) => {
    const ids = new Set(claim.citations.map((citation) => citation.retrieval_id));
    const about = { claim: claim.kind === 'claim' ? claim.claim_id : undefined };
    return [...ids]
      .filter((id) => known.passages(id).length === 0)
      .map((id) => finding('L2', 'citation-unknown', 'fail', `${id} is cited and was never retrieved`, about));
  });
}

function uncited(claim: Claim, { unresolved }: Segmentation, policy: GatePolicy): readonly Finding[] {
  if (claim.citations.length > 0 || unresolved.some((mark) => mark.claim_id === claim.claim_id)) return [];
  const severity = policy.citations === 'required' ? 'fail' : 'note';
  return [finding('L2', 'claim-uncited', severity, `"${clip(claim.text)}" cites nothing`, { claim: claim.claim_id })];
}

function missing(claim: Claim, seen: number, policy: GatePolicy): readonly Finding[] {
  if (policy.quotations !== 'required' || seen > 0) return [];
  return [
    finding('L2', 'quotation-missing', policy.unsure, `"${clip(claim.text)}" brings no quotation that was found in its source`, { claim: claim.claim_id }),
  ];
}
