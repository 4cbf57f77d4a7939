import type { VerificationReportFinding } from '../model/generated/documents.ts';
import type { BundleFiles } from './bundle-files.ts';
import type { Signature } from './envelopes.ts';
import type { VerifySignature } from '../core/ed25519.ts';
import type { TrustedKey } from '../trust/trust-policy.ts';

/**
 * The same signature in the wrappings of other tools (`sshsig`, `minisig`, `sigstore.json`), where the bundle carries them:
 * someone who checks with those tools must check what the envelope says. `signature` is a valid one of `key`.
 */
export function wrappingFindings(_signature: Signature, _key: TrustedKey, _files: BundleFiles, _verify: VerifySignature): readonly VerificationReportFinding[] {
  return [];
}
