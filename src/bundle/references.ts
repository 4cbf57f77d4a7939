import type { ArtifactRef, Span } from '../model/generated/documents.ts';
import type { PromotedRun } from '../promote/promoted.ts';

/** A reference to an artifact and the place that makes it, for a person. */
export interface Reference {
  readonly by: string;
  readonly ref: ArtifactRef;
}

/** Every artifact that the documents of a run refer to, in the order in which they were recorded. */
export function referencesOf({ recorded, promotion }: PromotedRun, spans: readonly Span[]): Reference[] {
  const references: Reference[] = [];
  const add = (by: string, refs: readonly ArtifactRef[]): void => {
    for (const ref of refs) references.push({ by, ref });
  };
  add('run.json input', [recorded.run.input.artifact]);
  for (const { document_id, original, text, map } of recorded.sources.documents) add(`sources.json ${document_id}`, [original, text, map]);
  for (const { seq, inputs, outputs } of spans) {
    add(`spans.jsonl line ${seq}`, inputs);
    add(`spans.jsonl line ${seq}`, outputs);
  }
  for (const { name, artifact } of recorded.run.outputs) add(`run.json output ${name}`, [artifact]);
  for (const { name, artifact } of promotion.released) add(`promotion.json ${name}`, [artifact]);
  add('promotion.json policy', [promotion.policy]);
  add('promotion.json claims', [promotion.claims]);
  add('promotion.json verdict', [promotion.verdict]);
  return references;
}
