import { deflateRawSync } from 'node:zlib';
import { encodeZip } from '../../../src/bundle/zip-profile.ts';
import { concatBytes, utf8 } from '../../../src/core/bytes.ts';
import { crc32 } from '../../../src/core/digest.ts';
import { answer, both, files, tampered, top, victim, withEntry, type Hostile } from '../hostile.ts';
import { extraField, looseEntry, LooseZip, u32, u64, zip64End, type LooseEntry } from '../loose-zip.ts';

// The fourteen ways in which ZIP parsers were found to disagree: You et al., "My ZIP isn't your ZIP: Identifying and Exploiting
// Semantic Gaps Between ZIP Parsers", USENIX Security 2025 (github.com/ouuan/ZipDiff). a: redundant metadata, b: file paths,
// c: where structures stand. The archives are built here from that description, out of our own bundle.

const other = utf8('another content\n');
function entry(name: string, change: (entry: LooseEntry, zip: LooseZip) => void): Hostile {
  return { name, make: () => withEntry(change) };
}

function whole(name: string, change: (zip: LooseZip) => void): Hostile {
  return { name, make: () => tampered(change) };
}

function deflated(item: LooseEntry): void {
  item.data = deflateRawSync(item.data);
  both(item, { method: 8, size: item.data.length });
}

function unicodePath(name: string, of: Uint8Array, version: number = 1): Uint8Array {
  return extraField(0x7075, Uint8Array.of(version), u32(crc32(of)), utf8(name));
}

const redundant: readonly Hostile[] = [
  entry('a1: stored in the local header, deflated in the directory', (item) => {
    deflated(item);
    Object.assign(item.local, { method: 0, size: item.local.fullSize });
  }),
  entry('a1: deflated in the local header, stored in the directory', (item) => {
    deflated(item);
    Object.assign(item.central, { method: 0, size: item.central.fullSize });
  }),
  entry('a2: no size in the local header', (item) => Object.assign(item.local, { size: 0, fullSize: 0 })),
  entry('a2: no size in the directory', (item) => Object.assign(item.central, { size: 0, fullSize: 0 })),
  entry('a2: another size in a descriptor', (item) => {
    both(item, { flags: 8 });
    item.after = concatBytes([u32(0x0807_4b50), u32(item.local.crc), u32(0), u32(0)]);
  }),
  entry('a2: another size in a ZIP64 extra', (item) => both(item, { size: 0xffff_ffff, fullSize: 0xffff_ffff, extra: extraField(1, u64(0n), u64(0n)) })),
  entry('a3: one name in the local header, another in the directory', (item) => (item.local.name = utf8(answer.replace('answer', 'secret')))),
  entry('a3: one Unicode path in the local header, another in the directory', (item) => {
    item.local.extra = unicodePath(`${top}/data/a`, item.local.name);
    item.central.extra = unicodePath(`${top}/data/b`, item.local.name);
  }),
  entry('a3: a Unicode path of an unknown version', (item) => both(item, { extra: unicodePath(`${top}/data/a`, item.local.name, 2) })),
  entry('a3: a Unicode path with the CRC-32 of another name', (item) => both(item, { extra: unicodePath(`${top}/data/a`, other) })),
  whole('a4: a folder by its name that holds bytes', (zip) => zip.entries.push(looseEntry(`${top}/data/x/`, other))),
  whole('a4: a folder by a backslash', (zip) => zip.entries.push(looseEntry(`${top}/data/x\\`, other))),
  entry('a4: a folder by its DOS attribute', (item) => (item.central.external |= 0x10)),
  entry('a4: a folder by its Unix mode', (item) => (item.central.external = 0x41ed_0000)),
  entry('a5: encrypted in the local header', (item) => (item.local.flags = 1)),
  entry('a5: encrypted in the directory', (item) => (item.central.flags = 1)),
  whole('a5: the first entry encrypted, the others not', (zip) => zip.entries.slice(0, 1).forEach((item) => both(item, { flags: 1 }))),
];

const pathsOf = (path: string): string => path.replace('ab', `${top}/data/outputs`);

const paths: readonly Hostile[] = [
  whole('b1: the same name twice', (zip) => zip.entries.push(looseEntry(answer, other))),
  ...[0x00, 0x07, 0x2f, 0x3a, 0x5c, 0x7f, 0xe4].map((byte): Hostile => {
    const name = Uint8Array.from(utf8(`${top}/data/a b`));
    name[name.length - 2] = byte;
    return {
      name: `b2: the byte ${byte.toString(16).padStart(2, '0')} in a name${byte === 0x2f ? ', as a file and its folder' : ''}`,
      make: () => tampered((zip) => zip.entries.push(looseEntry(name, other), ...(byte === 0x2f ? [looseEntry(`${top}/data/a`, other)] : []))),
    };
  }),
  ...[
    '/ab/answer.md',
    './ab/answer.md',
    'ab//answer.md',
    'ab\\answer.md',
    'ab/./answer.md',
    'ab/answer.md/.',
    '../ab/answer.md',
    'ab/x/../answer.md',
    '.../ab/answer.md',
  ].map(
    (path): Hostile => ({
      name: `b3: ${path.replace('ab', 'a')}, which may become the answer`,
      make: () => tampered((zip) => zip.entries.push(looseEntry(pathsOf(path), other))),
    }),
  ),
  whole('b4: a twin by case', (zip) => zip.entries.push(looseEntry(answer.replace('answer', 'ANSWER'), other))),
];

