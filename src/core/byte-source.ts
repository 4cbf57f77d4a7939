/**
 * Bytes that can be read at any place: a file, or a buffer. `read` gives exactly `length` bytes from `at`, which the caller may
 * keep; asking beyond the end is a fault of the caller. `length` does not change while the source is open.
 */
export interface ByteSource {
  readonly length: number;
  /** Whether nobody can change the bytes meanwhile, so that what was read once need not be looked at again. */
  readonly still: boolean;
  read(at: number, length: number): Uint8Array;
}

/** The bytes of a buffer, without copying them. */
export function bufferSource(bytes: Uint8Array): ByteSource {
  return {
    length: bytes.length,
    still: true,
    read: (at, length) => {
      if (at < 0 || length < 0 || at + length > bytes.length) throw new RangeError(`bytes ${at} to ${at + length} of ${bytes.length}`);
      return bytes.subarray(at, at + length);
    },
  };
}

/** The bytes from one place up to another, in pieces of at most 64 KiB. */
export function* piecesOf(source: ByteSource, from: number, end: number): Generator<Uint8Array> {
  for (let at = from; at < end; at += pieceLength) yield source.read(at, Math.min(pieceLength, end - at));
}

const pieceLength = 0x1_0000;
