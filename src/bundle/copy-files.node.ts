import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { createHash, hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { reasonOf } from '../core/errors.ts';
import { Fields } from './zip-fields.ts';
import { localHeaderLength, putLocalHeader } from './zip-profile.ts';

/** An artifact on its way into a ZIP: where it lies, what it must be, what it is called there. */
export interface Copied {
  readonly from: string;
  readonly name: string;
  readonly size: number;
  /** 64 hex digits. */
  readonly sha256: string;
}

/** The CRC-32 of each file; or the first that is not there as its digest says, and why. */
export type CopyResult = { readonly crcs: readonly number[] } | { readonly name: string; readonly why: string };

/**
 * Copies files, each behind its local header, one behind the other from `at` on, and hashes each as it passes: what goes into
 * the ZIP is what was hashed. The buffer is filled before it is written. Throws the file system's errors of writing.
 */
export function copyFiles(files: readonly Copied[], to: number, at: number, buffer: Uint8Array): CopyResult {
  const crcs: number[] = [];
  // The buffer holds `filled` bytes of what belongs from `start` on.
  let start = at;
  let filled = 0;
  for (const file of files) {
    const length = localHeaderLength(file) + file.size;
    const fits = length <= buffer.length;
    if (filled + length > buffer.length) {
      writeAll(to, buffer.subarray(0, filled), start);
      start += filled;
      filled = 0;
    }
    const crc = reading(file, (from) => (fits ? copySmall(file, from, buffer.subarray(filled, filled + length)) : copyLarge(file, from, to, start, buffer)));
    if (typeof crc === 'string') return { name: file.name, why: crc };
    crcs.push(crc);
    if (fits) filled += length;
    else start += length;
  }
  writeAll(to, buffer.subarray(0, filled), start);
  return { crcs };
}

export function writeAll(to: number, bytes: Uint8Array, at: number): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(to, bytes, done, bytes.length - done, at + done);
}

/** Does the work with the file open: gives its CRC-32, or why the file is not what it must be. */
function reading(file: Copied, work: (from: number) => number | undefined): number | string {
  let from: number;
  try {
    from = openSync(file.from, 'r');
  } catch (error) {
    return reasonOf(error);
  }
  try {
    return work(from) ?? `its bytes are not sha256:${file.sha256}`;
  } finally {
    closeSync(from);
  }
}

/** Fills a place of the buffer with header and content. */
function copySmall(file: Copied, from: number, place: Uint8Array): number | undefined {
  const content = place.subarray(localHeaderLength(file));
  for (let read = 0, more = 1; read < content.length && more > 0; read += more) more = readSome(from, content.subarray(read));
  // Bytes that were not read are those of a file before, and give another digest.
  if (hash('sha256', content, 'hex') !== file.sha256) return undefined;
  const crc = crc32(content);
  putLocalHeader(new Fields(place), { ...file, crc });
  return crc;
}

/** What cannot be read ends there: its digest is then another. */
function readSome(from: number, place: Uint8Array): number {
  try {
    return readSync(from, place, 0, place.length, null);
  } catch {
    return 0;
  }
}

/** Copies through the buffer, piece by piece; the header, which has the CRC-32, comes last. */
function copyLarge(file: Copied, from: number, to: number, at: number, buffer: Uint8Array): number | undefined {
  const header = new Uint8Array(localHeaderLength(file));
  const digest = createHash('sha256');
  let crc = 0;
  for (let copied = 0; copied < file.size; ) {
    const piece = buffer.subarray(0, readSome(from, buffer.subarray(0, file.size - copied)));
    if (piece.length === 0) return undefined;
    digest.update(piece);
    crc = crc32(piece, crc);
    writeAll(to, piece, at + header.length + copied);
    copied += piece.length;
  }
  if (digest.digest('hex') !== file.sha256) return undefined;
  putLocalHeader(new Fields(header), { ...file, crc });
  writeAll(to, header, at);
  return crc;
}
