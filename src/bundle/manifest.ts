import { asDigest, hexOf, type Digest } from '../core/digest.ts';

/** One line of a manifest: a file and its digest. */
export interface ManifestEntry {
  readonly path: string;
  readonly sha256: Digest;
}

/** A BagIt manifest (RFC 8493 section 2.1.3) in one spelling: in the order of bytes, as `sha256sum` writes and checks it. */
export function manifestText(entries: readonly ManifestEntry[]): string {
  const sorted = [...entries].sort((a, b) => (a.path < b.path ? -1 : 1));
  return sorted.map((entry) => `${hexOf(entry.sha256)}  ${entry.path}\n`).join('');
}

// 64 hex digits, two spaces, a path; what is not canonical beyond that shows when it is written again.
const line = /^([0-9a-f]{64})  ([A-Za-z0-9._/-]+)$/;

/** The entries of a manifest, or undefined unless the text is exactly what `manifestText` writes of them, each path once. */
export function readManifest(text: string): readonly ManifestEntry[] | undefined {
  const entries: ManifestEntry[] = [];
  for (const row of text.split('\n').slice(0, -1)) {
    const [, digits = '', path = ''] = line.exec(row) ?? [];
    const sha256 = asDigest(`sha256:${digits}`);
    if (sha256 === undefined) return undefined;
    entries.push({ path, sha256 });
  }
  const once = new Set(entries.map((entry) => entry.path)).size === entries.length;
  return once && manifestText(entries) === text ? entries : undefined;
}
