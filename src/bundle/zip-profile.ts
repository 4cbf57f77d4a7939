import { concatBytes, utf8 } from '../core/bytes.ts';
import { crc32 } from '../core/digest.ts';
import { EvidenceError } from '../core/errors.ts';

// The one encoding of a set of files: what archiver writes in store mode, of Buffers, with a fixed date and mode.
// Every field that is not a name, a size or a CRC-32 is a constant (APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12, 4.3.16).

/** What one entry's structure depends on. `size` in bytes; `crc` is CRC-32 as an unsigned number. */
export interface ZipEntry {
  readonly name: string;
  readonly size: number;
  readonly crc: number;
}

export interface ZipFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Without ZIP64 a count of 65,535 and an offset of 4 GiB - 1 mean "see elsewhere". */
export const mostFiles = 65_534;
export const mostBytes: number = 0xffff_fffe;
export const localHeaderLength = 30;
export const centralHeaderLength = 46;
export const endRecordLength = 22;

const madeBy = (3 << 8) | 45;
const needed = 10;
/** 1980-01-01: the first day that ZIP can say. */
const dosDate = 33;
/** A regular file, 0644; for DOS, the archive bit. */
const externalAttributes = 0x81a4_0020;

export function localHeader(entry: ZipEntry): Uint8Array {
  const name = utf8(entry.name);
  const writer = new Fields(localHeaderLength + name.length);
  writer.u32(0x0403_4b50).u16(needed).u16(0).u16(0).u16(0).u16(dosDate);
  writer.u32(entry.crc).u32(entry.size).u32(entry.size).u16(name.length).u16(0);
  return writer.end(name);
}

/** The central directory and the end record of entries that lie one behind the other from byte 0. */
export function directoryOf(entries: readonly ZipEntry[]): Uint8Array {
  let offset = 0;
  const records = entries.map((entry) => {
    const record = centralHeader(entry, offset);
    offset += record.length - centralHeaderLength + localHeaderLength + entry.size;
    return record;
  });
  const length = records.reduce((sum, record) => sum + record.length, 0);
  const end = new Fields(endRecordLength).u32(0x0605_4b50).u16(0).u16(0).u16(entries.length).u16(entries.length).u32(length).u32(offset).u16(0);
  return concatBytes([...records, end.end()]);
}

function centralHeader(entry: ZipEntry, offset: number): Uint8Array {
  const name = utf8(entry.name);
  const writer = new Fields(centralHeaderLength + name.length);
  writer.u32(0x0201_4b50).u16(madeBy).u16(needed).u16(0).u16(0).u16(0).u16(dosDate);
  writer.u32(entry.crc).u32(entry.size).u32(entry.size).u16(name.length).u16(0).u16(0);
  writer.u16(0).u16(0).u32(externalAttributes).u32(offset);
  return writer.end(name);
}

/** Bytes that a bundle of these files takes. Throws `bundle-too-large` beyond what fits without ZIP64. */
export function zipLength(files: readonly ZipFile[]): number {
  const length = files.reduce(
    (sum, file) => sum + localHeaderLength + centralHeaderLength + 2 * utf8(file.name).length + file.bytes.length,
    endRecordLength,
  );
  if (files.length > mostFiles || length > mostBytes) throw new EvidenceError('bundle-too-large', { cause: `${files.length} files, ${length} bytes` });
  return length;
}

/** The whole file in memory. Throws `bundle-too-large`. */
export function encodeZip(files: readonly ZipFile[]): Uint8Array {
  zipLength(files);
  const entries = files.map(({ name, bytes }) => ({ name, size: bytes.length, crc: crc32(bytes) }));
  const locals = files.flatMap((file, index) => {
    const entry = entries[index];
    return entry === undefined ? [] : [localHeader(entry), file.bytes];
  });
  return concatBytes([...locals, directoryOf(entries)]);
}

/** Writes little-endian fields one behind the other. */
class Fields {
  readonly #view: DataView;
  #at = 0;

  constructor(length: number) {
    this.#view = new DataView(new ArrayBuffer(length));
  }

  u16(value: number): this {
    this.#view.setUint16(this.#at, value, true);
    this.#at += 2;
    return this;
  }

  u32(value: number): this {
    this.#view.setUint32(this.#at, value, true);
    this.#at += 4;
    return this;
  }

  end(tail: Uint8Array = new Uint8Array(0)): Uint8Array {
    const bytes = new Uint8Array(this.#view.buffer);
    bytes.set(tail, this.#at);
    return bytes;
  }
}
