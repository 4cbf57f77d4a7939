import { fromUtf8 } from '../../core/bytes.ts';
import type { Digest } from '../../core/digest.ts';
import type { RecordedRun } from '../../record/recorded-run.ts';

/** The output of a run that is judged, or why there is none to read. */
export type FinalOutput =
  | { readonly state: 'text'; readonly text: string; readonly sha256: Digest; readonly mediaType: string }
  | { readonly state: 'missing' | 'not_text'; readonly sha256: Digest | undefined };

export function finalOutput(recorded: RecordedRun): FinalOutput {
  const { run } = recorded;
  const sha256 = run.final_output ?? undefined;
  const output = run.outputs.find(({ artifact }) => artifact.sha256 === sha256);
  if (sha256 === undefined || output === undefined) return { state: 'missing', sha256 };
  const bytes = recorded.read(sha256);
  if (bytes === undefined) return { state: 'missing', sha256 };
  const text = fromUtf8(bytes);
  return text === undefined ? { state: 'not_text', sha256 } : { state: 'text', text, sha256, mediaType: output.artifact.media_type };
}
