import { concatBytes, fromUtf8, hex, utf8 } from '../core/bytes.ts';
import type { RandomBytes } from '../core/random.ts';
import type { ArtifactRef } from '../model/generated/documents.ts';

// A disclosure copy keeps the digest of what it leaves out. Of a short text a digest tells the content to whoever guesses it;
// with 128 random bits in front nobody can. The exact bytes are everything behind the first line feed.
const line = /^salt: [0-9a-f]{32}\n$/;
const lineLength = 'salt: '.length + 32 + 1;
const parameter = '; salt=first-line';

/** The bytes with a random first line, and the media type that says so. */
export function withSalt(bytes: Uint8Array, mediaType: string, random: RandomBytes): { readonly bytes: Uint8Array; readonly mediaType: string } {
  return { bytes: concatBytes([utf8(`salt: ${hex(random(16))}\n`), bytes]), mediaType: `${mediaType}${parameter}` };
}

/** Whether the artifact has a random first line, as its media type says. */
export function isSalted(ref: ArtifactRef): boolean {
  return ref.media_type.endsWith(parameter);
}

/** What was recorded, without the random first line where the reference says that there is one; undefined where it is not there. */
export function withoutSalt(ref: ArtifactRef, bytes: Uint8Array): Uint8Array | undefined {
  if (!isSalted(ref)) return bytes;
  return line.test(fromUtf8(bytes.subarray(0, lineLength)) ?? '') ? bytes.subarray(lineLength) : undefined;
}
