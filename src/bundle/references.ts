import type { ArtifactRef, Span } from '../model/generated/documents.ts';
import type { PromotedRun } from '../promote/promoted.ts';

/** A reference to an artifact and the place that makes it, for a person. */
export interface Reference {
  readonly by: string;
  readonly ref: ArtifactRef;
}

/** Every artifact that the documents of a run refer to, in the order in which they were recorded. */
export function referencesOf(run: PromotedRun, spans: readonly Span[]): readonly Reference[] {
  const { recorded, promotion } = run;
  return [
    { by: 'run.json input', ref: recorded.run.input.artifact },
    ...recorded.sources.documents.flatMap((document) =>
      [document.original, document.text, document.map].map((ref) => ({ by: `sources.json ${document.document_id}`, ref })),
    ),
    ...spans.flatMap((span) => {
      const by = `spans.jsonl line ${span.seq}`;
      return [...span.inputs, ...span.outputs].map((ref) => ({ by, ref }));
    }),
    ...recorded.run.outputs.map((output) => ({ by: `run.json output ${output.name}`, ref: output.artifact })),
    ...promotion.released.map((released) => ({ by: `promotion.json ${released.name}`, ref: released.artifact })),
    { by: 'promotion.json policy', ref: promotion.policy },
    { by: 'promotion.json claims', ref: promotion.claims },
    { by: 'promotion.json verdict', ref: promotion.verdict },
  ];
}
