import type { ArtifactRef, Span } from '../model/generated/documents.ts';
import type { PromotedRun } from '../promote/promoted.ts';

/** A reference to an artifact and the place that makes it, for a person. */
export interface Reference {
  readonly by: string;
  readonly ref: ArtifactRef;
}

/** Every artifact that the documents of a run refer to, in the order in which they were recorded. */
export function* referencesOf({ recorded, promotion }: PromotedRun, spans: Iterable<Span>): Generator<Reference> {
  yield { by: 'run.json input', ref: recorded.run.input.artifact };
  for (const { document_id, original, text, map } of recorded.sources.documents) yield* each(`sources.json ${document_id}`, [original, text, map]);
  for (const { seq, inputs, outputs } of spans) {
    yield* each(`spans.jsonl line ${seq}`, inputs);
    yield* each(`spans.jsonl line ${seq}`, outputs);
  }
  for (const { name, artifact } of recorded.run.outputs) yield { by: `run.json output ${name}`, ref: artifact };
  for (const { name, artifact } of promotion.released) yield { by: `promotion.json ${name}`, ref: artifact };
  yield { by: 'promotion.json policy', ref: promotion.policy };
  yield { by: 'promotion.json claims', ref: promotion.claims };
  yield { by: 'promotion.json verdict', ref: promotion.verdict };
}

function* each(by: string, refs: readonly ArtifactRef[]): Generator<Reference> {
  for (const ref of refs) yield { by, ref };
}
