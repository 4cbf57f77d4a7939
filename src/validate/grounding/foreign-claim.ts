import type { GatePolicy } from '../../model/generated/documents.ts';
import type { PassageTexts } from '../citations/passage-texts.ts';
import { finding } from '../finding.ts';
import type { Grounding, VerifiedQuotation } from '../layer.ts';
import type { SubjectPassage } from '../subject.ts';
import { letters, type ClaimText } from './claim-text.ts';
import type { Library } from './library.ts';
import { dateFit } from './reading/date-fit.ts';
import { isOddMark } from './reading/odd-marks.ts';
import { quantityFit } from './reading/quantity-fit.ts';
import { wording } from './reading/reading.ts';

interface ForeignClaim {
  readonly text: ClaimText;
  readonly quotations: readonly VerifiedQuotation[];
  readonly cited: ReadonlySet<SubjectPassage>;
  readonly library: Library;
  readonly texts: PassageTexts;
  readonly policy: GatePolicy;
}

/**
 * A claim or source in a language that the rules do not read: supported only where the claim is nothing but whole
 * quoted sentences, unsupported where one of its figures stands nowhere, otherwise unsure.
 */
export function judgeForeign({ text, quotations, cited, library, texts, policy }: ForeignClaim): Grounding {
  const { claim_id } = text.claim;
  const evidence = quotations.map(({ passage, start, end }) => texts.evidence(passage, start, end));
  const about = { claim: claim_id, evidence };
  const why = 'claim or source is not in English: only quotations, numbers and dates were compared';
  const note = finding('L3', 'language-unsupported', 'note', why, about);
  const base = { claim_id, basis: evidence.length === 0 ? ('none' as const) : ('quotation' as const), evidence };
  if (isWholeQuotation(text, quotations, library)) {
    return { ...base, state: 'supported', reason: 'the claim is, word for word, whole sentences of its source', findings: [note] };
  }
  const absent = absentValue(text, library, cited);
  if (absent === undefined) return { ...base, state: 'unsure', reason: why, findings: [note] };
  const reason = `the claim says ${absent.text}, which stands in none of the passages`;
  return { ...base, state: 'unsupported', reason, findings: [finding('L3', absent.code, policy.unsupported, reason, about), note] };
}

function isWholeQuotation({ reading, quoted }: ClaimText, quotations: readonly VerifiedQuotation[], { units }: Library): boolean {
  if (quoted.size === 0 || reading.words.some((word, index) => (word.kind !== 'mark' || isOddMark(word)) && !quoted.has(index))) return false;
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
  cited: ReadonlySet<SubjectPassage>,
): { readonly code: 'number-mismatch' | 'date-mismatch'; readonly text: string } | undefined {
  const readings = units.filter(({ passage }) => cited.has(passage)).map(read);
  const number = reading.quantities.find(
    (mine) => !mine.weak && !readings.some(({ quantities }) => quantities.some((theirs) => /^(?:same|loose|unit)$/.test(quantityFit(mine, theirs)))),
  );
  if (number !== undefined) return { code: 'number-mismatch', text: wording(reading.words, number.first, number.last) };
  const date = reading.dates.find((mine) => !readings.some(({ dates }) => dates.some((theirs) => dateFit(mine, theirs) !== 'differs')));
  return date === undefined ? undefined : { code: 'date-mismatch', text: wording(reading.words, date.first, date.last) };
}
