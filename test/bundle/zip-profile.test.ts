import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 as zlibCrc32 } from 'node:zlib';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { archive } from '../../src/bundle/archive.node.ts';
import {
  centralRecordLength,
  directoryOf,
  directoryPieces,
  encodeZip,
  endRecords,
  localHeader,
  localHeaderLength,
  mostBytes,
  mostFiles,
  zipLength,
  type ZipEntry,
  type ZipFile,
} from '../../src/bundle/zip-profile.ts';
import { concatBytes } from '../../src/core/bytes.ts';
import { crc32 } from '../../src/core/digest.ts';
import { EvidenceError } from '../../src/core/errors.ts';

const segment = fc.stringMatching(/^[A-Za-z0-9_-][A-Za-z0-9._-]{0,11}$/);
const name = fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
const files: fc.Arbitrary<readonly ZipFile[]> = fc.uniqueArray(fc.record({ name, bytes: fc.uint8Array({ maxLength: 200 }) }), {
  minLength: 1,
  maxLength: 12,
  selector: (file) => file.name,
});

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'zip-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function byArchiver(some: readonly ZipFile[]): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  await archive(some, (chunk) => chunks.push(chunk));
  return concatBytes(chunks);
}

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('the one encoding', () => {
  test('archiver writes the very bytes that encodeZip writes', async () => {
    await fc.assert(
      fc.asyncProperty(files, async (some) => {
        const encoded = encodeZip(some);
        expect(Buffer.compare(await byArchiver(some), encoded)).toBe(0);
        expect(zipLength(some)).toBe(encoded.length);
      }),
      { numRuns: 150 },
    );
  });

  test('also of a large file, of an empty one, and of views into a larger buffer', async () => {
    const big = new Uint8Array(3_000_001).map((_, at) => at * 31);
    const some = [
      { name: 'a', bytes: big },
      { name: 'b', bytes: new Uint8Array() },
      { name: 'c', bytes: big.subarray(17, 1017) },
    ];
    expect(Buffer.compare(await byArchiver(some), encodeZip(some))).toBe(0);
  });

  test('has the constants of the format in every field that is not a name, a size or a CRC', () => {
    const content = Uint8Array.of(1, 2);
    const crc = Buffer.alloc(4);
    crc.writeUInt32LE(zlibCrc32(content));
    // Field by field as APPNOTE.TXT lists them; little-endian.
    const shared = ['0a00', '0000', '0000', '0000', '2100', crc.toString('hex'), '02000000', '02000000', '0300', '0000'];
    const local = ['504b0304', ...shared, '616263', '0102'];
    const central = ['504b0102', '2d03', ...shared, '0000', '0000', '0000', '2000a481', '00000000', '616263'];
    const end = ['504b0506', '0000', '0000', '0100', '0100', '31000000', '23000000', '0000'];
    expect(hexOf(encodeZip([{ name: 'abc', bytes: content }]))).toBe([...local, ...central, ...end].join(''));
  });

  test('unzip reads it, and finds nothing to complain about', () => {
    const content = new Uint8Array(5000).map((_, at) => at);
    const some = [
      { name: 'top/a.bin', bytes: content },
      { name: 'top/b/c.txt', bytes: new Uint8Array() },
    ];
    writeFileSync(join(folder, 'x.zip'), encodeZip(some));
    expect(execFileSync('unzip', ['-t', 'x.zip'], { cwd: folder, encoding: 'utf8' })).toContain('No errors detected');
    execFileSync('unzip', ['-q', 'x.zip'], { cwd: folder });
    expect(Buffer.compare(readFileSync(join(folder, 'top/a.bin')), content)).toBe(0);
  });

  test('CRC-32 is the one of zlib', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 500 }), fc.nat(8), (bytes, from) => crc32(bytes.subarray(from)) === zlibCrc32(bytes.subarray(from))));
  });
});

