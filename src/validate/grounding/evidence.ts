import { TextOffsets } from '../../core/text-offsets.ts';
import type { FindingEvidence } from '../../model/generated/documents.ts';
import type { VerifiedQuotation } from '../layer.ts';
import type { SubjectPassage } from '../subject.ts';
import type { EvidenceUnit } from './library.ts';

/** Writes ranges of passages as the evidence of findings; the offset table of a passage is made once. */
export interface EvidenceWriter {
  readonly ofUnit: (unit: EvidenceUnit) => FindingEvidence;
  readonly ofQuotation: (quotation: VerifiedQuotation) => FindingEvidence;
}

export function evidenceWriter(): EvidenceWriter {
  const tables = new Map<SubjectPassage, TextOffsets>();
  const written = (passage: SubjectPassage, start: number, end: number): FindingEvidence => {
    const table = tables.get(passage) ?? new TextOffsets(passage.text);
    tables.set(passage, table);
    return { retrieval_id: passage.retrieval_id, sha256: passage.sha256, range: table.range(start, end), text: passage.text.slice(start, end) };
  };
  return {
    ofUnit: ({ passage, start, end }) => written(passage, start, end),
    ofQuotation: ({ passage, start, end }) => written(passage, start, end),
  };
}
