import type { Trust } from '../trust/trust-policy.ts';
import type { Anchored } from './answers.ts';
import type { BundleFiles } from './bundle-files.ts';
import type { Signature } from './envelopes.ts';

export interface Logged extends Anchored {
  /** Whether a log that the trust policy knows has the signature, with the quorum of its witnesses. */
  readonly logged: boolean;
}

/** Question 6, second half: does a log that the trust policy knows have the signature? */
export function checkLogProofs(_signature: Signature, _files: BundleFiles, _trust: Trust): Logged {
  return { findings: [], gaps: [], anchors: [], logged: false };
}
