import type { Digest } from '../core/digest.ts';
import type { Instant } from '../core/clock.ts';
import type { Retrievals, Run, Sources } from '../model/generated/documents.ts';
import type { RunId, TraceId } from '../model/ids.ts';
import type { RecordedRun } from './recorded-run.ts';

/** Where immutable bytes go. Content-addressed: the same bytes put twice are kept once. */
export interface ObjectStore {
  /** Keeps the bytes durably before it resolves. Throws `disk-full` or `file-unwritable`. */
  put(bytes: Uint8Array): Digest;
  /** The bytes, checked against their digest, or undefined where they are not kept. Throws `store-damaged` where they differ. */
  get(digest: Digest): Uint8Array | undefined;
}

/** Where the lines of one run's span record go, and the marks of spans that have begun. Every call is durable on return. */
export interface Journal {
  /** Marks a span as begun, so that a run that was cut off shows what it was doing. */
  begin(runId: RunId, ordinal: number, line: string): void;
  /** Appends one line. Refuses (throws `store-damaged`) unless `seq` follows the last line kept. */
  append(runId: RunId, seq: number, line: string): void;
  /** All lines in order, without line feeds. */
  lines(runId: RunId): readonly string[];
}

/** What is known of a run when it begins. */
export interface RunOpening {
  readonly run_id: RunId;
  readonly trace_id: TraceId;
  readonly pipeline: string;
  readonly input_id: string;
  readonly started_at: Instant;
}

/** Where runs wait. A run that was opened is never lost: until it is closed it shows as open, or as cut off once its process is gone. */
export interface RunArchive {
  open(opening: RunOpening): void;
  /** Closes the run with its documents, in one transaction. */
  close(run: Run, sources: Sources, retrievals: Retrievals): void;
  /** A closed run. Throws `run-unknown`, `run-open` (its process is alive) or `run-incomplete` (it was cut off). */
  recorded(runId: RunId): RecordedRun;
}

/** One holder a run at a time, across processes. The system frees the lock when its process dies, however it dies. */
export interface RunLocks {
  /** Waits until the run is free, then does the work. Throws `store-locked` after `waitMillis` (default: 30,000). */
  hold<T>(runId: RunId, work: () => Promise<T>, waitMillis?: number): Promise<T>;
}
