import { concatBytes } from '../core/bytes.ts';
import { crc32 } from '../core/digest.ts';
import { EvidenceError } from '../core/errors.ts';

// The one encoding of a set of files: what archiver writes in store mode, of Buffers, with a fixed date and mode.
// Every field that is not a name, a size or a CRC-32 is a constant (APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12, 4.3.16).

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
  const fields = new Fields(localHeaderLength + entry.name.length);
  fields.u32(0x0403_4b50).u16(needed).u16(0).u16(0).u16(0).u16(dosDate);
  fields.u32(entry.crc).u32(entry.size).u32(entry.size).u16(entry.name.length).u16(0).ascii(entry.name);
  return fields.bytes;
}

/** The central directory and the end record of entries that lie one behind the other from byte 0. */
export function directoryOf(entries: readonly ZipEntry[]): Uint8Array {
  const length = entries.reduce((sum, entry) => sum + centralHeaderLength + entry.name.length, 0);
  const fields = new Fields(length + endRecordLength);
  let offset = 0;
  for (const entry of entries) {
    fields.u32(0x0201_4b50).u16(madeBy).u16(needed).u16(0).u16(0).u16(0).u16(dosDate);
    fields.u32(entry.crc).u32(entry.size).u32(entry.size).u16(entry.name.length).u16(0).u16(0);
    fields.u16(0).u16(0).u32(externalAttributes).u32(offset).ascii(entry.name);
    offset += localHeaderLength + entry.name.length + entry.size;
  }
  fields.u32(0x0605_4b50).u16(0).u16(0).u16(entries.length).u16(entries.length).u32(length).u32(offset).u16(0);
  return fields.bytes;
}

/** Bytes that a bundle of these files takes. Throws `bundle-too-large` beyond what fits without ZIP64. */
export function zipLength(files: readonly ZipFile[]): number {
  const length = files.reduce((sum, file) => sum + localHeaderLength + centralHeaderLength + 2 * file.name.length + file.bytes.length, endRecordLength);
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

/** Writes little-endian fields one behind the other. */
class Fields {
  readonly bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(length: number) {
    this.bytes = new Uint8Array(length);
    this.#view = new DataView(this.bytes.buffer);
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

  ascii(text: string): this {
    for (let i = 0; i < text.length; i += 1) this.bytes[this.#at + i] = text.charCodeAt(i);
    this.#at += text.length;
    return this;
  }
}
