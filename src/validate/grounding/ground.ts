import type { Claim, Finding, GatePolicy, Unchecked } from '../../model/generated/documents.ts';
import type { Cut, Ground, Grounding } from '../layer.ts';
import type { SubjectPassage } from '../subject.ts';
import { claimText, letters } from './claim-text.ts';
import { judgeClaim, type ClaimJudgement } from './claim-judgement.ts';
import { evidenceWriter, type EvidenceWriter } from './evidence.ts';
import { grounding } from './grounding.ts';
import { judgeForeign } from './foreign-claim.ts';
import { library, type EvidenceUnit, type Library } from './library.ts';
import { isEnglish } from './reading/language.ts';
import { wordReader, type ReadWords } from './reading/words.ts';

/** Rules of this version: a verifier with another one does not run this layer again. */
const version = 1;
/** A shorter quotation is found in too many sentences to choose one. */
const leastQuoted = 12;

/**
 * Layer L3: each claim against its quotations, or against the closest sentences of the passages that it cites (of all
 * where it cites none). Deterministic, in time linear in the passages.
 */
export const ground: Ground = (cut, policy) => {
  const room: Room = prepare(cut, policy);
  const groundings = cut.claims.claims.filter(({ kind }) => kind === 'claim').map((claim) => groundClaim(claim, room));
  const findings = groundings.flatMap((one) => one.findings);
  return {
    outcome: { layer: 'L3', name: 'grounding', version, status: 'ran', findings, not_checked: notChecked(findings) },
    groundings,
  };
};

/** All that is read once for a subject. */
interface Room {
  readonly cut: Cut;
  readonly policy: GatePolicy;
  readonly readWords: ReadWords;
  readonly library: Library;
  readonly writer: EvidenceWriter;
  readonly isEnglish: (passage: SubjectPassage) => boolean;
}

function prepare(cut: Cut, policy: GatePolicy): Room {
  const readWords = wordReader();
  const passages = cut.subject.passages.filter(({ retrieval_id }) => !cut.suspect.has(retrieval_id));
  const english = new Map(passages.map((passage) => [passage, isEnglish(passage.text)]));
  return { cut, policy, readWords, library: library(passages, readWords), writer: evidenceWriter(), isEnglish: (passage) => english.get(passage) ?? true };
}

function groundClaim(claim: Claim, room: Room): Grounding {
  const { cut, policy, writer } = room;
  const verified = cut.quotations.filter(({ claim_id, passage }) => claim_id === claim.claim_id && !cut.suspect.has(passage.retrieval_id));
  const text = claimText(claim, verified, room.readWords);
  const isCited = citedBy(claim);
  const quotations = verified.filter(({ text: quoted }) => letters(quoted).length >= leastQuoted);
  const isForeign =
    !isEnglish(claim.text) ||
    (quotations.length > 0 ? quotations.map(({ passage }) => passage) : cut.subject.passages.filter(isCited)).some((passage) => !room.isEnglish(passage));
  if (isForeign) return judgeForeign({ claim, text, quotations, library: room.library, writer, isCited, policy });
  if (quotations.length > 0) {
    const judged = judgeClaim(
      text,
      room.library,
      ({ passage, start, end }) => quotations.some((one) => one.passage === passage && one.start < end && one.end > start),
      policy.minimum_coverage,
    );
    const told = grounding({ claim, judged, basis: 'quotation', quotations, policy, writer });
    if (judged.state === 'supported' || judged.state === 'contradicted') return told;
    const again = onRetrieval(claim, text, room, isCited);
    return again.state === 'supported' || again.state === 'contradicted' ? again : told;
  }
  return onRetrieval(claim, text, room, isCited);
}

function onRetrieval(
  claim: Claim,
  text: ReturnType<typeof claimText>,
  { policy, library: from, writer }: Room,
  isCited: (passage: SubjectPassage) => boolean,
): Grounding {
  const judged = judgeClaim(text, from, ({ passage }: EvidenceUnit) => isCited(passage), retrievalBorder(policy));
  const held: ClaimJudgement = policy.quotations === 'required' && judged.state === 'supported' ? { ...judged, state: 'unsure' } : judged;
  return grounding({ claim, judged: held, basis: 'retrieval', quotations: [], policy, writer });
}

// Without a quotation the evidence is our guess: it must say more of the claim, half-way from the border to all of it.
function retrievalBorder({ quotations, minimum_coverage }: GatePolicy): number {
  return quotations === 'optional' ? minimum_coverage : (1 + minimum_coverage) / 2;
}

/** The passages that a claim names, whole documents by all their passages; all passages where it names none. */
function citedBy({ citations, quotations }: Claim): (passage: SubjectPassage) => boolean {
  const named = [...citations, ...quotations].flatMap(({ retrieval_id }) => (retrieval_id === undefined ? [] : [retrieval_id]));
  if (named.length === 0) return () => true;
  return ({ retrieval_id }) => named.some((id) => retrieval_id === id || retrieval_id.startsWith(`${id}#`));
}

function notChecked(findings: readonly Finding[]): readonly Unchecked[] {
  const foreign = findings.filter(({ code }) => code === 'language-unsupported').map(({ claim_id }) => claim_id);
  if (foreign.length === 0) return [];
  return [{ what: `the meaning of ${foreign.join(', ')}`, why: 'claim or sources are not in English: only quotations, numbers and dates were compared' }];
}
