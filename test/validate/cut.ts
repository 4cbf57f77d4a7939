import { digestOf } from '../../src/core/digest.ts';
import { segment, type Segmentation } from '../../src/validate/claims/segment.ts';
import { subjectOfLine } from '../../src/validate/subject-of.ts';
import type { Subject } from '../../src/validate/subject.ts';
import { boardText, retrievalId } from './run-fixture.ts';

export const boardSources: Readonly<Record<string, string>> = {
  'doc:boj:brief#p1': boardText,
  'doc:boj:brief#p2': 'The Bank expects growth of 1.2 % in 2025. Exports fell in the third quarter.',
  'kb-12': 'Opening hours are nine to five.',
};

export function subjectOf(output: string, sources: Readonly<Record<string, string>> = boardSources): Subject {
  return subjectOfLine({ id: 'q', output, sources: Object.entries(sources).map(([id, text]) => ({ retrieval_id: retrievalId(id), text })) }, digestOf);
}

export function cut(output: string, sources?: Readonly<Record<string, string>>): Segmentation {
  return segment(subjectOf(output, sources));
}

/** The claims alone, as text. */
export function claimTexts(output: string): readonly string[] {
  return cut(output).claims.claims.flatMap((claim) => (claim.kind === 'claim' ? [claim.text] : []));
}

/** `reason: text` of each declared non-claim but markup. */
export function exempt(output: string): readonly string[] {
  return cut(output).claims.claims.flatMap((claim) =>
    claim.kind === 'claim' || claim.non_claim_reason === 'markup' ? [] : [`${claim.non_claim_reason}: ${claim.text}`],
  );
}
