import type { Brand } from '../core/brand.ts';
import type { Claims, GatePolicy, Promotion, Verdict } from '../model/generated/documents.ts';
import type { RecordedRun } from '../record/recorded-run.ts';

/** All that a bundle is made of. */
export interface PromotedRun {
  /** The run as the sandbox closed it. Its `lines` go on to the promotion span. */
  readonly recorded: RecordedRun;
  readonly claims: Claims;
  readonly verdict: Verdict;
  readonly policy: GatePolicy;
  readonly promotion: Promotion;
}

/** A run that the gate let through, and whose lines were read as one unbroken chain. Only `promote` mints it, and only this can be sealed. */
export type Promoted = Brand<PromotedRun, 'Promoted'>;
