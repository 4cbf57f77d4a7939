import type { Digest } from '../core/digest.ts';
import type { RetrievalId, RunId } from '../model/ids.ts';
import type { RecordedRun } from '../record/recorded-run.ts';

/** A passage that an output may rest on, as the layers read it. */
export interface SubjectPassage {
  readonly retrieval_id: RetrievalId;
  readonly text: string;
  readonly sha256: Digest;
}

/** What is judged: one output and the passages it may rest on, with the whole record where there is one. */
export interface Subject {
  readonly id: string;
  readonly output: string;
  readonly output_sha256: Digest;
  readonly media_type: string;
  readonly passages: readonly SubjectPassage[];
  /** Absent for plain data, of which nothing was recorded: layer L0 then says that it did not run. */
  readonly recorded?: RecordedRun;
  readonly run_id?: RunId;
}
