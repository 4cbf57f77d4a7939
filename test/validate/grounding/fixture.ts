import { digestOf } from '../../../src/core/digest.ts';
import { TextOffsets } from '../../../src/core/text-offsets.ts';
import { asRetrievalId, type RetrievalId } from '../../../src/model/ids.ts';
import type { Claim, GatePolicy } from '../../../src/model/generated/documents.ts';
import { coverageOf } from '../../../src/validate/claims/coverage.ts';
import { ground } from '../../../src/validate/grounding/ground.ts';
import type { Cut, Grounding, VerifiedQuotation } from '../../../src/validate/layer.ts';
import type { SubjectPassage } from '../../../src/validate/subject.ts';

export const policy: GatePolicy = {
  format: 'evidence-gate/gate-policy/1',
  name: 'test',
  version: '1',
  minimum_claims: 1,
  quotations: 'preferred',
  citations: 'optional',
  unsupported: 'fail',
  unsure: 'review',
  suspected_injection: 'review',
  minimum_coverage: 0.8,
  minimum_assurance: 'declared',
  approvers: [],
};

/** A claim and what it rests on. `quotes` are taken from the sources and count as verified; `cites` are retrieval ids. */
export interface Case {
  readonly claims: readonly string[];
  readonly sources: Readonly<Record<string, string>>;
  readonly quotes?: readonly string[];
  readonly cites?: readonly string[];
  readonly suspect?: readonly string[];
}

export function id(text: string): RetrievalId {
  const made = asRetrievalId(text);
  if (made === undefined) throw new TypeError(`not a retrieval id: ${text}`);
  return made;
}

/** What L2 would hand to L3. Every claim of the case cites and quotes the same. */
export function cutOf({ claims, sources, quotes = [], cites = [], suspect = [] }: Case): Cut {
  const encoder = new TextEncoder();
  const passages: SubjectPassage[] = Object.entries(sources).map(([name, text]) => ({ retrieval_id: id(name), text, sha256: digestOf(encoder.encode(text)) }));
  const output = claims.join('\n');
  const offsets = new TextOffsets(output);
  let at = 0;
  const cut = claims.map((text, index): Claim => {
    const start = at;
    at += text.length + 1;
    const quotations = quotes.flatMap((quote) => {
      const place = text.indexOf(quote);
      return [{ text: quote, range: place < 0 ? offsets.range(start, start + text.length) : offsets.range(start + place, start + place + quote.length) }];
    });
    const citations = cites.map((cited) => ({ retrieval_id: id(cited), form: 'bracket' as const, range: offsets.range(start, start) }));
    return { claim_id: `c${index + 1}`, kind: 'claim', text, range: offsets.range(start, start + text.length), citations, quotations };
  });
  const quotations = cut.flatMap(({ claim_id }) => quotes.map((quote): VerifiedQuotation => verified(claim_id, quote, passages)));
  const output_sha256 = digestOf(encoder.encode(output));
  return {
    subject: { id: 'test', output, output_sha256, media_type: 'text/markdown', passages },
    claims: { output_sha256, form: 'prose', claims: cut, coverage: coverageOf(output, [], offsets) },
    quotations,
    suspect: new Set(suspect),
  };
}

function verified(claimId: string, text: string, passages: readonly SubjectPassage[]): VerifiedQuotation {
  const passage = passages.find((one) => one.text.includes(text));
  if (passage === undefined) throw new TypeError(`the case quotes what stands nowhere: ${text}`);
  const start = passage.text.indexOf(text);
  return { claim_id: claimId, passage, start, end: start + text.length, text };
}

export function groundings(one: Case, with_: Partial<GatePolicy> = {}): readonly Grounding[] {
  return ground(cutOf(one), { ...policy, ...with_ }).groundings;
}

/** The grounding of one claim against one source. */
export function groundOne(claim: string, source: string, quote?: string, with_: Partial<GatePolicy> = {}): Grounding {
  const found = groundings({ claims: [claim], sources: { 'doc:test:a#p1': source }, ...(quote === undefined ? {} : { quotes: [quote] }) }, with_)[0];
  if (found === undefined) throw new TypeError('no grounding');
  return found;
}
