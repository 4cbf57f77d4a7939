import { mkdtempSync, rmSync, truncateSync, writeFileSync, writeSync, openSync, closeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeZip } from '../../src/bundle/zip-profile.ts';
import { crc32Node, digestOfNode } from '../../src/core/digest.node.ts';
import { openFileSource } from '../../src/core/file-source.node.ts';
import { measure, type Measured } from '../../src/verify/measure.ts';
import { measureFile, startCrew } from '../../src/verify/measure-file.node.ts';
import { openBundleFile } from '../../src/verify/open-file.node.ts';
import { scanZip } from '../../src/verify/zip-scan.ts';
import { forge } from './attacks.ts';

let home = '';
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'measure-'));
});
afterAll(() => {
  rmSync(home, { recursive: true });
});

const top = 'evidence-01940000-0000-7000-8000-000000000000';

function bundleOf(sizes: readonly number[]): Uint8Array {
  return encodeZip(sizes.map((size, index) => ({ name: `${top}/data/${String(index).padStart(5, '0')}`, bytes: new Uint8Array(size).fill(index) })));
}

async function both(bytes: Uint8Array, threads: number): Promise<{ readonly fromFile: Measured; readonly inMemory: Measured }> {
  const path = join(home, 'bundle.zip');
  writeFileSync(path, bytes);
  const source = openFileSource(path);
  try {
    const scan = scanZip(source);
    if (!scan.ok) throw new Error(scan.findings[0]?.message);
    return {
      fromFile: await measureFile(scan.bundle, source, startCrew(source.length, threads)),
      inMemory: measure(scan.bundle, source, { hash: digestOfNode, checksum: crc32Node }),
    };
  } finally {
    source.close();
  }
}

describe('a file measured by several threads', () => {
  test('gives what one reading in memory gives, of any sizes, of damaged bytes too', async () => {
    const size = fc.oneof(fc.nat(3000), fc.constantFrom(0, 1, 0x10_0000 - 100, 0x10_0000, 0x10_0001, 0x40_0000));
    await fc.assert(
      fc.asyncProperty(
        fc.array(size, { minLength: 1, maxLength: 12 }),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), { maxLength: 3 }),
        fc.integer({ min: 1, max: 3 }),
        async (sizes, changes, threads) => {
          const bytes = bundleOf(sizes);
          const payload = sizes.reduce((sum, one) => sum + one + 30 + top.length + 11, 0);
          for (const [at, change] of changes) bytes[at % payload] = (bytes[at % payload] ?? 0) ^ change;
          const { fromFile, inMemory } = await both(bytes, threads);
          expect(fromFile).toEqual(inMemory);
        },
      ),
      { numRuns: 25 },
    );
  });

  test('also of many small files and a large one, by more threads than there is work', async () => {
    const { fromFile, inMemory } = await both(bundleOf([...Array.from({ length: 5000 }, (_, index) => index % 97), 9_000_000]), 8);
    expect(fromFile.findings).toEqual([]);
    expect(fromFile).toEqual(inMemory);
  });

  test('says how far it is, up to the end', async () => {
    const path = join(home, 'bundle.zip');
    writeFileSync(path, bundleOf([9_000_000, 5, 9_000_000]));
    const seen: number[] = [];
    const opened = await openBundleFile(path, { threads: 1, progress: (done, total) => seen.push(done / total) });
    opened.close();
    expect(seen.length).toBeGreaterThan(10);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBeGreaterThan(0.99);
    expect(Math.max(...seen)).toBeLessThanOrEqual(1);
  });

  test.each([1, 2])('fails as one where the file becomes shorter meanwhile, with %i threads', async (threads) => {
    const path = join(home, 'shorter.zip');
    writeFileSync(path, bundleOf([9_000_000, 9_000_000, 5_000_000]));
    const source = openFileSource(path);
    try {
      const scan = scanZip(source);
      if (!scan.ok) throw new Error('no bundle');
      truncateSync(path, 1000);
      await expect(measureFile(scan.bundle, source, startCrew(9_000_000, threads))).rejects.toMatchObject({ code: 'file-changed', where: path });
    } finally {
      source.close();
    }
  });
});

describe('a file that changes while it is verified', () => {
  /** Changes a byte of an open bundle file after it was measured. */
  async function changedAfterwards(size: number): Promise<Uint8Array | undefined> {
    const path = join(home, 'changing.zip');
    const bytes = forge().put('data/big.bin', new Uint8Array(size)).zip();
    writeFileSync(path, bytes);
    const opened = await openBundleFile(path);
    try {
      const file = openSync(path, 'r+');
      writeSync(file, 'X', Buffer.from(bytes).indexOf('"run_id"'));
      closeSync(file);
      if (!opened.opening.ok) throw new Error('no bundle');
      const { files } = opened.opening.bundle;
      for (const name of files.keys()) files.get(name);
      return files.get('data/run.json');
    } finally {
      opened.close();
    }
  }

  test('shows no other content to the reader than to the digest: a large one is noticed', async () => {
    await expect(changedAfterwards(9_000_000)).rejects.toMatchObject({ code: 'file-changed' });
  });

  test('and of a small one only the first reading counts', async () => {
    expect(Buffer.from((await changedAfterwards(10)) ?? []).toString()).toContain('"run_id"');
  });
});

describe('a file that cannot be read', () => {
  test.each([
    ['file-missing', 'absent.zip'],
    ['file-unreadable', '.'],
    ['file-unreadable', '/dev/null'],
  ])('%s: %s', async (code, name) => {
    await expect(openBundleFile(name.startsWith('/') ? name : join(home, name))).rejects.toMatchObject({ code });
  });
});
