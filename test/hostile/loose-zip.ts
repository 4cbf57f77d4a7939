import { concatBytes, utf8 } from '../../src/core/bytes.ts';
import { crc32 } from '../../src/core/digest.ts';
import type { ZipFile } from '../../src/bundle/zip-profile.ts';

// A ZIP writer without any rule: every field of every record can say anything (APPNOTE.TXT 6.3.10, sections 4.3.7 to 4.3.16).
// What is left undefined follows from the rest, so that an untouched archive is byte for byte what `encodeZip` writes.

export interface LocalFields {
  signature: number;
  needed: number;
  flags: number;
  method: number;
  time: number;
  date: number;
  crc: number;
  /** "Compressed size": bytes as they lie in the file. */
  size: number;
  fullSize: number;
  name: Uint8Array;
  extra: Uint8Array;
  nameLength?: number;
  extraLength?: number;
}

export interface CentralFields extends LocalFields {
  madeBy: number;
  disk: number;
  internal: number;
  external: number;
  comment: Uint8Array;
  commentLength?: number;
  /** Where the local header is said to be; undefined: where it is. */
  offset?: number;
}

export interface LooseEntry {
  local: LocalFields;
  central: CentralFields;
  data: Uint8Array;
  /** Bytes between this entry and the next: a data descriptor, or a gap. */
  after: Uint8Array;
}

/** Where things came to lie, for records that point to them. */
export interface Places {
  readonly directory: number;
  readonly directorySize: number;
  readonly count: number;
}

export interface EndFields {
  signature: number;
  disk: number;
  startDisk: number;
  countHere?: number;
  count?: number;
  size?: number;
  offset?: number;
  commentLength?: number;
  comment: Uint8Array;
}

export class LooseZip {
  readonly entries: LooseEntry[];
  /** Bytes that count in no offset. */
  prefix: Uint8Array = none;
  /** Bytes before the first entry that every offset counts. */
  lead: Uint8Array = none;
  beforeDirectory: Uint8Array = none;
  /** Between directory and end record: where ZIP64 records stand. */
  beforeEnd: (places: Places) => Uint8Array = () => none;
  end: EndFields = { signature: 0x0605_4b50, disk: 0, startDisk: 0, comment: none };
  suffix: Uint8Array = none;
  /** Records of the directory; undefined: one for each entry, in order. */
  listed: readonly LooseEntry[] | undefined;

  constructor(files: readonly ZipFile[]) {
    this.entries = files.map(({ name, bytes }) => looseEntry(name, bytes));
  }

  write(): Uint8Array {
    const offsets = new Map<LooseEntry, number>();
    const parts: Uint8Array[] = [];
    let at = 0;
    const put = (bytes: Uint8Array): void => {
      parts.push(bytes);
      at += bytes.length;
    };
    put(this.lead);
    for (const entry of this.entries) {
      offsets.set(entry, at);
      put(localRecord(entry.local));
      put(entry.data);
      put(entry.after);
    }
    put(this.beforeDirectory);
    const directory = at;
    const listed = this.listed ?? this.entries;
    for (const entry of listed) put(centralRecord(entry.central, offsets.get(entry) ?? 0));
    const places = { directory, directorySize: at - directory, count: listed.length };
    put(this.beforeEnd(places));
    put(endRecord(this.end, places));
    return concatBytes([this.prefix, ...parts, this.suffix]);
  }
}

const none: Uint8Array = new Uint8Array(0);

export function looseEntry(name: string | Uint8Array, data: Uint8Array): LooseEntry {
  const common = {
    needed: 10,
    flags: 0,
    method: 0,
    time: 0,
    date: 33,
    crc: crc32(data),
    size: data.length,
    fullSize: data.length,
    name: typeof name === 'string' ? utf8(name) : name,
    extra: none,
  };
  return {
    local: { ...common, signature: 0x0403_4b50 },
    central: { ...common, signature: 0x0201_4b50, madeBy: 0x032d, disk: 0, internal: 0, external: 0x81a4_0020, comment: none },
    data,
    after: none,
  };
}

