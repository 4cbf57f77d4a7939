import { utf8 } from '../../../src/core/bytes.ts';
import { answer, bagit, withEntry, type Hostile } from '../hostile.ts';
import type { CentralFields, LocalFields } from '../loose-zip.ts';

type LocalLie = (fields: LocalFields) => Partial<LocalFields>;

/** One field each, said otherwise in one of the two records: readers that go forward see another archive than those that seek. */
const localLies: Readonly<Record<string, LocalLie>> = {
  'signature': () => ({ signature: 0x0403_4b51 }),
  'version needed': () => ({ needed: 20 }),
  'flags': () => ({ flags: 2 }),
  'method': () => ({ method: 8 }),
  'time': () => ({ time: 1 }),
  'date': () => ({ date: 34 }),
  'CRC-32': ({ crc }) => ({ crc: crc ^ 1 }),
  'CRC-32 of zero': () => ({ crc: 0 }),
  'stored size, one more': ({ size }) => ({ size: size + 1 }),
  'stored size, one less': ({ size }) => ({ size: size - 1 }),
  'stored size of zero': () => ({ size: 0 }),
  'full size, one more': ({ fullSize }) => ({ fullSize: fullSize + 1 }),
  'full size of zero': () => ({ fullSize: 0 }),
  'both sizes of zero': () => ({ size: 0, fullSize: 0 }),
  'both sizes of 4 GiB': () => ({ size: 0xffff_ffff, fullSize: 0xffff_ffff }),
  'name length, one less': ({ name }) => ({ nameLength: name.length - 1 }),
  'name length of zero': () => ({ nameLength: 0 }),
  'extra length of four': () => ({ extraLength: 4 }),
  'name': ({ name }) => ({ name: utf8(Buffer.from(name).toString().replace(/.$/, 'X')) }),
  'name that climbs': ({ name }) => ({ name: utf8('../../../'.padEnd(name.length, 'x')) }),
};

const centralLies: Readonly<Record<string, (fields: CentralFields) => Partial<CentralFields>>> = {
  'version needed': () => ({ needed: 20 }),
  'flags': () => ({ flags: 2 }),
  'method': () => ({ method: 8 }),
  'time': () => ({ time: 1 }),
  'date': () => ({ date: 34 }),
  'CRC-32': ({ crc }) => ({ crc: crc ^ 1 }),
  'stored size, one more': ({ size }) => ({ size: size + 1 }),
  'stored size of zero': () => ({ size: 0 }),
  'full size, one more': ({ fullSize }) => ({ fullSize: fullSize + 1 }),
  'full size of zero': () => ({ fullSize: 0 }),
  'both sizes of zero': () => ({ size: 0, fullSize: 0 }),
  'both sizes of 4 GiB': () => ({ size: 0xffff_ffff, fullSize: 0xffff_ffff }),
  'offset, one more': () => ({ offset: 1 }),
  'offset of the first entry': () => ({ offset: 0 }),
  'name': ({ name }) => ({ name: utf8(Buffer.from(name).toString().replace(/.$/, 'X')) }),
};

function local([what, lie]: readonly [string, LocalLie], of: string, whose: string): Hostile {
  return {
    name: `local ${what}, ${whose}`,
    make: () => withEntry((entry) => Object.assign(entry.local, lie(entry.local)), of),
  };
}

export const localCentral: readonly Hostile[] = [
  ...Object.entries(localLies).map((lie) => local(lie, answer, 'of the answer')),
  ...Object.entries(localLies)
    .filter(([what]) => ['name', 'flags', 'method', 'CRC-32', 'both sizes of zero'].includes(what))
    .map((lie) => local(lie, bagit, 'of the first file')),
  ...Object.entries(centralLies).map(
    ([what, lie]): Hostile => ({
      name: `central ${what}`,
      make: () => withEntry((entry) => Object.assign(entry.central, lie(entry.central))),
    }),
  ),
];
