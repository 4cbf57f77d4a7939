import type { Claim, ClaimQuotation, Finding } from '../../model/generated/documents.ts';
import { clip, finding } from '../finding.ts';
import type { VerifiedQuotation } from '../layer.ts';
import type { SubjectPassage } from '../subject.ts';
import { findQuotation } from './find-quotation.ts';
import type { KnownIds } from './known-ids.ts';
import type { PassageTexts } from './passage-texts.ts';
import { isLongEnough } from './quotation-spans.ts';

export interface QuotationCheck {
  readonly verified: readonly VerifiedQuotation[];
  readonly findings: readonly Finding[];
}

/** What quotations are held against: every passage, what the ids name, and which passages are no evidence. */
export interface QuotationSources {
  readonly passages: readonly SubjectPassage[];
  readonly known: KnownIds;
  readonly texts: PassageTexts;
  readonly suspect: ReadonlySet<string>;
  /** What was looked for before: in JSON one quotation may belong to many claims. */
  readonly found: Map<string, Place | undefined>;
}

/** Looks for each quotation of a claim in the sources named for it, then in all others, to tell a wrong source from a false quotation. */
export function checkQuotations(claim: Claim, sources: QuotationSources): QuotationCheck {
  const checks = claim.quotations.map((quotation) => checkOne(claim, quotation, sources));
  return { verified: checks.flatMap((check) => check.verified), findings: checks.flatMap((check) => check.findings) };
}

function checkOne(claim: Claim, quotation: ClaimQuotation, sources: QuotationSources): QuotationCheck {
  const named = namedPassages(claim, quotation, sources.known);
  const found = findIn(named, quotation.text, sources);
  if (found !== undefined) return { verified: verify(claim, quotation, found, sources), findings: [] };
  const elsewhere = named === undefined ? undefined : findIn(undefined, quotation.text, sources);
  const words = clip(quotation.text);
  if (elsewhere === undefined) {
    return { verified: [], findings: [finding('L2', 'quotation-not-found', 'fail', `"${words}" stands in no source`, { claim: claim.claim_id })] };
  }
  const { passage, start, end } = elsewhere;
  const ids = quotation.retrieval_id ?? claim.citations.map((citation) => citation.retrieval_id).join(', ');
  const message = `"${words}" stands in ${passage.retrieval_id}, not in ${ids}, which the output names for it`;
  const evidence = [sources.texts.evidence(passage, start, end)];
  return { verified: [], findings: [finding('L2', 'quotation-wrong-source', 'fail', message, { claim: claim.claim_id, evidence })] };
}

export interface Place {
  readonly passage: SubjectPassage;
  readonly start: number;
  readonly end: number;
}

/** Undefined where the output names no source at all: then any will do. */
function namedPassages(claim: Claim, quotation: ClaimQuotation, known: KnownIds): readonly SubjectPassage[] | undefined {
  if (quotation.retrieval_id !== undefined) return known.passages(quotation.retrieval_id);
  if (claim.citations.length === 0) return undefined;
  return [...new Set(claim.citations.flatMap((citation) => known.passages(citation.retrieval_id)))];
}

function findIn(named: readonly SubjectPassage[] | undefined, text: string, sources: QuotationSources): Place | undefined {
  // Every passage is another question than none, which is what an id that was never retrieved names.
  const key = `${named?.map((passage) => passage.retrieval_id).join(' ') ?? 'all of them'}\n${text}`;
  if (sources.found.has(key)) return sources.found.get(key);
  const place = lookIn(named ?? sources.passages, text, sources);
  sources.found.set(key, place);
  return place;
}

// Clean passages first: words that stand in a suspect one too are still evidence.
function lookIn(passages: readonly SubjectPassage[], text: string, { texts, suspect }: QuotationSources): Place | undefined {
  let doubtful: Place | undefined;
  for (const passage of passages) {
    const range = findQuotation(text, texts.normalised(passage));
    if (range === undefined) continue;
    if (!suspect.has(passage.retrieval_id)) return { passage, ...range };
    doubtful ??= { passage, ...range };
  }
  return doubtful;
}

// Short words, found or not, prove nothing: a "0.25 %" stands in many places.
function verify(claim: Claim, quotation: ClaimQuotation, place: Place, { suspect }: QuotationSources): readonly VerifiedQuotation[] {
  const { passage, start, end } = place;
  if (suspect.has(passage.retrieval_id) || !isLongEnough(quotation.text)) return [];
  return [{ claim_id: claim.claim_id, passage, start, end, text: passage.text.slice(start, end) }];
}
