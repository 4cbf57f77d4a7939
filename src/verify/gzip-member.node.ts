import type { ByteSource } from '../core/byte-source.ts';

/** Where the raw deflate stream of a gzip member begins, which then ends 8 bytes before the file does (RFC 1952). */
export interface GzipMember {
  readonly bodyAt: number;
  /** Of the expanded bytes. */
  readonly crc: number;
  /** Number of expanded bytes, modulo 2^32. */
  readonly size: number;
}

const longestName = 1024;
const trailerLength = 8;

/** The frame of one gzip member that fills the file, or why it is none. A name may stand in it, as `gzip` writes one; no more. */
export function readMember(source: ByteSource): GzipMember | string {
  const start = source.read(0, Math.min(source.length, 10 + longestName));
  if (source.length < 10 + trailerLength) return 'it ends within its header';
  if (start[2] !== 8) return 'it is compressed in a way that gzip does not know';
  const flags = start[3] ?? 0;
  if ((flags & ~0x08) !== 0) return 'its header has parts that are not read';
  const bodyAt = flags === 0 ? 10 : start.indexOf(0, 10) + 1;
  if (bodyAt === 0 || bodyAt + trailerLength > source.length) return 'the name in its header does not end';
  const trailer = source.read(source.length - trailerLength, trailerLength);
  const view = new DataView(trailer.buffer, trailer.byteOffset, trailerLength);
  return { bodyAt, crc: view.getUint32(0, true), size: view.getUint32(4, true) };
}
