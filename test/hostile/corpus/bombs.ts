import { deflateRawSync } from 'node:zlib';
import { encodeZip } from '../../../src/bundle/zip-profile.ts';
import { concatBytes, utf8 } from '../../../src/core/bytes.ts';
import { crc32 } from '../../../src/core/digest.ts';
import { both, tampered, top, withEntry, type Hostile } from '../hostile.ts';
import { centralRecord, endRecord, looseEntry, LooseZip, u16, u32, zip64End, type LooseEntry } from '../loose-zip.ts';

const mebibyte = 1 << 20;

/** Zeros, deflated: a thousandth of their length. */
function zeros(mebibytes: number): { readonly data: Uint8Array; readonly crc: number; readonly fullSize: number } {
  const plain = new Uint8Array(mebibytes * mebibyte);
  return { data: deflateRawSync(plain, { level: 9 }), crc: crc32(plain), fullSize: plain.length };
}

function deflated(item: LooseEntry, bomb: ReturnType<typeof zeros>): void {
  item.data = bomb.data;
  both(item, { method: 8, crc: bomb.crc, fullSize: bomb.fullSize, size: bomb.data.length });
}

/** Records that all point to one entry of zeros: each megabyte is counted a thousand times (Fifield 2019, in its simplest form). */
function overlapping(): Uint8Array {
  return tampered((zip) => {
    const kernel = looseEntry(`${top}/data/kernel`, new Uint8Array(0));
    deflated(kernel, zeros(4));
    zip.entries.unshift(kernel);
    zip.listed = Array.from({ length: 1000 }, (_, number) => {
      const item = looseEntry(`${top}/data/${number}`, new Uint8Array(0));
      Object.assign(item.central, { ...kernel.central, name: utf8(`${top}/data/${number}`), offset: 0 });
      return item;
    });
  });
}

/** Entries one inside of the other: each is stored, and holds all that follow. */
function nested(depth: number): Uint8Array {
  const zip = new LooseZip([]);
  const names = Array.from({ length: depth }, (_, number) => `${top}/data/${String(number).padStart(4, '0')}`);
  const core = new Uint8Array(mebibyte);
  let inner: Uint8Array = core;
  const layers: { readonly entry: LooseEntry; readonly whole: Uint8Array }[] = [];
  for (const name of [...names].reverse()) {
    const entry = looseEntry(name, inner);
    const shell = new LooseZip([]);
    shell.entries.push(entry);
    const whole = shell.write();
    inner = whole.subarray(0, whole.length - 22 - 46 - name.length);
    layers.unshift({ entry, whole: inner });
  }
  let at = 0;
  const records = layers.map(({ entry }) => {
    const record = centralRecord(entry.central, at);
    at += 30 + entry.central.name.length;
    return record;
  });
  const directory = concatBytes(records);
  return concatBytes([inner, directory, endRecord(zip.end, { directory: inner.length, directorySize: directory.length, count: depth })]);
}

function many(name: (number: number) => string, count: number): Uint8Array {
  return encodeZip(Array.from({ length: count }, (_, number) => ({ name: name(number), bytes: new Uint8Array(0) })));
}

const padded = (number: number): string => String(number).padStart(5, '0');

export const bombs: readonly Hostile[] = [
  { name: '64 MiB of zeros in 64 KiB', make: () => withEntry((item) => deflated(item, zeros(64))) },
  {
    name: '64 MiB of zeros that claim to be one byte',
    make: () =>
      withEntry((item) => {
        deflated(item, zeros(64));
        both(item, { fullSize: 1 });
      }),
  },
  {
    name: 'one byte that claims to be 4 GiB',
    make: () => withEntry((item) => both(item, { fullSize: 0xffff_fffe, size: 0xffff_fffe })),
  },
  {
    name: 'twelve entries of 4 GiB each',
    make: () => tampered((zip) => zip.entries.slice(0, 12).forEach((item) => both(item, { fullSize: 0xffff_fffe, size: 0xffff_fffe }))),
  },
  { name: 'a thousand records of one entry of zeros', make: overlapping },
  { name: 'fifty entries, one inside of the other', make: () => nested(50) },
  { name: '65,534 names that all climb', make: () => many((number) => `${top}/data/../${padded(number)}`, 65_534) },
  { name: '65,534 times one name', make: () => many(() => `${top}/data/x`, 65_534) },
  { name: '65,534 names that differ by case', make: () => many((number) => `${top}/data/${cased(number)}`, 65_534) },
  { name: '20,000 folders, one below the other as far as a name goes', make: () => many((number) => `${top}/${'a/'.repeat(90)}${number % 2}`, 20_000) },
  { name: '65,534 entries in reverse', make: () => many((number) => `${top}/data/${padded(65_533 - number)}`, 65_534) },
  { name: '65,535 entries, which ZIP without ZIP64 cannot count', make: manyBeyond },
  {
    name: 'a directory of 65,534 records in a file of none',
    make: () => concatBytes([u32(0x0605_4b50), new Uint8Array(4), u16(65_534), u16(65_534), u32(65_534 * 46), u32(0), u16(0)]),
  },
  {
    name: 'a hundred million records in a file of 98 bytes',
    make: () => {
      const zip = new LooseZip([]);
      zip.end = { ...zip.end, count: 0xffff, countHere: 0xffff, size: 0xffff_ffff, offset: 0xffff_ffff };
      zip.beforeEnd = (places) => zip64End(places, { count: 100_000_000n, size: 4_600_000_000n, offset: 0n });
      return zip.write();
    },
  },
  { name: 'ten megabytes of end records', make: () => repeated(concatBytes([u32(0x0605_4b50), new Uint8Array(16), u16(65_535)]), 476_000) },
  { name: 'ten megabytes of the letter P', make: () => new Uint8Array(10 * mebibyte).fill(0x50) },
  { name: 'ten megabytes of zeros', make: () => new Uint8Array(10 * mebibyte) },
];

/** A letter for each bit, small or capital: all the same where case does not count. In the order of bytes, capitals first. */
function cased(number: number): string {
  return number.toString(2).padStart(16, '0').replaceAll('0', 'A').replaceAll('1', 'a');
}

function manyBeyond(): Uint8Array {
  const zip = new LooseZip(Array.from({ length: 65_535 }, (_, number) => ({ name: `${top}/data/${padded(number)}`, bytes: new Uint8Array(0) })));
  zip.end = { ...zip.end, count: 0xffff, countHere: 0xffff };
  return zip.write();
}

function repeated(bytes: Uint8Array, times: number): Uint8Array {
  const out = new Uint8Array(bytes.length * times);
  for (let at = 0; at < out.length; at += bytes.length) out.set(bytes, at);
  return out;
}
