import * as ed from '@noble/ed25519';
import { sha512 } from './sha2.ts';
import type { Brand } from './brand.ts';
import { equalBytes } from './bytes.ts';

// The package asks for its synchronous hash to be set once; this file is its only door.
ed.hashes.sha512 = sha512;

/** 32 bytes of an ed25519 public key (RFC 8032) that is canonical, on the curve, and in the prime-order subgroup. */
export type PublicKey = Brand<Uint8Array, 'PublicKey'>;

/** Says whether `signature` (64 bytes) is `key`'s over `message`. */
export type VerifySignature = (signature: Uint8Array, message: Uint8Array, key: PublicKey) => boolean;

// SubjectPublicKeyInfo of ed25519 (RFC 8410 section 4): SEQUENCE { SEQUENCE { OID 1.3.101.112 }, BIT STRING }.
const spkiPrefix = Uint8Array.of(0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00);

/**
 * A public key from its 32 bytes, or undefined where it is not one to trust. Small-order and mixed-order points are
 * refused: with those one signature fits every message, and verifiers disagree about others (C2SP/CCTV vectors).
 */
export function asPublicKey(bytes: Uint8Array): PublicKey | undefined {
  if (bytes.length !== 32) return undefined;
  try {
    const point = ed.Point.fromBytes(bytes, false);
    if (point.isSmallOrder() || !point.isTorsionFree()) return undefined;
    return equalBytes(point.toBytes(), bytes) ? (Uint8Array.from(bytes) as PublicKey) : undefined;
  } catch {
    return undefined;
  }
}

/** DER bytes of the key as SubjectPublicKeyInfo: what openssl reads and what a key id is the digest of. */
export function spkiOf(key: PublicKey): Uint8Array {
  return Uint8Array.of(...spkiPrefix, ...key);
}

/** The key inside a SubjectPublicKeyInfo, or undefined where the bytes are any other structure or a weak key. */
export function fromSpki(der: Uint8Array): PublicKey | undefined {
  if (der.length !== spkiPrefix.length + 32 || !equalBytes(der.subarray(0, spkiPrefix.length), spkiPrefix)) return undefined;
  return asPublicKey(der.subarray(spkiPrefix.length));
}

/** Signs with a 32-byte seed. Deterministic (RFC 8032): the same message gets the same 64 bytes. */
export function sign(message: Uint8Array, seed: Uint8Array): Uint8Array {
  return ed.sign(message, seed);
}

export function publicKeyOf(seed: Uint8Array): PublicKey {
  const key = asPublicKey(ed.getPublicKey(seed));
  if (key === undefined) throw new TypeError('a seed of 32 bytes always gives a key in the prime-order subgroup');
  return key;
}

/**
 * Strict RFC 8032 verification: no ZIP-215 leniency, and no R outside of the prime-order subgroup, where verifiers with and
 * without the cofactor disagree. OpenSSL and libsodium agree on what is left.
 */
export const verifySignature: VerifySignature = (signature, message, key) => {
  if (signature.length !== 64) return false;
  try {
    const commitment = ed.Point.fromBytes(signature.subarray(0, 32), false);
    if (commitment.isSmallOrder() || !commitment.isTorsionFree()) return false;
    return ed.verify(signature, message, key, { zip215: false });
  } catch {
    return false;
  }
};
