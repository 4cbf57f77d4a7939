import { sha256 } from './sha2.ts';
import type { Brand } from './brand.ts';
import { hex } from './bytes.ts';

/** `sha256:` and 64 lower-case hex digits. Names an artifact: immutable bytes. */
export type Digest = Brand<string, 'Digest'>;

/** How bytes are hashed: `digestOf` anywhere, `digestOfNode` where node:crypto reaches the hardware. Both give the same. */
export type HashBytes = (bytes: Uint8Array) => Digest;

const shape = /^sha256:[0-9a-f]{64}$/;

/** SHA-256 (FIPS 180-4) of the bytes, in plain JavaScript: runs wherever the verifier runs. */
export function digestOf(bytes: Uint8Array): Digest {
  return `sha256:${hex(sha256(bytes))}` as Digest;
}

/** A digest from text, or undefined where the text has another shape. */
export function asDigest(text: string): Digest | undefined {
  return shape.test(text) ? (text as Digest) : undefined;
}

/** The 64 hex digits alone, as `sha256sum` prints them. */
export function hexOf(digest: Digest): string {
  return digest.slice('sha256:'.length);
}

/** CRC-32 (IEEE 802.3, as ZIP uses it), unsigned. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

const crcTable: readonly number[] = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});
