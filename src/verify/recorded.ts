import type { Digest } from '../core/digest.ts';
import type { RecordedRun } from '../record/recorded-run.ts';
import type { BundleFiles } from './bundle-files.ts';
import type { Documents } from './documents.ts';

/** The run of a bundle as the layers read it: an artifact is whatever file below data/ has its digest. */
export function recordedOf({ run, sources, retrievals, lines }: Documents, files: BundleFiles): RecordedRun {
  const byDigest = new Map<Digest, string>();
  for (const path of files.keys()) {
    const digest = path.startsWith('data/') ? files.digestOf(path) : undefined;
    if (digest !== undefined) byDigest.set(digest, path);
  }
  const pathOf = (digest: Digest): string => byDigest.get(digest) ?? '';
  return {
    run,
    sources,
    retrievals,
    lines,
    read: (digest) => files.get(pathOf(digest)),
    sizeOf: (digest) => files.sizeOf(pathOf(digest)),
    measuredSizeOf: (digest) => (files.isHere(pathOf(digest)) ? files.sizeOf(pathOf(digest)) : undefined),
  };
}
