import { ZipArchive } from 'archiver';
import type { ZipFile } from './zip-profile.ts';

// The one door to archiver. Buffers, never streams or paths: those get data descriptors, and come in any order.
const stamp = { date: new Date('1980-01-01T00:00:00Z'), mode: 0o644 } as const;

/**
 * Writes files as one ZIP in the profile: the very bytes of `encodeZip`. For as many as need no ZIP64. Each file is asked for
 * once the one before is written: archiver itself takes no notice of a reader that is slower.
 */
export async function archive(files: Iterable<ZipFile>, write: (chunk: Uint8Array) => void): Promise<void> {
  const zip = new ZipArchive({ store: true });
  let over = false;
  const failed = new Promise<never>((_, reject) => {
    zip.on('error', reject);
    zip.on('warning', reject);
    zip.on('data', (chunk) => {
      // What is still under way after a failure must not go into a file that is closed by then.
      if (over) return;
      try {
        write(chunk);
      } catch (error) {
        reject(error);
      }
    });
  });
  try {
    await Promise.race([failed, append(zip, files)]);
  } finally {
    over = true;
  }
}

async function append(zip: ZipArchive, files: Iterable<ZipFile>): Promise<void> {
  const event = (name: 'entry' | 'end'): Promise<void> => new Promise((resolve) => zip.once(name, resolve));
  for (const { name, bytes } of files) {
    const written = event('entry');
    zip.append(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), { name, ...stamp });
    await written;
  }
  const ended = event('end');
  await zip.finalize();
  await ended;
}
