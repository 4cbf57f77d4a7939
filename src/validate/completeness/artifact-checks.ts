import type { Digest, HashBytes } from '../../core/digest.ts';
import type { ArtifactRef, Finding, Span } from '../../model/generated/documents.ts';
import type { RecordedRun } from '../../record/recorded-run.ts';
import { finding } from '../finding.ts';

/** Whether every artifact that the run refers to is there, with the bytes that its name stands for. */
export function checkArtifacts(recorded: RecordedRun, spans: readonly Span[], hash: HashBytes): readonly Finding[] {
  const states = new Map<Digest, { readonly bytes: number; readonly isWhole: boolean } | undefined>();
  const stateOf = (digest: Digest): { readonly bytes: number; readonly isWhole: boolean } | undefined => {
    if (!states.has(digest)) {
      const measured = recorded.measuredSizeOf?.(digest);
      const bytes = measured === undefined ? recorded.read(digest) : undefined;
      const read = bytes === undefined ? undefined : { bytes: bytes.length, isWhole: hash(bytes) === digest };
      states.set(digest, measured === undefined ? read : { bytes: measured, isWhole: true });
    }
    return states.get(digest);
  };
  const seen = new Set<string>();
  return references(recorded, spans).flatMap((reference) => {
    const key = `${reference.sha256} ${reference.bytes} ${reference.uri}`;
    if (seen.has(key)) return [];
    seen.add(key);
    const state = stateOf(reference.sha256);
    if (state === undefined) return [finding('L0', 'artifact-missing', 'block', `${reference.uri} (${reference.sha256}) is not there`)];
    if (state.isWhole && state.bytes === reference.bytes) return [];
    return [finding('L0', 'artifact-altered', 'block', `${reference.uri} is not what was recorded: its bytes are not those of ${reference.sha256}`)];
  });
}

function references({ run, sources }: RecordedRun, spans: readonly Span[]): readonly ArtifactRef[] {
  return [
    run.input.artifact,
    ...run.outputs.map((output) => output.artifact),
    ...sources.documents.flatMap((document) => [document.original, document.text, document.map]),
    ...spans.flatMap((span) => [...span.inputs, ...span.outputs]),
  ];
}
