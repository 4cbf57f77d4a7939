import { localHeaderLength, type ZipEntry } from '../bundle/zip-profile.ts';

/** Where an entry lies: its local header from `headerAt`, and at once its bytes, from `at` on. */
export interface ZipSlot extends ZipEntry {
  readonly headerAt: number;
  readonly at: number;
}

/** The entries of a bundle in its order, as columns: there may be a hundred thousand of them and more. */
export interface ZipSlots {
  /** What stands before each path, with its slash. */
  readonly prefix: string;
  /** Below the top folder. */
  readonly paths: readonly string[];
  readonly sizes: Float64Array;
  readonly crcs: Uint32Array;
  readonly headerAts: Float64Array;
}

/** One entry out of the columns. Throws a RangeError where they have none of this index. */
export function slotAt({ prefix, paths, sizes, crcs, headerAts }: ZipSlots, index: number): ZipSlot {
  const [path, size, crc, headerAt] = [paths[index], sizes[index], crcs[index], headerAts[index]];
  if (path === undefined || size === undefined || crc === undefined || headerAt === undefined) throw new RangeError(`entry ${index} of ${paths.length}`);
  const name = prefix + path;
  return { name, size, crc, headerAt, at: headerAt + localHeaderLength({ name, size }) };
}
