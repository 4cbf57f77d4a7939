// The one door to @noble/curves.
import { p256, p384, p521 } from '@noble/curves/nist.js';
import type { CurveName } from './pkix-key.ts';

const curves = { 'P-256': p256, 'P-384': p384, 'P-521': p521 } as const;

/** ECDSA (FIPS 186-5 section 6.4.2) over a digest; `signature` is r and s, each as long as the order of the curve. */
export function verifyEcdsa(curve: CurveName, point: Uint8Array, digest: Uint8Array, signature: Uint8Array): boolean {
  try {
    // Both s and its negative are signatures in certificates: only some cryptocurrencies forbid one of them.
    return curves[curve].verify(signature, digest, point, { prehash: false, lowS: false, format: 'compact' });
  } catch {
    return false;
  }
}
