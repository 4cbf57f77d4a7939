import type { HashBytes } from '../core/digest.ts';
import type { RecordedRun } from '../record/recorded-run.ts';
import type { Documents } from './documents.ts';

/** The run of a bundle as the layers read it: an artifact is whatever file below data/ has its digest. */
export function recordedOf({ run, sources, retrievals, lines }: Documents, files: ReadonlyMap<string, Uint8Array>, hash: HashBytes): RecordedRun {
  const byDigest = new Map([...files].filter(([path]) => path.startsWith('data/')).map(([, bytes]) => [hash(bytes), bytes]));
  return { run, sources, retrievals, lines, read: (digest) => byDigest.get(digest) };
}
