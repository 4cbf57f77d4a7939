import { hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { asDigest, digestOf, type Checksum, type Digest } from './digest.ts';

/** SHA-256 through OpenSSL, which uses the processor's instructions: some 7 times the speed of plain JavaScript. */
export function digestOfNode(bytes: Uint8Array): Digest {
  return asDigest(`sha256:${hash('sha256', bytes, 'hex')}`) ?? digestOf(bytes);
}

/** CRC-32 through zlib: some 6 times the speed of plain JavaScript. */
export const crc32Node: Checksum = (bytes) => crc32(bytes);
