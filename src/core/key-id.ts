import type { PublicKey } from './ed25519.ts';
import { spkiOf } from './ed25519.ts';
import { digestOf, hexOf } from './digest.ts';

/** Names a key: the SHA-256, in hex, of the DER bytes of its SubjectPublicKeyInfo. `openssl pkey` and `sha256sum` give the same. */
export function keyIdOf(key: PublicKey): string {
  return hexOf(digestOf(spkiOf(key)));
}
