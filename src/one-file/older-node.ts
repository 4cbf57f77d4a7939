import crypto, { createHash, type BinaryToTextEncoding } from 'node:crypto';
import zlib from 'node:zlib';
import { crc32 } from '../core/digest.ts';
import { EvidenceError } from '../core/errors.ts';

/** Gives Node 18 and 20 the functions of newer ones that the verifier calls. Newer ones keep their own. */
export function completeOlderNode(): void {
  supply(crypto, 'hash', (algorithm: string, bytes: Uint8Array, encoding: BinaryToTextEncoding | 'buffer') => {
    const digest = createHash(algorithm).update(bytes);
    return encoding === 'buffer' ? digest.digest() : digest.digest(encoding);
  });
  supply(zlib, 'crc32', crc32);
  supply(zlib, 'createZstdDecompress', () => {
    throw new EvidenceError('node-too-old', {
      where: `Node ${process.versions.node}`,
      cause: 'it cannot expand Zstandard: use Node 22.18 or newer, or expand the file first with zstd -d',
    });
  });
}

function supply(target: object, name: string, substitute: unknown): void {
  if (!(name in target)) Object.assign(target, { [name]: substitute });
}
