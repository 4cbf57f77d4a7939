import type { Claim, Finding, GatePolicy } from '../../model/generated/documents.ts';
import type { Grounding, VerifiedQuotation } from '../layer.ts';
import type { SubjectPassage } from '../subject.ts';
import { letters, type ClaimText } from './claim-text.ts';
import type { EvidenceWriter } from './evidence.ts';
import type { Library } from './library.ts';
import { dateFit } from './reading/date-fit.ts';
import { quantityFit } from './reading/quantity-fit.ts';
import { wording } from './reading/reading.ts';

interface ForeignClaim {
  readonly claim: Claim;
  readonly text: ClaimText;
  readonly quotations: readonly VerifiedQuotation[];
  readonly library: Library;
  readonly writer: EvidenceWriter;
  readonly isCited: (passage: SubjectPassage) => boolean;
  readonly policy: GatePolicy;
}

/**
 * A claim or source in a language that the rules do not read: supported only where the claim is nothing but whole
 * quoted sentences, unsupported where one of its figures stands nowhere, otherwise unsure.
 */
export function judgeForeign({ claim, text, quotations, library, writer, isCited, policy }: ForeignClaim): Grounding {
  const evidence = quotations.map(writer.ofQuotation);
  const note: Finding = {
    layer: 'L3',
    code: 'language-unsupported',
    severity: 'note',
    claim_id: claim.claim_id,
    message: 'claim or source is not in English: only quotations, numbers and dates were compared',
    evidence,
  };
  const base = { claim_id: claim.claim_id, basis: evidence.length === 0 ? ('none' as const) : ('quotation' as const), evidence };
  if (isWholeQuotation(text, quotations, library)) {
    return { ...base, state: 'supported', reason: 'the claim is, word for word, whole sentences of its source', findings: [note] };
  }
  const absent = absentValue(text, library, isCited);
  if (absent !== undefined) {
    const message = `the claim says ${absent.text}, which stands in none of the passages`;
    const finding: Finding = { layer: 'L3', code: absent.code, severity: policy.unsupported, claim_id: claim.claim_id, message, evidence };
    return { ...base, state: 'unsupported', reason: message, findings: [finding, note] };
  }
  return { ...base, state: 'unsure', reason: note.message, findings: [note] };
}

function isWholeQuotation({ reading, quoted }: ClaimText, quotations: readonly VerifiedQuotation[], { units }: Library): boolean {
  if (quoted.size === 0 || reading.words.some(({ kind }, index) => kind !== 'mark' && !quoted.has(index))) return false;
  return quotations.every(({ passage, start, end }) => {
    const touched = units.filter((unit) => unit.passage === passage && unit.start < end && unit.end > start);
    const first = touched[0];
    const last = touched.at(-1);
    if (first === undefined || last === undefined) return false;
    return letters(passage.text.slice(first.start, last.end)) === letters(passage.text.slice(start, end));
  });
}

function absentValue(
  { reading }: ClaimText,
  { units, reading: read }: Library,
  isCited: (passage: SubjectPassage) => boolean,
): { readonly code: 'number-mismatch' | 'date-mismatch'; readonly text: string } | undefined {
  const readings = units.filter(({ passage }) => isCited(passage)).map(read);
  const number = reading.quantities.find(
    (mine) => !mine.weak && !readings.some(({ quantities }) => quantities.some((theirs) => /^(?:same|loose|unit)$/.test(quantityFit(mine, theirs)))),
  );
  if (number !== undefined) return { code: 'number-mismatch', text: wording(reading.words, number.first, number.last) };
  const date = reading.dates.find((mine) => !readings.some(({ dates }) => dates.some((theirs) => dateFit(mine, theirs) !== 'differs')));
  return date === undefined ? undefined : { code: 'date-mismatch', text: wording(reading.words, date.first, date.last) };
}
