import type { ByteSource } from '../core/byte-source.ts';
import type { Digest, HashBytes } from '../core/digest.ts';
import { EvidenceError } from '../core/errors.ts';
import type { ScannedBundle } from './zip-scan.ts';

/** The files of a bundle by path below the top folder, in the order of the bundle, with the digests that one reading gave. */
export interface BundleFiles {
  keys(): Iterable<string>;
  has(path: string): boolean;
  sizeOf(path: string): number | undefined;
  digestOf(path: string): Digest | undefined;
  /** The bytes of a file, read again: the very ones that were measured. Throws `file-changed` where they are not. */
  get(path: string): Uint8Array | undefined;
}

/** Files in a source that were scanned and measured. They may be large: only those that are asked for are read. */
export function bundleFiles({ slots }: ScannedBundle, source: ByteSource, digests: ReadonlyMap<string, Digest>, hash: HashBytes): BundleFiles {
  return {
    keys: () => slots.keys(),
    has: (path) => slots.has(path),
    sizeOf: (path) => slots.get(path)?.size,
    digestOf: (path) => digests.get(path),
    get: (path) => {
      const slot = slots.get(path);
      if (slot === undefined) return undefined;
      const bytes = source.read(slot.at, slot.size);
      // Whoever can write to the file while it is verified must not show one content to the digest and another to the reader.
      if (hash(bytes) !== digests.get(path)) throw new EvidenceError('file-changed', { where: slot.name });
      return bytes;
    },
  };
}
