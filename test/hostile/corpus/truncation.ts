import { concatBytes } from '../../../src/core/bytes.ts';
import { victim, type Hostile } from '../hostile.ts';

const view = new DataView(victim.buffer, victim.byteOffset, victim.length);
const directoryAt = view.getUint32(victim.length - 6, true);

function kept(name: string, length: number): Hostile {
  return { name, make: () => victim.subarray(0, length) };
}

function without(name: string, from: number, to: number): Hostile {
  return { name, make: () => concatBytes([victim.subarray(0, from), victim.subarray(to)]) };
}

export const truncation: readonly Hostile[] = [
  ...[1, 4, 21, 22, 23, 30, 512, 4096, 65_536].map((length) => kept(`the first ${length} bytes`, length)),
  ...[1, 2, 3, 4, 8, 16, 17, 18, 20, 21, 22, 23, 45, 46, 47, 98, 1000].map((length) => kept(`all but the last ${length} bytes`, victim.length - length)),
  ...[0.25, 0.5, 0.75, 0.9].map((part) => kept(`the first ${part * 100} %`, Math.floor(victim.length * part))),
  kept('cut off where the directory begins', directoryAt),
  kept('cut off one byte into the directory', directoryAt + 1),
  without('the first byte gone', 0, 1),
  without('the first entry gone', 0, 100),
  without('all entries gone', 0, directoryAt),
  without('a byte of the first entry gone', 60, 61),
  without('a byte of the directory gone', directoryAt + 10, directoryAt + 11),
  without('the directory gone', directoryAt, victim.length - 22),
  without('a block of 512 bytes gone', 1024, 1536),
  without('the last byte of the directory gone', victim.length - 23, victim.length - 22),
];
