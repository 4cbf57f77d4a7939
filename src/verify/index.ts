export { verifyBundle, type VerifyOptions } from './verify-bundle.ts';
export { readTrustPolicy, type Trust, type TrustedKey } from '../trust/trust-policy.ts';
export { openBundle, type OpenedBundle } from './open-bundle.ts';
export type { BundleFiles } from './bundle-files.ts';
export { digestOf, type Digest, type HashBytes } from '../core/digest.ts';
export { verifySignature, type PublicKey, type VerifySignature } from '../core/ed25519.ts';
export type { PkixKey, VerifyPkix } from '../core/pkix-key.ts';
export { EvidenceError, type ErrorDetail } from '../core/errors.ts';
export type { ErrorCode } from '../core/error-table.ts';
export type {
  TrustPolicy,
  VerificationReport,
  VerificationReportCode,
  VerificationReportFinding,
  VerificationReportLamp,
} from '../model/generated/documents.ts';
