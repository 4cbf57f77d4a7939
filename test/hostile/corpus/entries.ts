import { deflateRawSync } from 'node:zlib';
import { concatBytes, utf8 } from '../../../src/core/bytes.ts';
import { answer, bagit, both, tampered, withEntry, type Hostile } from '../hostile.ts';
import { extraField, u16, u32, u64, type CentralFields, type LooseEntry } from '../loose-zip.ts';

function entry(name: string, change: (entry: LooseEntry) => void, of: string = answer): Hostile {
  return { name, make: () => withEntry(change, of) };
}

/** A data descriptor (4.3.9), with or without its signature, in 32 or 64 bits. */
function descriptor({ local, data }: LooseEntry, { signed = true, wide = false, size = data.length, crc = local.crc } = {}): Uint8Array {
  const length = wide ? u64(BigInt(size)) : u32(size);
  return concatBytes([...(signed ? [u32(0x0807_4b50)] : []), u32(crc), length, length]);
}

function described(change: (entry: LooseEntry) => Uint8Array, sizes: 'kept' | 'zero' = 'zero'): (entry: LooseEntry) => void {
  return (item) => {
    item.after = change(item);
    both(item, { flags: 8 });
    if (sizes === 'zero') Object.assign(item.local, { crc: 0, size: 0, fullSize: 0 });
  };
}

export const descriptors: readonly Hostile[] = [
  entry('a descriptor, as streams write it', described(descriptor)),
  entry(
    'a descriptor without its signature',
    described((item) => descriptor(item, { signed: false })),
  ),
  entry(
    'a descriptor in 64 bits',
    described((item) => descriptor(item, { wide: true })),
  ),
  entry(
    'a descriptor in 64 bits without its signature',
    described((item) => descriptor(item, { wide: true, signed: false })),
  ),
  entry('a descriptor beside sizes in the header', described(descriptor, 'kept')),
  entry(
    'a descriptor that says another size',
    described((item) => descriptor(item, { size: 1 })),
  ),
  entry(
    'a descriptor that says another CRC-32',
    described((item) => descriptor(item, { crc: 1 })),
  ),
  entry(
    'two descriptors',
    described((item) => concatBytes([descriptor(item), descriptor(item)])),
  ),
  entry('a descriptor of the first file', described(descriptor), bagit),
  entry('a descriptor that no flag speaks of', (item) => (item.after = descriptor(item))),
  entry('the flag in both headers, and no descriptor', (item) => both(item, { flags: 8 })),
  entry('the flag in the directory alone', (item) => (item.central.flags = 8)),
  entry('the flag in the local header alone', (item) => (item.local.flags = 8)),
  entry(
    'the flag, and sizes of zero in the local header',
    described(() => new Uint8Array(0)),
  ),
  {
    name: 'descriptors behind every entry',
    make: () => tampered((zip) => zip.entries.forEach(described(descriptor))),
  },
];

const key = new Uint8Array(12).fill(0x5a);

export const encryption: readonly Hostile[] = [
  entry('the flag in both headers', (item) => both(item, { flags: 1 })),
  entry('the flag in the directory alone', (item) => (item.central.flags = 1)),
  entry('the flag in the local header alone', (item) => (item.local.flags = 1)),
  entry('the flag of the first file', (item) => both(item, { flags: 1 }), bagit),
  entry('strong encryption', (item) => both(item, { flags: 1 | 64 })),
  entry('strong encryption in the directory alone', (item) => (item.central.flags = 65)),
  entry('masked local headers', (item) => both(item, { flags: 1 << 13 })),
  entry('an encryption header of twelve bytes', (item) => {
    item.data = concatBytes([key, item.data]);
    both(item, { flags: 1, size: item.data.length });
  }),
  entry('AES by its extra field', (item) => both(item, { flags: 1, method: 99, extra: extraField(0x9901, u16(2), utf8('AE'), Uint8Array.of(3), u16(0)) })),
  entry('AES by its method alone', (item) => both(item, { flags: 1, method: 99 })),
  entry('a strong encryption header', (item) => both(item, { flags: 65, extra: extraField(0x0017, u16(2), u16(0x660e), u16(256), u16(1)) })),
  {
    name: 'every entry encrypted',
    make: () => tampered((zip) => zip.entries.forEach((item) => both(item, { flags: 1 }))),
  },
  {
    name: 'an archive extra data record, as an encrypted directory has',
    make: () => tampered((zip) => (zip.beforeDirectory = concatBytes([u32(0x0806_4b50), u32(0)]))),
  },
];

const central = (name: string, fields: Partial<CentralFields>): Hostile => entry(name, (item) => Object.assign(item.central, fields));
const unix = (mode: number): number => (mode << 16) >>> 0;