describe('ZIP64', () => {
  const large = 0xffff_ffff;
  const u64 = (value: number): string => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64LE(BigInt(value));
    return bytes.toString('hex');
  };
  const entry = (size: number): ZipEntry => ({ name: 'abc', size, crc: 0x0403_0201 });

  test('stands in a local header where the size does not fit, and only there', () => {
    const fixed = (needed: string): readonly string[] => ['504b0304', needed, '0000', '0000', '0000', '2100', '01020304'];
    expect(hexOf(localHeader(entry(large - 1)))).toBe([...fixed('0a00'), 'feffffff', 'feffffff', '0300', '0000', '616263'].join(''));
    expect(hexOf(localHeader(entry(large)))).toBe(
      [...fixed('2d00'), 'ffffffff', 'ffffffff', '0300', '1400', '616263', '0100', '1000', u64(large), u64(large)].join(''),
    );
  });

  test('stands in a central record with the numbers that do not fit, in their order', () => {
    // The second entry begins where the first leaves room for: at 30 + 3 + size.
    const recordAt = (size: number, headerAt: number): string => {
      const first = entry(headerAt - 33 >= large ? headerAt - 33 - 20 : headerAt - 33);
      const records = directoryOf([first, entry(size)]);
      const from = centralRecordLength(first, 0);
      return hexOf(records.subarray(from, from + centralRecordLength(entry(size), headerAt)));
    };
    const fixed = (needed: string): readonly string[] => ['504b0102', '2d03', needed, '0000', '0000', '0000', '2100', '01020304'];
    const behind = ['0000', '0000', '0000', '2000a481'];
    expect(recordAt(5, large - 1)).toBe([...fixed('0a00'), '05000000', '05000000', '0300', '0000', ...behind, 'feffffff', '616263'].join(''));
    expect(recordAt(5, large)).toBe(
      [...fixed('2d00'), '05000000', '05000000', '0300', '0c00', ...behind, 'ffffffff', '616263', '0100', '0800', u64(large)].join(''),
    );
    expect(recordAt(large, 100)).toBe(
      [...fixed('2d00'), 'ffffffff', 'ffffffff', '0300', '1400', ...behind, '64000000', '616263', '0100', '1000', u64(large), u64(large)].join(''),
    );
    const far = 2 ** 33 + 5;
    expect(recordAt(far, far)).toBe(
      [...fixed('2d00'), 'ffffffff', 'ffffffff', '0300', '1c00', ...behind, 'ffffffff', '616263', '0100', '1800', u64(far), u64(far), u64(far)].join(''),
    );
  });

  test('stands before the end record where a number does not fit into it, which then says nothing', () => {
    const small = ['504b0506', '0000', '0000', 'feff', 'feff', '00010000', 'feffffff', '0000'];
    expect(hexOf(endRecords(65_534, 256, large - 1))).toBe(small.join(''));
    const silent = ['504b0506', '0000', '0000', 'ffff', 'ffff', 'ffffffff', 'ffffffff', '0000'];
    const zip64 = (count: number, size: number, offset: number): string =>
      `504b0606${u64(44)}2d002d000000000000000000${u64(count)}${u64(count)}${u64(size)}${u64(offset)}` +
      `504b060700000000${u64(offset + size)}01000000${silent.join('')}`;
    for (const [count, size, offset] of [
      [65_535, 256, 1000],
      [70_000, 256, 1000],
      [3, large, 1000],
      [3, 256, large],
      [3, 256, 2 ** 43],
    ] as const)
      expect(hexOf(endRecords(count, size, offset))).toBe(zip64(count, size, offset));
  });

  test('archiver writes the same of more than 65,535 files', async () => {
    const many = Array.from({ length: 65_536 }, (_, index) => ({ name: `top/${index}`, bytes: new Uint8Array(index % 3) }));
    const encoded = encodeZip(many);
    expect(Buffer.compare(await byArchiver(many), encoded)).toBe(0);
    expect(zipLength(many)).toBe(encoded.length);
  });

  test('unzip and Python read 65,535 files, where archiver and unzipper go wrong', () => {
    const many = Array.from({ length: 65_535 }, (_, index) => ({ name: `top/${index}`, bytes: new Uint8Array(0) }));
    writeFileSync(join(folder, 'many.zip'), encodeZip(many));
    expect(execFileSync('unzip', ['-tqq', 'many.zip'], { cwd: folder, encoding: 'utf8' })).toBe('');
    const script = 'import zipfile; z = zipfile.ZipFile("many.zip"); print(len(z.namelist()), z.testzip())';
    expect(execFileSync('python3', ['-c', script], { cwd: folder, encoding: 'utf8' })).toBe('65535 None\n');
  });

  test('the directory in pieces is the directory in one piece', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ name, size: fc.nat(2 ** 31 - 1), crc: fc.nat() }), { maxLength: 3000, size: 'max' }), (entries) => {
        const pieces = [...directoryPieces(entries)];
        expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(0x1_0000);
        const records = pieces.slice(0, -1).reduce((sum, piece) => sum + piece.length, 0);
        let offset = 0;
        let size = 0;
        for (const one of entries) {
          size += centralRecordLength(one, offset);
          offset += localHeaderLength(one) + one.size;
        }
        expect(records).toBe(size);
        expect(hexOf(pieces.at(-1) ?? new Uint8Array())).toBe(hexOf(endRecords(entries.length, size, offset)));
      }),
      { numRuns: 40 },
    );
  });
});

describe('what is beyond the bounds of the format', () => {
  // No one writes 16 TiB for a test: a file of which only the length is looked at.
  const file = (length: number): ZipFile => ({ name: 'top/a', bytes: { length } as Uint8Array });
  const codeOf = (some: readonly ZipFile[]): string => {
    try {
      zipLength(some);
      return 'fits';
    } catch (error) {
      return error instanceof EvidenceError ? `${error.code} at ${error.where}` : String(error);
    }
  };

  test('is refused, at the very border', () => {
    const structure = 30 + 20 + 46 + 20 + 2 * 'top/a'.length + 56 + 20 + 22;
    expect(codeOf([file(mostBytes - structure)])).toBe('fits');
    expect(codeOf([file(mostBytes - structure + 1)])).toBe('bundle-too-large at top');
    const many = Array.from({ length: mostFiles + 1 }, () => file(0));
    expect(codeOf(many)).toBe('bundle-too-large at top');
    expect(codeOf(many.slice(1))).toBe('fits');
    expect(() => encodeZip(many)).toThrow(expect.objectContaining({ code: 'bundle-too-large', where: 'top' }));
  });
});
