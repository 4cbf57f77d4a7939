import type { Sha2Name } from './sha2.ts';

export type CurveName = 'P-256' | 'P-384' | 'P-521';

/** A public key as certificates carry it (RFC 3279, RFC 5480), ready to verify with. `spki` is its SubjectPublicKeyInfo in DER. */
export type PkixKey =
  | { readonly kind: 'rsa'; readonly spki: Uint8Array; readonly modulus: Uint8Array; readonly exponent: number }
  | { readonly kind: 'ec'; readonly spki: Uint8Array; readonly curve: CurveName; readonly point: Uint8Array };

/**
 * Says whether `signature` is `key`'s over `message`: RSASSA-PKCS1-v1_5, or ECDSA with r and s each as long as the order of the
 * curve. `verifyPkix` anywhere, `verifyPkixNode` through OpenSSL. Both decide alike.
 */
export type VerifyPkix = (key: PkixKey, hash: Sha2Name, signature: Uint8Array, message: Uint8Array) => boolean;

/** How many octets r and s each take. */
export const orderLength: Readonly<Record<CurveName, number>> = { 'P-256': 32, 'P-384': 48, 'P-521': 66 };
