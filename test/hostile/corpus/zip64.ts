import { concatBytes } from '../../../src/core/bytes.ts';
import { both, entryOf, files, tampered, answer, withEntry, type Hostile } from '../hostile.ts';
import { extraField, u32, u64, zip64End, zip64Locator, zip64Record, type EndFields, type LooseEntry, type Zip64Lies } from '../loose-zip.ts';

const huge = 0xffff_ffff;
const all: Partial<EndFields> = { count: 0xffff, countHere: 0xffff, size: huge, offset: huge };

/** ZIP64 records behind the directory, and what the old end record says beside them. */
function end(name: string, fields: Partial<EndFields>, lies: Zip64Lies = {}): Hostile {
  return {
    name,
    make: () =>
      tampered((zip) => {
        zip.end = { ...zip.end, ...fields };
        zip.beforeEnd = (places) => zip64End(places, lies);
      }),
  };
}

/** The old end record points to ZIP64, and there is none. */
function pointer(name: string, fields: Partial<EndFields>): Hostile {
  return { name, make: () => tampered((zip) => (zip.end = { ...zip.end, ...fields })) };
}

function extra(name: string, change: (entry: LooseEntry) => void): Hostile {
  return { name, make: () => withEntry(change) };
}

const sizes = (entry: LooseEntry): Uint8Array => extraField(1, u64(BigInt(entry.data.length)), u64(BigInt(entry.data.length)));
const large = { size: huge, fullSize: huge };

export const zip64: readonly Hostile[] = [
  end('ZIP64 records that nobody needs', {}),
  end('every field moved to ZIP64', all),
  end('the count moved to ZIP64', { count: 0xffff, countHere: 0xffff }),
  end('the size moved to ZIP64', { size: huge }),
  end('the offset moved to ZIP64', { offset: huge }),
  end('fewer records in ZIP64', {}, { count: 1n }),
  end('no records in ZIP64', all, { count: 0n }),
  end('one record more in ZIP64', all, { count: BigInt(files.length + 1) }),
  end('a hundred million records in ZIP64', all, { count: 100_000_000n }),
  end('2^32 records in ZIP64', all, { count: 1n << 32n }),
  end('2^53 records in ZIP64', all, { count: 1n << 53n }),
  end('2^64 - 1 records in ZIP64', all, { count: (1n << 64n) - 1n }),
  end('fewer records on this disk in ZIP64', all, { countHere: 1n }),
  end('a directory of 2^63 bytes in ZIP64', all, { size: 1n << 63n }),
  end('a directory of no bytes in ZIP64', all, { size: 0n }),
  end('a directory at 2^53 + 1 in ZIP64', all, { offset: (1n << 53n) + 1n }),
  end('a directory at 2^64 - 1 in ZIP64', all, { offset: (1n << 64n) - 1n }),
  end('a directory at byte 0 in ZIP64', all, { offset: 0n }),
  end('a ZIP64 record that is longer than it says', all, { more: new Uint8Array(8), recordSize: 44n }),
  end('a ZIP64 record with a sector of its own', all, { more: new Uint8Array(8) }),
  end('a ZIP64 record of 2^63 bytes', all, { recordSize: 1n << 63n }),
  end('a ZIP64 record of no bytes', all, { recordSize: 0n }),
  end('a locator that points to byte 0', all, { locatorAt: 0n }),
  end('a locator that points behind the end', all, { locatorAt: 1n << 62n }),
  end('a locator that points to itself', all, { locatorAt: (1n << 64n) - 1n }),
  end('a locator of two disks', all, { locatorDisks: 2 }),
  end('a locator on disk 1', all, { locatorDisk: 1 }),
  {
    name: 'a locator without a record',
    make: () => tampered((zip) => (zip.beforeEnd = ({ directory }) => zip64Locator(directory))),
  },
  { name: 'a record without a locator', make: () => tampered((zip) => (zip.beforeEnd = (places) => zip64Record(places))) },
  {
    name: 'two ZIP64 records that differ',
    make: () =>
      tampered((zip) => {
        zip.end = { ...zip.end, ...all };
        zip.beforeEnd = (places) =>
          concatBytes([zip64Record(places, { count: 1n }), zip64End(places, { locatorAt: BigInt(places.directory + places.directorySize) })]);
      }),
  },
  pointer('every field points to ZIP64, and there is none', all),
  pointer('the count points to ZIP64, and there is none', { count: 0xffff, countHere: 0xffff }),
  pointer('the size points to ZIP64, and there is none', { size: huge }),
  pointer('the offset points to ZIP64, and there is none', { offset: huge }),
  extra('sizes in a ZIP64 extra, in both headers', (entry) => both(entry, { ...large, extra: sizes(entry) })),
  extra('sizes in a ZIP64 extra, in the directory', (entry) => Object.assign(entry.central, { ...large, extra: sizes(entry) })),
  extra('sizes in a ZIP64 extra, in the local header', (entry) => Object.assign(entry.local, { ...large, extra: sizes(entry) })),
  extra('a ZIP64 extra that nobody needs', (entry) => both(entry, { extra: sizes(entry) })),
  extra('a ZIP64 extra that says other sizes', (entry) => both(entry, { extra: extraField(1, u64(0n), u64(0n)) })),
  extra('an empty ZIP64 extra', (entry) => both(entry, { ...large, extra: extraField(1) })),
  extra('a ZIP64 extra of seven bytes', (entry) => both(entry, { ...large, extra: extraField(1, new Uint8Array(7)) })),
  extra('two ZIP64 extras that differ', (entry) => both(entry, { ...large, extra: concatBytes([sizes(entry), extraField(1, u64(0n), u64(0n))]) })),
  extra('an offset in a ZIP64 extra', (entry) => Object.assign(entry.central, { offset: huge, extra: extraField(1, u64(0n)) })),
  extra('an offset of 2^63 in a ZIP64 extra', (entry) => Object.assign(entry.central, { offset: huge, extra: extraField(1, u64(1n << 63n)) })),
  extra('sizes of 2^63 in a ZIP64 extra', (entry) => both(entry, { ...large, extra: extraField(1, u64(1n << 63n), u64(1n << 63n)) })),
  extra('a disk number in a ZIP64 extra', (entry) => Object.assign(entry.central, { disk: 0xffff, extra: extraField(1, u32(0)) })),
  {
    name: 'sizes of 4 GiB without a ZIP64 extra',
    make: () => tampered((zip) => both(entryOf(zip, answer), large)),
  },
  { name: 'version 45 needed, and nothing of it used', make: () => withEntry((entry) => both(entry, { needed: 45 })) },
];
