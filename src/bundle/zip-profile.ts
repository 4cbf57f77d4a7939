import { concatBytes } from '../core/bytes.ts';
import { crc32 } from '../core/digest.ts';
import { EvidenceError } from '../core/errors.ts';
import { Fields } from './zip-fields.ts';

// The one encoding of a set of files: what archiver writes in store mode, of Buffers, with a fixed date and mode.
// Every field that is not a name, a size or a CRC-32 is a constant (APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12, 4.3.14 to 4.3.16,
// 4.5.3). ZIP64 stands where a number does not fit without it, and nowhere else.

/** What one entry's structure depends on. `name` in ASCII, `size` in bytes, `crc` is CRC-32 as an unsigned number. */
export interface ZipEntry {
  readonly name: string;
  readonly size: number;
  readonly crc: number;
}

export interface ZipFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Bounds of the format: a reader can hold them against a file before it allocates anything. */
export const mostFiles = 10_000_000;
export const mostBytes: number = 2 ** 44;

/** Without names and extra fields. */
export const localHeaderBase = 30;
export const centralRecordBase = 46;
export const endRecordLength = 22;
/** The ZIP64 end record and its locator, which stand right before the end record. */
export const zip64EndLength: number = 56 + 20;

/** In a field of 16 or 32 bits this says that ZIP64 has the number: larger ones, and these themselves, do not fit. */
export const elsewhere16 = 0xffff;
export const elsewhere32 = 0xffff_ffff;

const madeBy = (3 << 8) | 45;
const needed = 10;
const neededZip64 = 45;
const zip64Tag = 0x0001;
/** 1980-01-01: the first day that ZIP can say. */
const dosDate = 33;
/** A regular file, 0644; for DOS, the archive bit. */
const externalAttributes = 0x81a4_0020;

/** As much of an entry as the length of its structure depends on. */
export interface EntrySizes {
  readonly name: { readonly length: number };
  readonly size: number;
}

/** Bytes of an entry's local header. Its content begins right behind. */
export function localHeaderLength({ name, size }: EntrySizes): number {
  return localHeaderBase + name.length + (fits(size) ? 0 : 4 + 16);
}

export function localHeader(entry: ZipEntry): Uint8Array {
  const bytes = new Uint8Array(localHeaderLength(entry));
  putLocalHeader(new Fields(bytes), entry);
  return bytes;
}

export function putLocalHeader(to: Fields, { name, size, crc }: ZipEntry): void {
  putLocalFields(to, name.length, size, crc);
  putLocalExtra(to.ascii(name), size);
}

/** What stands before the name. */
export function putLocalFields(to: Fields, nameLength: number, size: number, crc: number): void {
  const small = fits(size);
  const field = small ? size : elsewhere32;
  to.u32(0x0403_4b50).u16(small ? needed : neededZip64);
  to.u16(0).u16(0).u16(0).u16(dosDate).u32(crc).u32(field).u32(field);
  to.u16(nameLength).u16(small ? 0 : 4 + 16);
}

/** What stands behind the name. */
export function putLocalExtra(to: Fields, size: number): void {
  if (!fits(size)) to.u16(zip64Tag).u16(16).u64(size).u64(size);
}

/** Bytes of the record of an entry whose local header begins at `headerAt`. */
export function centralRecordLength({ name, size }: EntrySizes, headerAt: number): number {
  return centralRecordBase + name.length + centralExtraLength(size, headerAt);
}

export function putCentralRecord(to: Fields, { name, size, crc }: ZipEntry, headerAt: number): void {
  putCentralFields(to, name.length, size, crc, headerAt);
  putCentralExtra(to.ascii(name), size, headerAt);
}

/** What stands before the name. */
export function putCentralFields(to: Fields, nameLength: number, size: number, crc: number, headerAt: number): void {
  const extra = centralExtraLength(size, headerAt);
  const field = fits(size) ? size : elsewhere32;
  to.u32(0x0201_4b50).u16(madeBy);
  to.u16(extra === 0 ? needed : neededZip64);
  to.u16(0).u16(0).u16(0).u16(dosDate).u32(crc).u32(field).u32(field);
  to.u16(nameLength).u16(extra).u16(0).u16(0).u16(0).u32(externalAttributes);
  to.u32(fits(headerAt) ? headerAt : elsewhere32);
}

