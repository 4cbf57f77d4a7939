import { constants, createPublicKey, verify } from 'node:crypto';
import { orderLength, type VerifyPkix } from './pkix-key.ts';

/** Signatures of certificates and time stamps through OpenSSL. */
export const verifyPkixNode: VerifyPkix = (key, hash, signature, message) => {
  const length = key.kind === 'rsa' ? key.modulus.length : 2 * orderLength[key.curve];
  if (signature.length !== length) return false;
  try {
    const publicKey = createPublicKey({ key: Buffer.from(key.spki), format: 'der', type: 'spki' });
    const how = key.kind === 'rsa' ? { padding: constants.RSA_PKCS1_PADDING } : { dsaEncoding: 'ieee-p1363' as const };
    return verify(hash, message, { key: publicKey, ...how }, signature);
  } catch {
    // A key that OpenSSL does not take, such as a point that is not on its curve.
    return false;
  }
};
