import { Readable } from 'node:stream';
import { constants, crc32, createInflateRaw, createZstdDecompress } from 'node:zlib';
import { piecesOf, type ByteSource } from '../core/byte-source.ts';
import type { FileSource } from '../core/file-source.node.ts';
import type { VerificationReportFinding } from '../model/generated/documents.ts';
import { finding } from './answers.ts';
import { readMember } from './gzip-member.node.ts';
import { Spill } from './spill.node.ts';
import { frameProblem, largestWindow } from './zstd-frame.node.ts';

export type Wrapper = 'zstd' | 'gzip';

export type Unwrapped =
  | { readonly ok: true; readonly source: ByteSource | FileSource; close(): void }
  | { readonly ok: false; readonly findings: readonly VerificationReportFinding[] };

// Text of models and their sources comes out at 5 to 50 times its compressed size; what grows more than this is a bomb.
const mostGrowth = 250;
const freeGrowth = 2 ** 20;
const mostExpanded: number = 2 ** 36;

/** What a file is wrapped in, by its first bytes: a name says nothing. Undefined where it is not wrapped. */
export function wrapperOf(source: ByteSource): Wrapper | undefined {
  const [a, b, c, d] = source.read(0, Math.min(source.length, 4));
  if (a === 0x28 && b === 0xb5 && c === 0x2f && d === 0xfd) return 'zstd';
  return a === 0x1f && b === 0x8b ? 'gzip' : undefined;
}

/**
 * The file inside a wrapper, expanded by pieces: at most 250 times its size and 1 MiB, and never beyond 64 GiB. A wrapper must be
 * one frame or member that fills the file, so that nothing can stand beside the bundle. Throws `disk-full` or `file-unwritable`.
 */
export async function unwrap(source: FileSource, wrapper: Wrapper): Promise<Unwrapped> {
  const member = wrapper === 'gzip' ? readMember(source) : { bodyAt: 0, crc: undefined, size: undefined };
  const problem = typeof member === 'string' ? member : wrapper === 'zstd' ? frameProblem(source) : undefined;
  if (typeof member === 'string' || problem !== undefined) return refused('wrapper-malformed', problem ?? '');
  const bodyEnd = wrapper === 'gzip' ? source.length - 8 : source.length;
  const decoder = wrapper === 'gzip' ? createInflateRaw() : createZstdDecompress({ params: { [constants.ZSTD_d_windowLogMax]: Math.log2(largestWindow) } });
  const input = Readable.from(piecesOf(source, member.bodyAt, bodyEnd), { objectMode: false });
  input.on('error', (error) => decoder.destroy(error)).pipe(decoder);
  const most = Math.min(mostExpanded, source.length * mostGrowth + freeGrowth);
  const spill = new Spill();
  let crc = 0;
  try {
    for await (const chunk of decoder as AsyncIterable<Buffer>) {
      if (spill.length + chunk.length > most) return closed(spill, refused('wrapper-too-large', `it expands to more than ${most} bytes`));
      if (member.crc !== undefined) crc = crc32(chunk, crc);
      spill.write(chunk);
    }
  } catch (error) {
    if (!isDecoderError(error)) throw closed(spill, error);
    return closed(spill, refused('wrapper-malformed', `its compressed bytes are damaged: ${error.message}`));
  } finally {
    input.destroy();
    decoder.destroy();
  }
  if (decoder.bytesWritten !== bodyEnd - member.bodyAt) return closed(spill, refused('wrapper-malformed', 'something follows its one member'));
  if (member.crc !== undefined && (member.crc !== crc || member.size !== spill.length % 2 ** 32))
    return closed(spill, refused('wrapper-malformed', 'what it expands to does not have the CRC-32 and the size that it gives'));
  return { ok: true, source: spill.source(), close: () => spill.close() };
}

function refused(code: 'wrapper-malformed' | 'wrapper-too-large', why: string): Unwrapped {
  return { ok: false, findings: [finding('integrity', code, 'wrapper', why)] };
}

function closed<T>(spill: Spill, value: T): T {
  spill.close();
  return value;
}

function isDecoderError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && /^(Z_|ZSTD_|ERR_ZSTD)/.test(error.code);
}
