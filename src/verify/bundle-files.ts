import type { ByteSource } from '../core/byte-source.ts';
import type { Digest, HashBytes } from '../core/digest.ts';
import { EvidenceError } from '../core/errors.ts';
import type { ScannedBundle } from './zip-scan.ts';
import { slotAt } from './zip-slots.ts';

/** The files of a bundle by path below the top folder, in the order of the bundle, with the digests that one reading gave. */
export interface BundleFiles {
  keys(): Iterable<string>;
  has(path: string): boolean;
  /** Whether its bytes are here: a disclosure copy names files that it leaves out. */
  isHere(path: string): boolean;
  sizeOf(path: string): number | undefined;
  digestOf(path: string): Digest | undefined;
  /** The bytes of a file, read again: the very ones that were measured. Throws `file-changed` where they are not. */
  get(path: string): Uint8Array | undefined;
}

/** The files of a whole bundle as a copy of it names them: of those that it leaves out the digest is known, and the size, but not the bytes. */
export function withAbsent(files: BundleFiles, absent: ReadonlyMap<string, { readonly sha256: Digest; readonly size: number }>): BundleFiles {
  return {
    keys: () => [...files.keys(), ...absent.keys()],
    has: (path) => files.has(path) || absent.has(path),
    isHere: (path) => files.isHere(path),
    sizeOf: (path) => files.sizeOf(path) ?? absent.get(path)?.size,
    digestOf: (path) => files.digestOf(path) ?? absent.get(path)?.sha256,
    get: (path) => files.get(path),
  };
}

/** Files in a source that were scanned and measured. They may be large: only those that are asked for are read. */
export function bundleFiles(bundle: ScannedBundle, source: ByteSource, digests: readonly Digest[], hash: HashBytes): BundleFiles {
  const indexes = new Map(bundle.paths.map((path, index) => [path, index]));
  const column = <T>(values: ArrayLike<T>, path: string): T | undefined => values[indexes.get(path) ?? -1];
  return {
    keys: () => bundle.paths,
    has: (path) => indexes.has(path),
    isHere: (path) => indexes.has(path),
    sizeOf: (path) => column(bundle.sizes, path),
    digestOf: (path) => column(digests, path),
    get: (path) => {
      const index = indexes.get(path);
      if (index === undefined) return undefined;
      const { name, at, size } = slotAt(bundle, index);
      const bytes = source.read(at, size);
      // Whoever can write to the file while it is verified must not show one content to the digest and another to the reader.
      if (!source.still && hash(bytes) !== digests[index]) throw new EvidenceError('file-changed', { where: name });
      return bytes;
    },
  };
}
