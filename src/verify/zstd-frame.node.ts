import type { ByteSource } from '../core/byte-source.ts';

/** What stands before the first block of a Zstandard frame (RFC 8878 section 3.1.1). */
interface FrameHeader {
  readonly length: number;
  readonly hasChecksum: boolean;
}

/** Bytes that a decoder needs to look back over. Larger windows are what `zstd --long` makes, and what fills a memory. */
export const largestWindow: number = 2 ** 27;

/**
 * Why a file is not one Zstandard frame that fills it, needs no dictionary and no large window; undefined where it is. The
 * blocks are walked, not decoded: a decoder alone may stop at the end of the first frame and say nothing of what follows.
 */
export function frameProblem(source: ByteSource): string | undefined {
  const header = readHeader(source);
  if (typeof header === 'string') return header;
  let at = header.length;
  for (;;) {
    if (at + 3 > source.length) return 'it ends within its frame';
    const [low = 0, middle = 0, high = 0] = source.read(at, 3);
    const block = low | (middle << 8) | (high << 16);
    const type = (block >> 1) & 3;
    if (type === 3) return 'it has a block of a type that is not defined';
    // A block of type 1 is one byte that is repeated.
    at += 3 + (type === 1 ? 1 : block >> 3);
    if ((block & 1) === 1) break;
  }
  at += header.hasChecksum ? 4 : 0;
  if (at > source.length) return 'it ends within its frame';
  return at < source.length ? 'something follows its one frame' : undefined;
}

function readHeader(source: ByteSource): FrameHeader | string {
  const bytes = source.read(0, Math.min(source.length, 18));
  const descriptor = bytes[4];
  if (descriptor === undefined) return 'it ends within its header';
  const isSingle = (descriptor & 0x20) !== 0;
  if ((descriptor & 0x08) !== 0) return 'it sets a bit that is reserved';
  if ((descriptor & 0x03) !== 0) return 'it needs a dictionary';
  const sizeLength = descriptor >> 6 === 0 ? Number(isSingle) : 1 << (descriptor >> 6);
  const length = 5 + Number(!isSingle) + sizeLength;
  if (bytes.length < length) return 'it ends within its header';
  const window = bytes[5] ?? 0;
  const base = 2 ** (10 + (window >> 3));
  if (!isSingle && base + (base / 8) * (window & 7) > largestWindow) return `its window is larger than ${largestWindow} bytes`;
  return { length, hasChecksum: (descriptor & 0x04) !== 0 };
}
