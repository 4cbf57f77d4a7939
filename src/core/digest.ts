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

/** A digest from the 64 hex digits that a hash function gave. Text of others goes through `asDigest`. */
export function digestFromHex(digits: string): Digest {
  if (digits.length !== 64) throw new TypeError(`${digits.length} hex digits are no SHA-256`);
  return `sha256:${digits}` as Digest;
}

/** The 64 hex digits alone, as `sha256sum` prints them. */
export function hexOf(digest: Digest): string {
  return digest.slice('sha256:'.length);
}

/** CRC-32 (IEEE 802.3, as ZIP uses it), unsigned. */
export type Checksum = (bytes: Uint8Array) => number;

/** CRC-32 in plain JavaScript; of bytes that follow others, with the sum of those. */
export function crc32(bytes: Uint8Array, before = 0): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let crc = before ^ 0xffffffff;
  let at = 0;
  for (; at + 4 <= bytes.length; at += 4) {
    const word = crc ^ view.getUint32(at, true);
    crc = step(3, word) ^ step(2, word >>> 8) ^ step(1, word >>> 16) ^ step(0, word >>> 24);
  }
  for (; at < bytes.length; at += 1) crc = step(0, crc ^ view.getUint8(at)) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

// Four bytes a turn ("slicing"): six times the speed of one. Row n is what a byte does to the sum when n more follow it.
const crcRows = new Int32Array(4 * 256);
for (let byte = 0; byte < 256; byte += 1) {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  crcRows[byte] = crc;
}
for (let at = 256; at < crcRows.length; at += 1) {
  const before = crcRows[at - 256] ?? 0;
  crcRows[at] = step(0, before) ^ (before >>> 8);
}

function step(row: number, byte: number): number {
  return crcRows[row * 256 + (byte & 0xff)] ?? 0;
}
