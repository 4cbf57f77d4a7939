import type { PkixKey, VerifyPkix } from '../core/pkix-key.ts';
import type { SignatureAlgorithm } from './algorithms.ts';
import type { Certificate } from './certificate.ts';
import { attempt } from './der.ts';
import { ecdsaSignature } from './public-key.ts';

/** Whether a signature in the encoding of certificates is this key's, made in this way. */
export function isSignedBy(key: PkixKey, algorithm: SignatureAlgorithm, signature: Uint8Array, message: Uint8Array, verify: VerifyPkix): boolean {
  if (key.kind !== algorithm.kind) return false;
  if (key.kind === 'rsa') return verify(key, algorithm.hash, signature, message);
  const parts = attempt(() => ecdsaSignature(signature, key.curve));
  return parts.ok && verify(key, algorithm.hash, parts.value, message);
}

/** Why the issuer's key did not sign the certificate; undefined where it did. */
export function issuanceProblem(certificate: Certificate, issuer: Certificate, verify: VerifyPkix): string | undefined {
  const { publicKey } = issuer;
  const { signatureAlgorithm, signature, signed } = certificate;
  if (!publicKey.ok) return publicKey.why;
  if (!signatureAlgorithm.ok) return signatureAlgorithm.why;
  return isSignedBy(publicKey.value, signatureAlgorithm.value, signature, signed, verify)
    ? undefined
    : `${issuer.subjectText} did not sign the certificate of ${certificate.subjectText}`;
}
