import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 as zlibCrc32 } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { archive } from '../../src/bundle/archive.node.ts';
import { encodeZip, mostBytes, mostFiles, zipLength, type ZipFile } from '../../src/bundle/zip-profile.ts';
import { crc32 } from '../../src/core/digest.ts';
import { EvidenceError } from '../../src/core/errors.ts';

const segment = fc.stringMatching(/^[A-Za-z0-9_-][A-Za-z0-9._-]{0,11}$/);
const name = fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
const files: fc.Arbitrary<readonly ZipFile[]> = fc.uniqueArray(fc.record({ name, bytes: fc.uint8Array({ maxLength: 200 }) }), {
  minLength: 1,
  maxLength: 12,
  selector: (file) => file.name,
});

describe('the one encoding', () => {
  test('archiver writes the very bytes that encodeZip writes', async () => {
    await fc.assert(
      fc.asyncProperty(files, async (some) => {
        const encoded = encodeZip(some);
        expect(Buffer.compare(await archive(some), encoded)).toBe(0);
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
    expect(Buffer.compare(await archive(some), encodeZip(some))).toBe(0);
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
    expect(Buffer.from(encodeZip([{ name: 'abc', bytes: content }])).toString('hex')).toBe([...local, ...central, ...end].join(''));
  });

  test('unzip reads it, and finds nothing to complain about', () => {
    const folder = mkdtempSync(join(tmpdir(), 'zip-'));
    try {
      const content = new Uint8Array(5000).map((_, at) => at);
      writeFileSync(
        join(folder, 'x.zip'),
        encodeZip([
          { name: 'top/a.bin', bytes: content },
          { name: 'top/b/c.txt', bytes: new Uint8Array() },
        ]),
      );
      expect(execFileSync('unzip', ['-t', 'x.zip'], { cwd: folder, encoding: 'utf8' })).toContain('No errors detected');
      execFileSync('unzip', ['-q', 'x.zip'], { cwd: folder });
      expect(Buffer.compare(readFileSync(join(folder, 'top/a.bin')), content)).toBe(0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('CRC-32 is the one of zlib', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 500 }), fc.nat(8), (bytes, from) => crc32(bytes.subarray(from)) === zlibCrc32(bytes.subarray(from))));
  });
});

describe('what does not fit without ZIP64', () => {
  // No one writes 4 GiB for a test: a file of which only the length is looked at.
  const file = (length: number): ZipFile => ({ name: 'a', bytes: { length } as Uint8Array });
  const codeOf = (some: readonly ZipFile[]): string => {
    try {
      zipLength(some);
      return 'fits';
    } catch (error) {
      return error instanceof EvidenceError ? error.code : String(error);
    }
  };

  test('is refused, at the very border', () => {
    const structure = 30 + 46 + 2 + 22;
    expect(codeOf([file(mostBytes - structure)])).toBe('fits');
    expect(codeOf([file(mostBytes - structure + 1)])).toBe('bundle-too-large');
    expect(codeOf(Array.from({ length: mostFiles }, () => file(0)))).toBe('fits');
    expect(codeOf(Array.from({ length: mostFiles + 1 }, () => file(0)))).toBe('bundle-too-large');
  });

  test('is not encoded, by either of the two', () => {
    const many = Array.from({ length: mostFiles + 1 }, () => ({ name: 'top/a', bytes: new Uint8Array() }));
    for (const encode of [encodeZip, archive]) expect(() => encode(many)).toThrow(expect.objectContaining({ code: 'bundle-too-large', where: 'top' }));
  });
});
