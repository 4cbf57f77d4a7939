import { publicKeyOf, sign } from '../core/ed25519.ts';
import { keyIdOf } from '../core/key-id.ts';
import type { Signer } from './signer.ts';

/** A signer that holds the 32-byte seed of an ed25519 key (RFC 8032) in memory. */
export function signerFromSeed(seed: Uint8Array): Signer {
  const publicKey = publicKeyOf(seed);
  return { keyId: keyIdOf(publicKey), publicKey, sign: (message) => Promise.resolve(sign(message, seed)) };
}
