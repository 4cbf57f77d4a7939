import { crc32Node, digestOfNode } from '../core/digest.node.ts';
import { verifySignatureNode } from '../core/ed25519.node.ts';
import type { VerificationReport } from '../model/generated/documents.ts';
import { readBytes, readText } from '../pipeline/text-file.ts';
import { readTrustPolicy, type Trust } from '../trust/trust-policy.ts';
import { verifyBundle } from '../verify/verify-bundle.ts';

/** The trust policy that the user named. */
export function trustFrom(path: string): Trust {
  return readTrustPolicy(readText(path), path, digestOfNode);
}

/** Verifies one bundle file with this machine's SHA-256 and both signature implementations. */
export function verifyFile(path: string, trust: Trust): VerificationReport {
  return verifyBundle(readBytes(path), trust, { name: path, hash: digestOfNode, checksum: crc32Node, verifySignature: verifySignatureNode });
}
