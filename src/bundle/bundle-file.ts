import type { Digest } from '../core/digest.ts';
import type { RunId } from '../model/ids.ts';

/** A file of a bundle. `path` counts from the top folder. */
export interface BundleFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A file below data/, with the digest that the manifest gives it. */
export interface PayloadFile extends BundleFile {
  readonly sha256: Digest;
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

export function inBundleOrder<F extends BundleFile>(files: readonly F[]): readonly F[] {
  return [...files].sort((a, b) => compareInBundle(a.path, b.path));
}

const leading = ['bagit.txt', 'bag-info.txt', 'manifest-sha256.txt', 'tagmanifest-sha256.txt'];

function groupOf(path: string): number {
  const place = leading.indexOf(path);
  if (place >= 0) return place;
  if (path.startsWith('signatures/')) return leading.length;
  return path === 'data/README.txt' ? leading.length + 1 : leading.length + 2;
}
