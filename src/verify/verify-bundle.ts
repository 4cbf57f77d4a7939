import { crc32, digestOf, type Checksum, type HashBytes } from '../core/digest.ts';
import { verifySignature, type VerifySignature } from '../core/ed25519.ts';
import { verifyPkix } from '../core/pkix.ts';
import type { VerifyPkix } from '../core/pkix-key.ts';
import type { VerificationReport } from '../model/generated/documents.ts';
import { concludeBundle } from './conclude-bundle.ts';
import { openBundle } from './open-bundle.ts';
import type { Trust } from '../trust/trust-policy.ts';

export interface VerifyOptions {
  /** What the report calls the bundle. */
  readonly name?: string;
  /** Default: SHA-256 in plain JavaScript. */
  readonly hash?: HashBytes;
  /** Default: CRC-32 in plain JavaScript. */
  readonly checksum?: Checksum;
  /** Default: one implementation, in plain JavaScript. */
  readonly verifySignature?: VerifySignature;
  /** Signatures of certificates and time stamps. Default: in plain JavaScript. */
  readonly verifyPkix?: VerifyPkix;
}

/**
 * Verifies a bundle offline against a trust policy from elsewhere. The questions are asked in order, and nothing below one
 * is read before it holds; all findings of a question are reported. Never throws on a bad bundle: that is an ordinary answer.
 */
export function verifyBundle(bytes: Uint8Array, trust: Trust, options: VerifyOptions = {}): VerificationReport {
  const tools = {
    hash: options.hash ?? digestOf,
    checksum: options.checksum ?? crc32,
    verify: options.verifySignature ?? verifySignature,
    verifyPkix: options.verifyPkix ?? verifyPkix,
  };
  const opening = openBundle(bytes, tools);
  return concludeBundle({ name: options.name ?? 'bundle', bytes: bytes.length, sha256: tools.hash(bytes) }, opening, trust, tools);
}
