import { verifyEcdsa } from './ecdsa.ts';
import { orderLength, type VerifyPkix } from './pkix-key.ts';
import { verifyRsa } from './rsa.ts';
import { sha2 } from './sha2.ts';

/** Signatures of certificates and time stamps in plain JavaScript: runs wherever the verifier runs. */
export const verifyPkix: VerifyPkix = (key, hash, signature, message) => {
  const digest = sha2(hash, message);
  if (key.kind === 'rsa') return verifyRsa(key, hash, digest, signature);
  return signature.length === 2 * orderLength[key.curve] && verifyEcdsa(key.curve, key.point, digest, signature);
};
