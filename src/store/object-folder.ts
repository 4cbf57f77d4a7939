import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { equalBytes } from '../core/bytes.ts';
import { digestOfNode } from '../core/digest.node.ts';
import { hexOf, type Digest } from '../core/digest.ts';
import { EvidenceError } from '../core/errors.ts';
import { errnoOf, syncFolder, writeError, writeNewFile } from '../core/durable-files.node.ts';
import type { ObjectStore } from '../record/ports.ts';

/** An object store of files: what is large can be copied from where it lies. */
export interface ObjectFolder extends ObjectStore {
  /** Bytes of the file, which is not read; undefined where there is none. */
  sizeOf(digest: Digest): number | undefined;
  /** Where the file lies, if it is there. */
  pathOf(digest: Digest): string;
}

/** Objects as files `objects/ab/cdef…`, named by their digest. `writing/` holds what is not whole yet; both are in one file system. */
export function objectFolder(folder: string): ObjectFolder {
  const objects = join(folder, 'objects');
  const writeAside = asideIn(join(folder, 'writing'));

  const pathOf = (digest: Digest): string => objectPath(objects, digest);

  const put = (digest: Digest, bytes: Uint8Array): void => {
    const path = pathOf(digest);
    if (mkdirSync(dirname(path), { recursive: true }) !== undefined) syncFolder(objects);
    const kept = readIfThere(path);
    if (kept === undefined || !equalBytes(kept, bytes)) {
      const aside = writeAside(bytes);
      try {
        renameSync(aside, path);
      } catch (error) {
        rmSync(aside, { force: true });
        throw error;
      }
    }
    // Also where it was there: whoever put it may have died before its name reached the disk.
    syncFolder(dirname(path));
  };

  return {
    put(bytes) {
      const digest = digestOfNode(bytes);
      try {
        put(digest, bytes);
      } catch (error) {
        throw writeError(error, objects);
      }
      return digest;
    },
    get(digest) {
      const bytes = readIfThere(pathOf(digest));
      if (bytes !== undefined && digestOfNode(bytes) !== digest) {
        throw new EvidenceError('store-damaged', { where: pathOf(digest), cause: 'the bytes are not those that the name says' });
      }
      return bytes;
    },
    sizeOf: (digest) => statSync(pathOf(digest), { throwIfNoEntry: false })?.size,
    pathOf,
  };
}

/** Writes bytes under a name of this process in `writing`, and says which. */
function asideIn(writing: string): (bytes: Uint8Array) => string {
  let written = 0;
  return (bytes) => {
    for (;;) {
      const path = join(writing, `${process.pid}-${(written += 1)}`);
      try {
        writeNewFile(path, bytes);
        return path;
      } catch (error) {
        // Left behind by a process that had our number, or in use by another thread of ours.
        if (errnoOf(error) !== 'EEXIST') throw error;
      }
    }
  };
}

/** Put together by hand: it is asked for a hundred thousand times, and `join` would look each time whether it is in order. */
function objectPath(objects: string, digest: Digest): string {
  const digits = hexOf(digest);
  return `${objects}${sep}${digits.slice(0, 2)}${sep}${digits.slice(2)}`;
}

function readIfThere(path: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(readFileSync(path));
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw new EvidenceError('file-unreadable', { where: path, cause: error });
  }
}

const hourMillis = 3_600_000;

/** Removes what processes that were killed while writing left behind an hour ago or more, by the clock of the file system. */
export function sweepUnfinished(folder: string): void {
  const writing = join(folder, 'writing');
  const mark = join(writing, 'swept');
  writeFileSync(mark, '');
  const now = statSync(mark).mtimeMs;
  for (const name of readdirSync(writing)) {
    const there = statSync(join(writing, name), { throwIfNoEntry: false });
    if (there !== undefined && there.mtimeMs < now - hourMillis) rmSync(join(writing, name), { force: true });
  }
}
