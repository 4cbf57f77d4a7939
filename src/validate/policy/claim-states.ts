import type { Claims, Finding, Verdict } from '../../model/generated/documents.ts';
import type { Grounding } from '../layer.ts';

export type ClaimState = Verdict['claims'][number];

/**
 * The state of every claim, in order. The claims are those that we cut: one that the grounding layer forgot, or spoke of twice,
 * is open, and what it says of others is not heard. A claim that failed a layer below cannot be supported.
 */
export function claimStates(claims: Claims, groundings: readonly Grounding[], below: readonly Finding[]): readonly ClaimState[] {
  const said = new Map<string, Grounding | undefined>();
  for (const grounding of groundings) said.set(grounding.claim_id, said.has(grounding.claim_id) ? undefined : grounding);
  const failed = new Map(below.filter((item) => item.severity === 'fail' || item.severity === 'block').map((item) => [item.claim_id, item]));
  return claims.claims
    .filter((claim) => claim.kind === 'claim')
    .map(({ claim_id }) => {
      const grounding = said.get(claim_id);
      if (grounding === undefined) return { claim_id, state: 'unsure', basis: 'none', reason: 'no layer says what this claim rests on', evidence: [] };
      const { state, basis, reason, evidence } = grounding;
      const failure = failed.get(claim_id);
      if (failure !== undefined && state === 'supported') return { claim_id, state: 'unsupported', basis: 'none', reason: failure.message, evidence };
      return { claim_id, state, basis, reason, evidence };
    });
}

export function countsOf(claims: Claims, states: readonly ClaimState[]): Verdict['counts'] {
  const inState = (state: ClaimState['state']): number => states.filter((claim) => claim.state === state).length;
  const supportedBy = (basis: ClaimState['basis']): number => states.filter((claim) => claim.state === 'supported' && claim.basis === basis).length;
  return {
    claims: states.length,
    non_claims: claims.claims.length - states.length,
    supported: inState('supported'),
    contradicted: inState('contradicted'),
    unsupported: inState('unsupported'),
    unsure: inState('unsure'),
    on_quotation: supportedBy('quotation'),
    on_retrieval: supportedBy('retrieval'),
  };
}

/** Recall over claims, precision over their citations; `isKnown` tells whether an id was retrieved. */
export function citationShares(claims: Claims, states: readonly ClaimState[], isKnown: (id: string) => boolean): Verdict['citations'] {
  const supported = new Set(states.filter((claim) => claim.state === 'supported').map((claim) => claim.claim_id));
  const judged = claims.claims.filter((claim) => claim.kind === 'claim');
  const cited = judged.filter((claim) => claim.citations.some((citation) => isKnown(citation.retrieval_id)));
  const citations = judged.flatMap((claim) => claim.citations.map((citation) => isKnown(citation.retrieval_id) && supported.has(claim.claim_id)));
  return { recall: share(cited.length, judged.length), precision: share(citations.filter(Boolean).length, citations.length) };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
