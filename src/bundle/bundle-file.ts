import type { Digest, HashBytes } from '../core/digest.ts';
import type { RunId } from '../model/ids.ts';

/** A file of a bundle, with its bytes at hand. `path` counts from the top folder. */
export interface BundleFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A file of a bundle by size and digest. */
export interface BundleEntry {
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  readonly sha256: Digest;
  /** Of what was written for this bundle. An artifact has none here: it may be large, and is read by its digest while it is copied. */
  readonly bytes?: Uint8Array;
}

export function entryOf({ path, bytes }: BundleFile, hash: HashBytes): BundleEntry {
  return { path, size: bytes.length, sha256: hash(bytes), bytes };
}

/** The one folder that everything in a bundle lies in. */
export function topFolder(runId: RunId): string {
  return `evidence-${runId}`;
}

/**
 * The order of files in a bundle: what is signed and by whom comes first, so that a reader who goes forward knows every
 * digest before the first byte of payload; within a group the order of bytes.
 */
export function compareInBundle(a: string, b: string): number {
  return groupOf(a) - groupOf(b) || (a < b ? -1 : Number(a > b));
}

export function inBundleOrder<F extends { readonly path: string }>(files: readonly F[]): readonly F[] {
  return [...files].sort((a, b) => compareInBundle(a.path, b.path));
}

const leading = ['bagit.txt', 'bag-info.txt', 'manifest-sha256.txt', 'tagmanifest-sha256.txt'];

function groupOf(path: string): number {
  const place = leading.indexOf(path);
  if (place >= 0) return place;
  if (path.startsWith('signatures/')) return leading.length;
  return path === 'data/README.txt' ? leading.length + 1 : leading.length + 2;
}
