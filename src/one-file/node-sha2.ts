import { createHash } from 'node:crypto';
import type { Sha2Name } from '../core/sha2.ts';

// What core/sha2.ts does in plain JavaScript. The one-file verifier is built with this in its place.

export function sha256(bytes: Uint8Array): Uint8Array {
  return sha2('sha256', bytes);
}

export function sha512(bytes: Uint8Array): Uint8Array {
  return sha2('sha512', bytes);
}

export function sha2(name: Sha2Name, bytes: Uint8Array): Uint8Array {
  return Uint8Array.from(createHash(name).update(bytes).digest());
}
