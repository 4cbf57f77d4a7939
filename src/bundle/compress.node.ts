import { createHash } from 'node:crypto';
import { createReadStream, statSync, writeSync } from 'node:fs';
import { constants, createGzip, createZstdCompress, type Gzip, type ZstdCompress } from 'node:zlib';
import { pipeline } from 'node:stream/promises';
import { digestFromBytes } from '../core/digest.node.ts';
import { writeWhole } from '../core/whole-file.node.ts';
import type { WrittenFile } from './parallel-writer.node.ts';

/** How a whole bundle is wrapped: by zstd (RFC 8878) or gzip (RFC 1952). Named by the ending of the file. */
export const compressions = ['zst', 'gz'] as const;
export type Compression = (typeof compressions)[number];

/**
 * Wraps a file into one zstd frame, which says how long the content is, or one gzip member without a time. Always the same bytes
 * with one version of the library. Throws `disk-full` or `file-unwritable`.
 */
export async function compressFile(from: string, to: string, compression: Compression): Promise<WrittenFile> {
  return await writeWhole(to, async (file) => {
    const whole = createHash('sha256');
    let bytes = 0;
    await pipeline(
      createReadStream(from, { highWaterMark: 0x10_0000 }),
      compressor(compression, statSync(from).size),
      async (chunks: AsyncIterable<Uint8Array>) => {
        for await (const chunk of chunks) {
          for (let done = 0; done < chunk.length; ) done += writeSync(file, chunk, done);
          whole.update(chunk);
          bytes += chunk.length;
        }
      },
    );
    return { sha256: digestFromBytes(whole.digest()), bytes };
  });
}

function compressor(compression: Compression, size: number): ZstdCompress | Gzip {
  if (compression === 'gz') return createGzip({ level: 6 });
  return createZstdCompress({ pledgedSrcSize: size, params: { [constants.ZSTD_c_compressionLevel]: 3 } });
}