const small = encodeZip([{ name: answer, bytes: other }]);
const smallDirectory = small.subarray(30 + answer.length + other.length, -22);

const positions: readonly Hostile[] = [
  whole('c1: an entry that the directory does not list', (zip) => {
    zip.listed = [...zip.entries];
    zip.entries.push(looseEntry(`${top}/data/zz`, other));
  }),
  entry('c1: records and an end in the middle of a stream', (item) => (item.after = small.subarray(30 + answer.length + other.length))),
  entry('c1: an entry in the comment of another', (item) => (item.central.comment = small.subarray(0, -22 - smallDirectory.length))),
  whole('c1: an entry in the comment of the archive', (zip) => (zip.end.comment = small.subarray(0, -22 - smallDirectory.length))),
  entry('c1: an entry that begins inside of another', (item, zip) => {
    const inner = looseEntry(`${top}/data/inner`, other);
    const shell = new LooseZip([]);
    shell.entries.push(inner);
    item.data = shell.write().subarray(0, 30 + inner.local.name.length + other.length);
    zip.listed = [...zip.entries, inner];
  }),
  { name: 'c2: three archives, each with a comment that reaches to the end', make: () => threeArchives(0) },
  { name: 'c2: comment lengths that are one too long', make: () => threeArchives(1) },
  { name: 'c2: comment lengths that are one too short', make: () => threeArchives(-1) },
  whole('c3: fewer records on this disk than in all', (zip) => (zip.end.countHere = files.length - 1)),
  whole('c3: fewer records in all than on this disk', (zip) => (zip.end.count = files.length - 1)),
  whole('c3: fewer records than the size of the directory holds', (zip) => Object.assign(zip.end, { count: files.length - 1, countHere: files.length - 1 })),
  whole('c3: a size that holds fewer records than are counted', (zip) => (zip.end.size = 46 + (zip.entries[0]?.central.name.length ?? 0))),
  { name: 'c3: 65,537 records, counted as one', make: wrappedCount },
  whole('c4: the directory of the offset, and another one right before the end', (zip) => {
    const list = zip.entries;
    zip.beforeEnd = () => smallDirectory;
    zip.end.size = list.reduce((sum, { central }) => sum + 46 + central.name.length, 0);
  }),
  { name: 'c4: bytes in front that the offsets do not count', make: () => concatBytes([small.subarray(0, 64), victim]) },
  whole('c5: a ZIP64 end record with fewer records', (zip) => (zip.beforeEnd = (places) => zip64End(places, { count: 1n, size: 46n }))),
  whole('c5: a ZIP64 end record that some fields ask for', (zip) => {
    zip.end.offset = 0xffff_ffff;
    zip.beforeEnd = (places) => zip64End(places, { offset: 0n });
  }),
  whole(
    'c5: a byte between the locator and the end record',
    (zip) => (zip.beforeEnd = (places) => concatBytes([zip64End(places, { count: 1n }), new Uint8Array(1)])),
  ),
  whole('c5: two ZIP64 end records, the locator names the first', (zip) => {
    zip.beforeEnd = (places) => {
      const first = zip64End(places, { count: 1n });
      return concatBytes([first.subarray(0, 56), zip64End(places, { locatorAt: BigInt(places.directory + places.directorySize) })]);
    };
  }),
];

export const zipdiff: readonly Hostile[] = [...redundant, ...paths, ...positions];

function threeArchives(off: number): Uint8Array {
  const one = (behind: number): Uint8Array => {
    const zip = new LooseZip([{ name: answer, bytes: utf8(`${behind} follow\n`) }]);
    zip.end.commentLength = behind * (small.length + 1) + 1 + off;
    return concatBytes([zip.write(), new Uint8Array(1)]);
  };
  return concatBytes([one(2), one(1), one(0)]);
}

function wrappedCount(): Uint8Array {
  const zip = new LooseZip(
    Array.from({ length: 65_537 }, (_, number) => ({ name: `${top}/data/${number.toString(16).padStart(5, '0')}`, bytes: new Uint8Array(0) })),
  );
  Object.assign(zip.end, { count: 1, countHere: 1 });
  return zip.write();
}