export const attributes: readonly Hostile[] = [
  ...[
    ['a symbolic link', 0o120777],
    ['a folder by its mode', 0o040755],
    ['a character device', 0o020666],
    ['a block device', 0o060666],
    ['a FIFO', 0o010644],
    ['a socket', 0o140755],
    ['set-user-id', 0o104755],
    ['set-group-id', 0o102755],
    ['sticky', 0o101644],
    ['executable', 0o100755],
    ['writable by all', 0o100666],
    ['readable by nobody', 0o100000],
    ['no file type', 0o000644],
  ].map(([name, mode]) => central(String(name), { external: unix(Number(mode)) })),
  ...[
    ['read-only for DOS', 0x21],
    ['hidden for DOS', 0x22],
    ['a system file for DOS', 0x24],
    ['a volume label for DOS', 0x28],
    ['a folder for DOS', 0x30],
    ['no archive bit', 0],
  ].map(([name, bits]) => central(String(name), { external: (0x81a4_0000 | Number(bits)) >>> 0 })),
  central('no attributes at all', { external: 0 }),
  ...[0, 1, 2, 7, 10, 14, 19, 255].map((host) => central(`made on system ${host}`, { madeBy: (host << 8) | 45 })),
  central('made by version 0', { madeBy: 3 << 8 }),
  central('made by version 255', { madeBy: (3 << 8) | 255 }),
  central('internal: text', { internal: 1 }),
  central('internal: record control', { internal: 2 }),
  central('internal: a reserved bit', { internal: 0x8000 }),
  central('on disk 1', { disk: 1 }),
  entry('a comment on a file', (item) => (item.central.comment = utf8('verified'))),
  central('a comment length without a comment, on a file', { commentLength: 1 }),
  ...[
    ['the extended time stamp', extraField(0x5455, Uint8Array.of(1), u32(1_793_610_000))],
    ['Unix owners', extraField(0x7875, Uint8Array.of(1, 4), u32(0), Uint8Array.of(4), u32(0))],
    ['NTFS times', extraField(0x000a, u32(0), u16(1), u16(24), new Uint8Array(24))],
    ['ASi Unix, which makes links', extraField(0x756e, u32(0), u16(0o120777), u32(0), u16(0), u16(0))],
    ['a Unicode comment', extraField(0x6375, Uint8Array.of(1), u32(0), utf8('verified'))],
    ['the mark of a Java archive', extraField(0xcafe)],
    ['an unknown field', extraField(0x1337, utf8('hidden'))],
    ['a field that reaches out of its place', concatBytes([u16(0x1337), u16(0xffff)])],
    ['half a field', Uint8Array.of(1)],
    ['padding', new Uint8Array(64)],
  ].map(([name, extra]) => entry(`extra: ${String(name)}`, (item) => both(item, { extra: extra as Uint8Array }))),
  entry('extra in the local header alone', (item) => (item.local.extra = extraField(0x1337, utf8('hidden')))),
  entry('extra in the directory alone', (item) => (item.central.extra = extraField(0x1337, utf8('hidden')))),
  entry('an extra length without a field', (item) => (item.central.extraLength = 4)),
  entry('another day', (item) => both(item, { date: 34 })),
  entry('no day', (item) => both(item, { date: 0 })),
  entry('the last day that ZIP can say', (item) => both(item, { date: 0xff9f })),
  entry('a second past midnight', (item) => both(item, { time: 1 })),
  entry('25 o’clock', (item) => both(item, { time: 25 << 11 })),
];

function deflated(item: LooseEntry): void {
  item.data = deflateRawSync(item.data);
  both(item, { method: 8, needed: 20, size: item.data.length });
}

const numbered: readonly (readonly [number, string])[] = [
  [1, 'shrunk'],
  [2, 'reduced'],
  [6, 'imploded'],
  [7, 'tokenized'],
  [8, 'deflated'],
  [9, 'deflate64'],
  [10, 'DCL imploded'],
  [12, 'bzip2'],
  [14, 'LZMA'],
  [16, 'CMPSC'],
  [19, 'LZ77'],
  [20, 'zstd, old'],
  [93, 'zstd'],
  [94, 'MP3'],
  [95, 'XZ'],
  [96, 'JPEG'],
  [97, 'WavPack'],
  [98, 'PPMd'],
  [255, 'unknown'],
  [65_535, 'unknown'],
];

export const methods: readonly Hostile[] = [
  ...numbered.map(([method, name]) => entry(`method ${method} (${name}), the bytes stored`, (item) => both(item, { method }))),
  entry('really deflated', deflated),
  { name: 'everything really deflated', make: () => tampered((zip) => zip.entries.forEach(deflated)) },
  entry('deflated, and the directory says stored', (item) => {
    deflated(item);
    item.central.method = 0;
  }),
  entry('deflated, and the local header says stored', (item) => {
    deflated(item);
    item.local.method = 0;
  }),
  entry('stored, and the directory says deflated', (item) => (item.central.method = 8)),
  entry('stored blocks of deflate', (item) => {
    item.data = deflateRawSync(item.data, { level: 0 });
    both(item, { method: 8, size: item.data.length });
  }),
  entry('deflated, with bytes behind the stream', (item) => {
    item.data = concatBytes([deflateRawSync(item.data), utf8('hidden')]);
    both(item, { method: 8, size: item.data.length });
  }),
  entry('the best of deflate by its flags', (item) => both(item, { flags: 2 })),
  entry('patched data by its flags', (item) => both(item, { flags: 32 })),
  entry('an unused flag', (item) => both(item, { flags: 1 << 15 })),
  ...[0, 9, 11, 20, 21, 45, 46, 51, 63, 255].map((needed) => entry(`version ${needed} needed`, (item) => both(item, { needed }))),
  entry('a file system in the version needed', (item) => both(item, { needed: (3 << 8) | 10 })),
];
