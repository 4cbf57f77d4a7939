// The one door to @noble/hashes.
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';

export { sha256, sha512 };

/** The hash functions that a signature of a certificate or of a time stamp may be made with. */
export type Sha2Name = 'sha256' | 'sha384' | 'sha512';

const hashes: Readonly<Record<Sha2Name, (bytes: Uint8Array) => Uint8Array>> = { sha256, sha384, sha512 };

/** SHA-2 (FIPS 180-4) by its name, in plain JavaScript. */
export function sha2(name: Sha2Name, bytes: Uint8Array): Uint8Array {
  return hashes[name](bytes);
}
