import { utf8Lines } from '../core/bytes.ts';
import { asDigest, hexOf, type Digest } from '../core/digest.ts';

/** One line of a manifest: a file and its digest. */
export interface ManifestEntry {
  readonly path: string;
  readonly sha256: Digest;
}

/** A BagIt manifest (RFC 8493 section 2.1.3) in one spelling: in the order of bytes, as `sha256sum` writes and checks it. */
export function manifestBytes(entries: readonly ManifestEntry[]): Uint8Array {
  const sorted = [...entries].sort((a, b) => (a.path < b.path ? -1 : 1));
  const units = sorted.reduce((sum, { path }) => sum + 64 + 2 + path.length, 0);
  return utf8Lines(rows(sorted), units, sorted.length);
}

function* rows(entries: readonly ManifestEntry[]): Generator<string> {
  for (const { path, sha256 } of entries) yield `${hexOf(sha256)}  ${path}`;
}

// 64 hex digits, two spaces, a path: a row has no other spelling.
const line = /^([0-9a-f]{64})  ([A-Za-z0-9._/-]+)$/;

/** The entries of a manifest, or undefined unless the text is exactly what `manifestBytes` writes of them, each path once. */
export function readManifest(text: string): readonly ManifestEntry[] | undefined {
  const entries: ManifestEntry[] = [];
  const rows = text.split('\n');
  // Behind the last line feed there is nothing.
  if (rows.pop() !== '') return undefined;
  for (const row of rows) {
    const [, digits = '', path = ''] = line.exec(row) ?? [];
    const sha256 = asDigest(`sha256:${digits}`);
    if (sha256 === undefined || path <= (entries.at(-1)?.path ?? '')) return undefined;
    entries.push({ path, sha256 });
  }
  return entries;
}
