import type { Digest } from '../core/digest.ts';
import type { ArtifactRef, Promotion, VerdictResult } from '../model/generated/documents.ts';
import type { RunId } from '../model/ids.ts';
import type { Promoted } from './promoted.ts';

/** The latest verdict of a run, by reference. */
export interface Judged {
  readonly result: VerdictResult;
  readonly verdict: ArtifactRef;
  readonly claims: ArtifactRef;
  readonly policy: ArtifactRef;
}

/** Where verdicts are kept. The latest counts; the earlier ones stay. */
export interface VerdictLedger {
  /**
   * Keeps a verdict, and appends the lines of its validation to the span record, in one transaction: a validation that is cut
   * off leaves nothing. Throws `run-promoted`, `promotion-unsettled`, or `store-damaged` where the lines do not follow the record.
   */
  put(runId: RunId, judged: Judged, lines?: readonly string[]): void;
  latest(runId: RunId): Judged | undefined;
}

/** Written before anything is released, so that a promotion that was cut off can be told from one that was not begun. */
export interface PromotionIntent {
  readonly promotion: Promotion;
  /** Lines that the promotion adds to the span record. */
  readonly lines: readonly string[];
  /** Absolute path of the folder that appears, whole, at the moment of promotion. */
  readonly folder: string;
  /** File name of the bundle in the folder. */
  readonly bundle_name: string;
  /** Of the bundle, once it lies sealed where nobody sees it. Null before: then nothing can have appeared. */
  readonly bundle_sha256: Digest | null;
}

/** The intent of a promotion whose bundle is sealed. */
export type SealedIntent = PromotionIntent & { readonly bundle_sha256: Digest };

export type PromotionState =
  | { readonly status: 'none' }
  | { readonly status: 'intended'; readonly intent: PromotionIntent }
  | { readonly status: 'promoted'; readonly intent: SealedIntent };

export interface PromotionLedger {
  state(runId: RunId): PromotionState;
  /** Runs whose promotion was intended and is not settled. */
  intended(): readonly RunId[];
  /** Replaces an earlier intent that was not carried out. Until it is settled the record takes no other lines. Throws `run-promoted`. */
  intend(runId: RunId, intent: PromotionIntent): void;
  /** Adds the digest of the sealed bundle to the intent: from now on its folder may appear. */
  sealed(runId: RunId, sha256: Digest): void;
  /** Drops an intent that was not carried out: the run is held as before. */
  withdraw(runId: RunId): void;
  /** Marks the intent as carried out, and appends its lines to the span record, in one transaction. */
  commit(runId: RunId): void;
}

/** Seals promoted runs. Wired to the bundle room by the pipeline. */
export interface Seal {
  /** File name of the bundle. */
  readonly name: string;
  /** Writes the bundle of a run at this path, durably; gives its digest. */
  seal(promoted: Promoted, path: string): Promise<Digest>;
}

/** A file that is to appear. Bundles may be larger than memory, so each is made where it will lie. */
export interface ReleasedFile {
  /** Relative path of ASCII names below the folder. */
  readonly name: string;
  /** The bytes, asked for once; or what writes the file at this path, durably. */
  readonly content: (() => Uint8Array) | { readonly writeAt: (path: string) => Promise<void> };
}

/** The folder where promoted runs appear. One rename makes a release visible: wholly or not at all. Folders are absolute paths. */
export interface ReleaseFolder {
  /** Asked first, so that nothing is sealed for a folder that cannot appear. Throws `release-blocked`, or a TypeError where it is no absolute path. */
  requireFree(folder: string): Promise<void>;
  /**
   * Writes the files into a hidden folder of the run beside `folder`, durably. What an earlier attempt left there is removed first.
   * Throws `disk-full` or `file-unwritable`, and what the contents throw.
   */
  stage(runId: RunId, folder: string, files: readonly ReleasedFile[]): Promise<void>;
  /** Makes the staged files appear as `folder` in one step. Throws `release-blocked` where something else lies there. */
  reveal(runId: RunId, folder: string): Promise<void>;
  /** Removes what was staged and not revealed. */
  discard(runId: RunId, folder: string): Promise<void>;
  /** Digest of a file in a revealed folder, or undefined where folder or file are absent. What it saw survives power loss. */
  digestOf(folder: string, name: string): Promise<Digest | undefined>;
}
