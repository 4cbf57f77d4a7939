import type { Digest } from '../core/digest.ts';
import type { Retrievals, Run, Sources } from '../model/generated/documents.ts';

/**
 * A closed run as the later rooms read it: the documents, the span record as lines, and the bytes of the artifacts.
 * The store gives one of a run that it keeps, the verifier one of what it found in a bundle: the layers cannot tell which.
 */
export interface RecordedRun {
  readonly run: Run;
  readonly sources: Sources;
  readonly retrievals: Retrievals;
  /** Lines of the span record in order, without line feeds. */
  readonly lines: readonly string[];
  /** Bytes of an artifact, or undefined where they are absent. */
  read(digest: Digest): Uint8Array | undefined;
  /** How many bytes an artifact has, without reading them; undefined where they are absent. */
  sizeOf(digest: Digest): number | undefined;
  /**
   * How many bytes an artifact has whose digest was taken from the very bytes that are here: who wants to know whether it is whole
   * need not read it again. Undefined where that is not known.
   */
  measuredSizeOf?(digest: Digest): number | undefined;
  /** The file that an artifact lies in, where it lies in one: for copying without loading it. Whoever reads it checks the digest. */
  pathOf?(digest: Digest): string;
}
