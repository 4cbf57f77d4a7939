import type { RetrievalId } from '../../model/ids.ts';
import type { Mark } from '../citations/marks.ts';
import type { NonClaimReason } from './non-claims.ts';

/** Words that the output gives as those of a source. Offsets are UTF-16, in the text that was cut. */
export interface Quoted {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** The source named for it, where exactly one is. */
  readonly id: RetrievalId | undefined;
}

/** A stretch of the output: a claim, or something that is declared to be none. Offsets are UTF-16, in the text that was cut. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Why it is no claim; absent for a claim. */
  readonly why: NonClaimReason | undefined;
  readonly marks: readonly Mark[];
  readonly quoted: readonly Quoted[];
}