/** What stands behind the name. */
export function putCentralExtra(to: Fields, size: number, headerAt: number): void {
  const extra = centralExtraLength(size, headerAt);
  if (extra === 0) return;
  to.u16(zip64Tag).u16(extra - 4);
  if (!fits(size)) to.u64(size).u64(size);
  if (!fits(headerAt)) to.u64(headerAt);
}

/** Whether the end record needs the ZIP64 one before it. */
export function needsZip64End(count: number, size: number, offset: number): boolean {
  return count >= elsewhere16 || !fits(size) || !fits(offset);
}

/** What follows the records of a directory of `count` records and `size` bytes that begins at `offset`. */
export function endRecords(count: number, size: number, offset: number): Uint8Array {
  const zip64 = needsZip64End(count, size, offset);
  const bytes = new Uint8Array((zip64 ? zip64EndLength : 0) + endRecordLength);
  const to = new Fields(bytes);
  if (zip64) {
    to.u32(0x0606_4b50).u64(44).u16(neededZip64).u16(neededZip64).u32(0).u32(0).u64(count).u64(count).u64(size).u64(offset);
    to.u32(0x0706_4b50)
      .u32(0)
      .u64(offset + size)
      .u32(1);
  }
  // With ZIP64 the end record says nothing of its own.
  const records = zip64 ? elsewhere16 : count;
  to.u32(0x0605_4b50).u16(0).u16(0).u16(records).u16(records);
  to.u32(zip64 ? elsewhere32 : size)
    .u32(zip64 ? elsewhere32 : offset)
    .u16(0);
  return bytes;
}

/** The central directory and what ends the file, of entries one behind the other from byte 0, in pieces of some 64 KiB. */
export function* directoryPieces(entries: Iterable<ZipEntry>): Generator<Uint8Array> {
  let piece = new Uint8Array(pieceLength);
  let to = new Fields(piece);
  let count = 0;
  let size = 0;
  let headerAt = 0;
  for (const entry of entries) {
    const length = centralRecordLength(entry, headerAt);
    if (to.at + length > piece.length) {
      yield piece.subarray(0, to.at);
      piece = new Uint8Array(Math.max(pieceLength, length));
      to = new Fields(piece);
    }
    putCentralRecord(to, entry, headerAt);
    count += 1;
    size += length;
    headerAt += localHeaderLength(entry) + entry.size;
  }
  yield piece.subarray(0, to.at);
  yield endRecords(count, size, headerAt);
}

const pieceLength = 0x1_0000;

/** The same in one piece. */
export function directoryOf(entries: Iterable<ZipEntry>): Uint8Array {
  return concatBytes([...directoryPieces(entries)]);
}

/** Bytes that a bundle of these files takes. Throws `bundle-too-large` beyond the bounds of the format. */
export function zipLength(files: readonly { readonly name: string; readonly bytes: { readonly length: number } }[]): number {
  let offset = 0;
  let size = 0;
  for (const { name, bytes } of files) {
    const entry = { name, size: bytes.length };
    size += centralRecordLength(entry, offset);
    offset += localHeaderLength(entry) + entry.size;
  }
  const length = offset + size + (needsZip64End(files.length, size, offset) ? zip64EndLength : 0) + endRecordLength;
  if (files.length > mostFiles || length > mostBytes)
    throw new EvidenceError('bundle-too-large', { where: files[0]?.name.split('/', 1)[0] ?? 'the bundle', cause: `${files.length} files, ${length} bytes` });
  return length;
}

/** The whole file in memory. Throws `bundle-too-large`. */
export function encodeZip(files: readonly ZipFile[]): Uint8Array {
  zipLength(files);
  const entries = files.map(({ name, bytes }) => ({ name, bytes, size: bytes.length, crc: crc32(bytes) }));
  return concatBytes([...entries.flatMap((entry) => [localHeader(entry), entry.bytes]), directoryOf(entries)]);
}

function centralExtraLength(size: number, headerAt: number): number {
  const numbers = (fits(size) ? 0 : 2) + (fits(headerAt) ? 0 : 1);
  return numbers === 0 ? 0 : 4 + 8 * numbers;
}

function fits(value: number): boolean {
  return value < elsewhere32;
}
