import { createPublicKey, verify } from 'node:crypto';
import { spkiOf, type VerifySignature } from './ed25519.ts';

/**
 * The same decisions as `verifySignature`, by OpenSSL alone. It computes R' = SB - kA without the cofactor, refuses S >= L, and
 * compares the bytes of R' with those of R. A `PublicKey` is canonical and of prime order, and so is R' then: an R with torsion
 * or in another spelling never compares equal. What is left to refuse is the neutral element, which a signer can reach.
 */
export const verifySignatureNode: VerifySignature = (signature, message, key) => {
  if (signature.length !== 64 || isNeutral(signature)) return false;
  return verify(null, message, createPublicKey({ key: Buffer.from(spkiOf(key)), format: 'der', type: 'spki' }), signature);
};

/** Whether R is the encoding of (0, 1). */
function isNeutral(signature: Uint8Array): boolean {
  return signature[0] === 1 && signature.subarray(1, 32).every((byte) => byte === 0);
}
