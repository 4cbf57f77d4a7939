import { encodeZip } from '../../../src/bundle/zip-profile.ts';
import { concatBytes, utf8 } from '../../../src/core/bytes.ts';
import { files, tampered, victim, type Hostile } from '../hostile.ts';
import { u16, u32, type EndFields, type LooseZip } from '../loose-zip.ts';

const emptyEnd = concatBytes([u32(0x0605_4b50), new Uint8Array(18)]);
const small = encodeZip([{ name: 'other.txt', bytes: utf8('another content\n') }]);
const lastBytes = victim.subarray(-22);
const count = files.length;

function end(name: string, fields: Partial<EndFields>): Hostile {
  return { name, make: () => tampered((zip) => (zip.end = { ...zip.end, ...fields })) };
}

function behind(name: string, suffix: Uint8Array): Hostile {
  return { name, make: () => concatBytes([victim, suffix]) };
}

const size = (zip: LooseZip): number => zip.entries.reduce((sum, { central }) => sum + 46 + central.name.length, 0);
const offset = (zip: LooseZip): number => zip.entries.reduce((sum, { local, data }) => sum + 30 + local.name.length + data.length, 0);

function pointing(name: string, fields: (zip: LooseZip) => Partial<EndFields>): Hostile {
  return { name, make: () => tampered((zip) => Object.assign(zip.end, fields(zip))) };
}

export const ends: readonly Hostile[] = [
  { name: 'no end record', make: () => victim.subarray(0, -22) },
  end('another signature', { signature: 0x0605_4b51 }),
  end('a comment of one byte', { comment: utf8('x') }),
  end('a comment of 65,535 bytes', { comment: new Uint8Array(65_535).fill(0x78) }),
  end('a comment that is an empty archive', { comment: emptyEnd }),
  end('a comment that holds a whole archive', { comment: small }),
  end('a comment that ends like the bundle', { comment: lastBytes }),
  end('a comment length without a comment', { commentLength: 1 }),
  end('a comment length that says 65,535', { commentLength: 65_535 }),
  end('a comment length too short for its comment', { comment: utf8('hidden'), commentLength: 0 }),
  end('disk 1', { disk: 1 }),
  end('the directory on disk 1', { startDisk: 1 }),
  end('disks that point to ZIP64', { disk: 0xffff, startDisk: 0xffff }),
  end('one record less than there are', { count: count - 1, countHere: count - 1 }),
  end('one record more than there are', { count: count + 1, countHere: count + 1 }),
  end('no records', { count: 0, countHere: 0 }),
  end('65,534 records', { count: 65_534, countHere: 65_534 }),
  end('fewer records on this disk', { countHere: count - 1 }),
  end('no records on this disk', { countHere: 0 }),
  end('fewer records in all', { count: count - 1 }),
  pointing('a directory one byte shorter', (zip) => ({ size: size(zip) - 1 })),
  pointing('a directory one byte longer', (zip) => ({ size: size(zip) + 1 })),
  end('a directory of no bytes', { size: 0 }),
  end('a directory of almost 4 GiB', { size: 0xffff_fffe }),
  pointing('a directory one byte earlier', (zip) => ({ offset: offset(zip) - 1 })),
  pointing('a directory one byte later', (zip) => ({ offset: offset(zip) + 1 })),
  end('a directory at byte 0', { offset: 0 }),
  end('a directory behind the end', { offset: 0xffff_fff0 }),
  pointing('a directory that begins in the last entry, and fits', (zip) => ({
    offset: offset(zip) - 46,
    size: size(zip) + 46,
  })),
  pointing('a directory that begins at its second record, and fits', (zip) => {
    const first = 46 + (zip.entries[0]?.central.name.length ?? 0);
    return { offset: offset(zip) + first, size: size(zip) - first };
  }),
  behind('a zero byte behind the end', Uint8Array.of(0)),
  behind('a line feed behind the end', utf8('\n')),
  behind('a page behind the end', utf8('<!doctype html><title>verified</title>\n')),
  behind('22 zero bytes behind the end', new Uint8Array(22)),
  behind('an empty archive behind the end', emptyEnd),
  behind('a second end record', lastBytes),
  behind('another archive behind the end', small),
  behind('the bundle once more', victim),
  { name: 'an end record alone', make: () => emptyEnd },
  { name: 'nothing at all', make: () => new Uint8Array(0) },
  {
    name: 'an end record with a count alone',
    make: () => concatBytes([u32(0x0605_4b50), new Uint8Array(4), u16(1), u16(1), new Uint8Array(10)]),
  },
];
