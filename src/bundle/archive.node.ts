import { ZipArchive } from 'archiver';
import { concatBytes } from '../core/bytes.ts';
import { zipLength, type ZipFile } from './zip-profile.ts';

// The one door to archiver. Buffers, never streams or paths: those get data descriptors, and come in any order.
const stamp = { date: new Date('1980-01-01T00:00:00Z'), mode: 0o644 } as const;

/** The files as one ZIP in the profile: the very bytes of `encodeZip`. Throws `bundle-too-large`. */
export function archive(files: readonly ZipFile[]): Promise<Uint8Array> {
  zipLength(files);
  return new Promise((resolve, reject) => {
    const zip = new ZipArchive({ store: true });
    const chunks: Uint8Array[] = [];
    zip.on('error', reject);
    zip.on('warning', reject);
    zip.on('data', (chunk) => chunks.push(chunk));
    zip.on('end', () => {
      resolve(concatBytes(chunks));
    });
    for (const { name, bytes } of files) zip.append(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), { name, ...stamp });
    zip.finalize().catch(reject);
  });
}
