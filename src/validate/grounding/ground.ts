import type { Claim, Finding, GatePolicy, Unchecked } from '../../model/generated/documents.ts';
import { knownIds, type KnownIds } from '../citations/known-ids.ts';
import { PassageTexts } from '../citations/passage-texts.ts';
import { finding } from '../finding.ts';
import type { Cut, Ground, Grounding } from '../layer.ts';
import { ran } from '../layers.ts';
import type { SubjectPassage } from '../subject.ts';
import { pointsBackwards, withAntecedent } from './antecedent.ts';
import { judgeClaim, type ClaimJudgement, type HeldAgainst } from './claim-judgement.ts';
import { claimText, letters, type ClaimText } from './claim-text.ts';
import { judgeForeign } from './foreign-claim.ts';
import { grounding } from './grounding.ts';
import { library, type EvidenceUnit, type Library } from './library.ts';
import { isEnglish } from './reading/language.ts';
import { unsaidWords } from './unsaid-words.ts';
import { wordReader, type ReadWords } from './reading/words.ts';

/** More words than this are no claim that rules can hold together: they are for a person. */
const longestClaim = 400;
/** A shorter quotation is found in too many sentences to choose one. */
const leastQuoted = 12;

/**
 * Layer L3: each claim against its quotations, or against the closest sentences of the passages that it cites (of all
 * where it cites none). Deterministic, in time linear in the passages.
 */
export const ground: Ground = (cut, policy) => {
  const room = prepare(cut, policy);
  const groundings: Grounding[] = [];
  let before: ClaimText | undefined;
  for (const claim of cut.claims.claims) {
    if (claim.non_claim_reason === 'heading') before = claimText(claim, [], room.readWords);
    if (claim.kind !== 'claim') continue;
    const one = groundClaim(claim, before, room);
    groundings.push(one.grounding);
    if (!pointsBackwards(one.text)) before = one.text;
  }
  const findings = [
    ...groundings.flatMap((one) => one.findings),
    ...unsaidWords(cut.claims, room.library, room.readWords, [...room.english.values()].includes(false), policy),
  ];
  return { outcome: ran('L3', findings, notChecked(findings)), groundings };
};

/** All that is read once for a subject. */
interface Room {
  readonly cut: Cut;
  readonly policy: GatePolicy;
  readonly known: KnownIds;
  readonly readWords: ReadWords;
  readonly library: Library;
  readonly texts: PassageTexts;
  readonly english: ReadonlyMap<SubjectPassage, boolean>;
}

function prepare(cut: Cut, policy: GatePolicy): Room {
  const readWords = wordReader();
  const passages = cut.subject.passages.filter(({ retrieval_id }) => !cut.suspect.has(retrieval_id));
  const english = new Map(passages.map((passage) => [passage, isEnglish(passage.text)]));
  return { cut, policy, known: knownIds(passages), readWords, library: library(passages, readWords), texts: new PassageTexts(), english };
}

function groundClaim(claim: Claim, before: ClaimText | undefined, room: Room): { readonly grounding: Grounding; readonly text: ClaimText } {
  const { cut, policy, texts, english } = room;
  const verified = cut.quotations.filter(({ claim_id, passage }) => claim_id === claim.claim_id && english.has(passage));
  const text = claimText(claim, verified, room.readWords);
  const quotations = verified.filter((quotation) => letters(quotation.text).length >= leastQuoted);
  const cited = citedBy(claim, room);
  if (text.reading.words.length > longestClaim) return { text, grounding: tooLong(claim, policy) };
  const rests = quotations.length > 0 ? quotations.map(({ passage }) => passage) : [...cited];
  if (!isEnglish(claim.text) || rests.some((passage) => english.get(passage) === false)) {
    return { text, grounding: judgeForeign({ text, quotations, cited, library: room.library, texts, policy }) };
  }
  const isAllowed = ({ passage }: EvidenceUnit): boolean => cited.has(passage);
  const onRetrieval = (): Grounding => {
    const judged = judge(text, before, room, { isEvidence: isAllowed, isAllowed, border: retrievalBorder(policy) });
    const held: ClaimJudgement = policy.quotations === 'required' && judged.state === 'supported' ? { ...judged, state: 'unsure' } : judged;
    return grounding({ claim, judged: held, basis: 'retrieval', quotations: [], policy, texts });
  };
  if (quotations.length === 0) return { text, grounding: onRetrieval() };
  const isQuoted = ({ passage, start, end }: EvidenceUnit): boolean =>
    quotations.some((quotation) => quotation.passage === passage && quotation.start < end && quotation.end > start);
  const judged = judge(text, before, room, { isEvidence: isQuoted, isAllowed, border: policy.minimum_coverage });
  const told = grounding({ claim, judged, basis: 'quotation', quotations, policy, texts });
  if (judged.state === 'supported' || judged.state === 'contradicted') return { text, grounding: told };
  // The quotation does not carry the claim; other sentences of the cited passages may.
  const again = onRetrieval();
  return { text, grounding: judged.state === 'unsupported' || again.state === 'supported' || again.state === 'contradicted' ? again : told };
}

function judge(text: ClaimText, before: ClaimText | undefined, room: Room, held: HeldAgainst): ClaimJudgement {
  return withAntecedent(judgeClaim(text, room.library, held), text, before, room.library);
}

// Without a quotation the evidence is our guess: it must say more of the claim, half-way from the border to all of it.
function retrievalBorder({ quotations, minimum_coverage }: GatePolicy): number {
  return quotations === 'optional' ? minimum_coverage : (1 + minimum_coverage) / 2;
}

function tooLong({ claim_id }: Claim, { unsure }: GatePolicy): Grounding {
  const reason = `the claim is longer than ${longestClaim} words: too long to be checked as one`;
  return { claim_id, state: 'unsure', basis: 'none', reason, evidence: [], findings: [finding('L3', 'evidence-thin', unsure, reason, { claim: claim_id })] };
}

/** The passages that a claim names, whole documents by all their passages; all passages where it names none. */
function citedBy({ citations, quotations }: Claim, { known, library: from }: Room): ReadonlySet<SubjectPassage> {
  const named = [...citations, ...quotations].flatMap(({ retrieval_id }) => (retrieval_id === undefined ? [] : [retrieval_id]));
  return new Set(named.length === 0 ? from.passages : named.flatMap((id) => known.passages(id)));
}

function notChecked(findings: readonly Finding[]): readonly Unchecked[] {
  const foreign = findings.filter(({ code }) => code === 'language-unsupported').map(({ claim_id }) => claim_id);
  if (foreign.length === 0) return [];
  return [{ what: `the meaning of ${foreign.join(', ')}`, why: 'claim or source is not in English: only quotations, numbers and dates were compared' }];
}
