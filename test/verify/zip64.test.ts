import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { directoryOf, localHeader, localHeaderLength, mostBytes, type ZipEntry } from '../../src/bundle/zip-profile.ts';
import type { ByteSource } from '../../src/core/byte-source.ts';
import { openFileSource } from '../../src/core/file-source.node.ts';
import { scanZip, type Scan } from '../../src/verify/zip-scan.ts';
import { slotAt } from '../../src/verify/zip-slots.ts';

const top = 'evidence-01940000-0000-7000-8000-000000000000';
const named = (sizes: readonly number[]): readonly ZipEntry[] =>
  sizes.map((size, index) => ({ name: `${top}/data/${String(index).padStart(6, '0')}`, size, crc: index }));

/** A file of any length that nobody has a disk for: zeros, and a directory at its end. */
function tailSource(before: number, tail: Uint8Array): ByteSource {
  return {
    length: before + tail.length,
    still: true,
    read: (at, length) => {
      if (at < before) throw new Error(`asks for byte ${at}, where the directory begins at ${before}`);
      return tail.subarray(at - before, at - before + length);
    },
  };
}

const lengthOf = (entries: readonly ZipEntry[]): number => entries.reduce((sum, entry) => sum + localHeaderLength(entry) + entry.size, 0);

function scanOf(entries: readonly ZipEntry[], change: (directory: Uint8Array) => void = () => undefined): Scan {
  const directory = directoryOf(entries);
  change(directory);
  return scanZip(tailSource(lengthOf(entries), directory));
}

const codesOf = (scan: Scan): readonly string[] => (scan.ok ? [] : [...new Set(scan.findings.map(({ code }) => code))]);

const gib = 2 ** 30;
const sizes = fc.array(fc.oneof(fc.nat(100), fc.constantFrom(0, 4 * gib - 2, 4 * gib - 1, 4 * gib, 5 * gib), fc.integer({ min: 0, max: 20 * gib })), {
  minLength: 1,
  maxLength: 8,
});

describe('bundles beyond 4 GiB and 65,534 files', () => {
  test('are scanned from their directory alone, each entry at its place', () => {
    fc.assert(
      fc.property(sizes, (some) => {
        const entries = named(some);
        const scan = scanOf(entries);
        if (!scan.ok) throw new Error(JSON.stringify(scan.findings));
        let headerAt = 0;
        for (const [index, entry] of entries.entries()) {
          const at = headerAt + localHeader(entry).length;
          expect(slotAt(scan.bundle, index)).toEqual({ ...entry, headerAt, at });
          headerAt = at + entry.size;
        }
      }),
    );
  });

  test('have one encoding: what is taken from a changed directory is all that it says', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.integer({ min: 1, max: 255 }), (some, place, change) => {
        let changed = new Uint8Array(0);
        const scan = scanOf(named(some), (directory) => {
          directory[place % directory.length] = (directory[place % directory.length] ?? 0) ^ change;
          changed = Uint8Array.from(directory);
        });
        if (!scan.ok) return;
        const again = directoryOf(scan.bundle.paths.map((_, index) => slotAt(scan.bundle, index)));
        expect(Buffer.compare(again, changed)).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  test.each([65_534, 65_535, 65_536, 100_000])('%i files', (count) => {
    const scan = scanOf(named(Array.from({ length: count }, (_, index) => index % 5)));
    expect(codesOf(scan)).toEqual([]);
    expect(scan.ok && scan.bundle.paths.length).toBe(count);
  });

  test('ZIP64 where nothing asks for it is another encoding', () => {
    const entries = named([3]);
    const directory = directoryOf(entries);
    const offset = lengthOf(entries);
    const records = directory.subarray(0, -22);
    const forced = Buffer.alloc(98);
    forced.writeUInt32LE(0x0606_4b50, 0);
    forced.writeBigUInt64LE(44n, 4);
    forced.writeUInt16LE(45, 12);
    forced.writeUInt16LE(45, 14);
    for (const at of [24, 32]) forced.writeBigUInt64LE(1n, at);
    forced.writeBigUInt64LE(BigInt(records.length), 40);
    forced.writeBigUInt64LE(BigInt(offset), 48);
    forced.writeUInt32LE(0x0706_4b50, 56);
    forced.writeBigUInt64LE(BigInt(offset + records.length), 64);
    forced.writeUInt32LE(1, 72);
    forced.writeUInt32LE(0x0605_4b50, 76);
    forced.fill(0xff, 84, 96);
    expect(codesOf(scanZip(tailSource(offset, Buffer.concat([records, forced]))))).toEqual(['zip-not-canonical']);
  });

  test('numbers that the file has no room for are refused before anything is made for them', () => {
    const end = (count: bigint, size: bigint, offset: bigint): Uint8Array => {
      const tail = Buffer.from(directoryOf(named([5 * gib]))).subarray(-98);
      tail.writeBigUInt64LE(count, 24);
      tail.writeBigUInt64LE(count, 32);
      tail.writeBigUInt64LE(size, 40);
      tail.writeBigUInt64LE(offset, 48);
      return tail;
    };
    const scan = (count: bigint, size: bigint, before: number): readonly string[] =>
      codesOf(scanZip(tailSource(before, end(count, size, BigInt(before) - size))));
    expect(scan(100_000_000n, 46n * 100_000_000n, 2 ** 40)).toEqual(['zip-too-large']);
    expect(scan(9_000_000n, 46n, 1000)).toEqual(['zip-malformed']);
    expect(scan(1n, 2n ** 39n, 2 ** 40)).toEqual(['zip-malformed']);
    expect(scan(2n ** 63n, 46n, 1000)).toEqual(['zip-too-large']);
    expect(scan(0n, 46n, 1000)).toEqual(['zip-malformed']);
    expect(codesOf(scanZip(tailSource(mostBytes, directoryOf(named([5 * gib])))))).toEqual(['zip-too-large']);
  });

  test('a file of 5 GiB on a disk is read at its places', () => {
    const home = mkdtempSync(join(tmpdir(), 'zip64-'));
    try {
      const entries = named([7, 5 * gib, 9]);
      const path = join(home, 'sparse.zip');
      const file = openSync(path, 'w');
      const end = lengthOf(entries);
      ftruncateSync(file, end);
      const directory = directoryOf(entries);
      writeSync(file, directory, 0, directory.length, end);
      writeSync(file, 'the last', end - 9);
      closeSync(file);
      const source = openFileSource(path);
      const scan = scanZip(source);
      const last = scan.ok ? slotAt(scan.bundle, 2) : undefined;
      expect(Buffer.from(source.read(last?.at ?? 0, last?.size ?? 0)).toString()).toBe('the last\0');
      source.close();
    } finally {
      rmSync(home, { recursive: true });
    }
  });
});