export function u16(value: number): Uint8Array {
  return Uint8Array.of(value & 0xff, (value >>> 8) & 0xff);
}

export function u32(value: number): Uint8Array {
  return concatBytes([u16(value & 0xffff), u16(value >>> 16)]);
}

export function u64(value: bigint): Uint8Array {
  return concatBytes([u32(Number(value & 0xffff_ffffn)), u32(Number((value >> 32n) & 0xffff_ffffn))]);
}

/** An extra field: its header id, and what it says. */
export function extraField(id: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const body = concatBytes(parts);
  return concatBytes([u16(id), u16(body.length), body]);
}

function localRecord(fields: LocalFields): Uint8Array {
  const { needed, flags, method, time, date, crc, size, fullSize, name, extra } = fields;
  const lengths = [fields.nameLength ?? name.length, fields.extraLength ?? extra.length].map(u16);
  return concatBytes([u32(fields.signature), ...[needed, flags, method, time, date].map(u16), ...[crc, size, fullSize].map(u32), ...lengths, name, extra]);
}

export function centralRecord(fields: CentralFields, at: number): Uint8Array {
  const { madeBy, needed, flags, method, time, date, crc, size, fullSize, name, extra, comment } = fields;
  return concatBytes([
    u32(fields.signature),
    ...[madeBy, needed, flags, method, time, date].map(u16),
    ...[crc, size, fullSize].map(u32),
    ...[fields.nameLength ?? name.length, fields.extraLength ?? extra.length, fields.commentLength ?? comment.length, fields.disk, fields.internal].map(u16),
    u32(fields.external),
    u32(fields.offset ?? at),
    name,
    extra,
    comment,
  ]);
}

export function endRecord(fields: EndFields, places: Places): Uint8Array {
  return concatBytes([
    u32(fields.signature),
    ...[fields.disk, fields.startDisk, fields.countHere ?? places.count, fields.count ?? places.count].map(u16),
    u32(fields.size ?? places.directorySize),
    u32(fields.offset ?? places.directory),
    u16(fields.commentLength ?? fields.comment.length),
    fields.comment,
  ]);
}

/** What a ZIP64 end record can say otherwise than it should. */
export interface Zip64Lies {
  readonly count?: bigint;
  readonly countHere?: bigint;
  readonly size?: bigint;
  readonly offset?: bigint;
  readonly recordSize?: bigint;
  readonly more?: Uint8Array;
  readonly locatorAt?: bigint;
  readonly locatorDisks?: number;
  readonly locatorDisk?: number;
}

/** The ZIP64 end record (4.3.14), without its locator. */
export function zip64Record(places: Places, lies: Zip64Lies = {}): Uint8Array {
  const more = lies.more ?? none;
  const count = BigInt(places.count);
  return concatBytes([
    u32(0x0606_4b50),
    u64(lies.recordSize ?? BigInt(44 + more.length)),
    u16(0x032d),
    u16(45),
    u32(0),
    u32(0),
    u64(lies.countHere ?? lies.count ?? count),
    u64(lies.count ?? count),
    u64(lies.size ?? BigInt(places.directorySize)),
    u64(lies.offset ?? BigInt(places.directory)),
    more,
  ]);
}

/** The locator (4.3.15) of a ZIP64 end record that stands at `at`. */
export function zip64Locator(at: number, lies: Zip64Lies = {}): Uint8Array {
  return concatBytes([u32(0x0706_4b50), u32(lies.locatorDisk ?? 0), u64(lies.locatorAt ?? BigInt(at)), u32(lies.locatorDisks ?? 1)]);
}

/** Both, right behind the directory. */
export function zip64End(places: Places, lies: Zip64Lies = {}): Uint8Array {
  return concatBytes([zip64Record(places, lies), zip64Locator(places.directory + places.directorySize, lies)]);
}
