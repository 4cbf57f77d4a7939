import type { Digest } from '../core/digest.ts';

/** What a disclosure copy leaves out: files that the manifest lists, with the digests that it gives them. Empty for a whole bundle. */
export type WithheldFiles = ReadonlyMap<string, { readonly sha256: Digest; readonly reason: string }>;
