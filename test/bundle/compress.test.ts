import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { compressFile, compressions, type Compression } from '../../src/bundle/compress.node.ts';
import { digestOfNode } from '../../src/core/digest.node.ts';
import { sealTo } from '../../src/pipeline/seal-to.ts';
import { onSmallDisk } from '../promote/fixtures/small-disk.ts';
import { signer } from '../verify/trust.ts';
import { promotedRun } from './promoted-run.ts';
import { sealedBytes } from './sealed.ts';

const expand: Readonly<Record<Compression, (bytes: Uint8Array) => Uint8Array>> = {
  zst: (bytes) => zstdDecompressSync(bytes),
  gz: (bytes) => gunzipSync(bytes),
};
const promoted = await promotedRun();

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'compress-'));
});
afterEach(() => {
  rmSync(home, { recursive: true });
});

describe.each(compressions)('a bundle wrapped as %s', (how) => {
  test('is smaller, holds the same bundle, and comes out the same each time', async () => {
    const to = join(home, 'x');
    const first = await sealTo(to, promoted, { signer, compress: how });
    const wrapped = readFileSync(to);
    expect(first).toEqual({ sha256: digestOfNode(wrapped), bytes: wrapped.length });
    const plain = await sealedBytes(promoted, signer);
    expect(Buffer.compare(expand[how](wrapped), plain)).toBe(0);
    expect(wrapped.length).toBeLessThan(plain.length / 2);
    expect(await sealTo(to, promoted, { signer, compress: how })).toEqual(first);
    expect(readdirSync(home)).toEqual(['x']);
  });

  test('of several megabytes goes through by pieces', async () => {
    const content = new Uint8Array(5_000_001).map((_, at) => at * 7 + (at >> 11));
    writeFileSync(join(home, 'a'), content);
    await compressFile(join(home, 'a'), join(home, 'b'), how);
    expect(Buffer.compare(expand[how](readFileSync(join(home, 'b'))), content)).toBe(0);
  });

  test('leaves nothing half-written on a full disk', async () => {
    const disk = join(home, 'disk');
    await onSmallDisk(disk, '64k', async () => {
      const to = join(disk, 'x');
      await expect(sealTo(to, promoted, { signer, compress: how })).rejects.toMatchObject({ code: 'disk-full' });
      expect(readdirSync(disk)).toEqual([]);
    });
  });
});

test('a zstd frame says how long its content is, and a gzip member has no time', async () => {
  writeFileSync(join(home, 'a'), new Uint8Array(70_000));
  for (const how of compressions) await compressFile(join(home, 'a'), join(home, how), how);
  const frame = readFileSync(join(home, 'zst'));
  // RFC 8878 section 3.1.1.1: the two highest bits of the descriptor give the width of the content size; 2 is four bytes.
  expect(frame[4] !== undefined && frame[4] >> 6).toBe(2);
  const single = ((frame[4] ?? 0) & 0x20) !== 0;
  expect(frame.readUInt32LE(single ? 5 : 6)).toBe(70_000);
  expect(readFileSync(join(home, 'gz')).readUInt32LE(4)).toBe(0);
});
