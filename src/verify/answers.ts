import type { Instant } from '../core/clock.ts';
import type { WithheldFiles } from './withheld.ts';
import type { Statement, Unchecked, VerificationReport, VerificationReportCode, VerificationReportFinding } from '../model/generated/documents.ts';

export type LampName = VerificationReportFinding['lamp'];

/** A question that a verifier could not answer. `open`: the lamp cannot be green without an answer. */
export interface Gap extends Unchecked {
  readonly lamp: LampName;
  readonly open: boolean;
}

/** Somebody other than the signer saw a signature no later than this moment. */
export interface Anchor {
  readonly at: Instant;
  /** Who, as the trust policy names them. */
  readonly by: string;
}

/** What was found where others vouch for the moment of one signature. */
export interface Anchored {
  readonly findings: readonly VerificationReportFinding[];
  readonly gaps: readonly Gap[];
  readonly anchors: readonly Anchor[];
}

/** What the questions brought, up to the first that did not hold. */
export interface Answers {
  readonly findings: readonly VerificationReportFinding[];
  readonly gaps: readonly Gap[];
  readonly signers: VerificationReport['signers'];
  /** Whether somebody else vouches for the moment of each promoter's signature. */
  readonly anchored: boolean;
  /** Whether a log has the signature of each promoter. */
  readonly logged: boolean;
  /** Absent until question 2 holds. */
  readonly statement?: Statement;
  /** What a disclosure copy leaves out. Absent until question 2 holds. */
  readonly withheld?: WithheldFiles;
}

// As the report's schema bounds them: text of strangers may be longer.
const longest = 4000;

export function finding(lamp: LampName, code: VerificationReportCode, where: string, message: string): VerificationReportFinding {
  return { lamp, code, where: where === '' ? '(no name)' : clip(where), message: clip(message) };
}

function clip(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}
