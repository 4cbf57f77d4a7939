import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { archive } from '../../src/bundle/archive.node.ts';
import { entryOf, type BundleEntry } from '../../src/bundle/bundle-file.ts';
import { writeInParallel } from '../../src/bundle/parallel-writer.node.ts';
import { Placement, type Artifacts } from '../../src/bundle/placement.ts';
import { ordinary, sealBundle } from '../../src/bundle/seal.node.ts';
import { encodeZip, type ZipFile } from '../../src/bundle/zip-profile.ts';
import { concatBytes, utf8 } from '../../src/core/bytes.ts';
import { digestOfNode } from '../../src/core/digest.node.ts';
import { hexOf, type Digest } from '../../src/core/digest.ts';
import { writeWhole } from '../../src/core/whole-file.node.ts';
import type { Promoted } from '../../src/promote/promoted.ts';
import type { RecordedRun } from '../../src/record/recorded-run.ts';
import { onSmallDisk } from '../promote/fixtures/small-disk.ts';
import { signer } from '../verify/trust.ts';
import { promotedRun } from './promoted-run.ts';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'writers-'));
});
afterEach(() => {
  rmSync(home, { recursive: true });
});

const promoted = await promotedRun();
const { recorded } = promoted;

/** Artifacts as files in a folder, as the store has them. */
function shelf(folder: string): Artifacts & { readonly keep: (path: string, bytes: Uint8Array) => BundleEntry } {
  const pathOf = (digest: Digest): string => join(folder, hexOf(digest));
  return {
    read: (digest) => (existsSync(pathOf(digest)) ? readFileSync(pathOf(digest)) : undefined),
    pathOf,
    keep: (path, bytes) => {
      const sha256 = digestOfNode(bytes);
      writeFileSync(pathOf(sha256), bytes);
      return { path, size: bytes.length, sha256 };
    },
  };
}

async function inParallel(files: Placement, artifacts: Artifacts): Promise<Uint8Array> {
  const path = join(home, 'parallel.zip');
  const { sha256, bytes } = await writeWhole(path, async (file) => await writeInParallel(files, artifacts, file));
  const written = readFileSync(path);
  expect({ sha256, bytes }).toEqual({ sha256: digestOfNode(written), bytes: written.length });
  return written;
}

async function archived(files: readonly ZipFile[]): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  await archive(files, (chunk) => chunks.push(chunk));
  return concatBytes(chunks);
}

/** All three writers give the same bytes. */
async function expectSame(entries: readonly BundleEntry[], artifacts: Artifacts): Promise<void> {
  const files = new Placement(recorded.run.run_id, entries);
  const zipFiles = entries.map((entry) => ({ name: files.nameOf(entry), bytes: files.bytesOf(entry, artifacts, digestOfNode) }));
  const encoded = encodeZip(zipFiles);
  expect(Buffer.compare(await inParallel(files, artifacts), encoded)).toBe(0);
  expect(Buffer.compare(await archived(zipFiles), encoded)).toBe(0);
}

describe('the writers', () => {
  const name = fc.stringMatching(/^[A-Za-z0-9_-]{1,12}(\/[A-Za-z0-9._-]{1,12}){0,2}$/);
  const file = fc.record({ path: name, bytes: fc.uint8Array({ maxLength: 3000 }), inMemory: fc.boolean() });

  test('write the same bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(file, { minLength: 1, maxLength: 30, selector: ({ path }) => path }), async (some) => {
        const artifacts = shelf(home);
        await expectSame(
          some.map(({ path, bytes, inMemory }) => (inMemory ? entryOf({ path, bytes }, digestOfNode) : artifacts.keep(path, bytes))),
          artifacts,
        );
      }),
      { numRuns: 20 },
    );
  });

  test('also around the length of their buffers, and of many files', async () => {
    const artifacts = shelf(home);
    const big = new Uint8Array(9_000_000).map((_, at) => at * 31 + (at >> 9));
    const sizes = [0, 1, 2_097_152 - 100, 2_097_152, 2_097_153, 5_000_000, 3, 0, 9_000_000, 2_000_000, 90_000, 7_199];
    const large = sizes.map((size, index) => artifacts.keep(`large/${index}`, big.subarray(index, index + size)));
    const many = Array.from({ length: 2500 }, (_, index) => artifacts.keep(`many/${index}`, utf8(`file ${index % 700}`)));
    await expectSame([...large, entryOf({ path: 'between', bytes: utf8('x') }, digestOfNode), ...many], artifacts);
  });

  test('of nothing but memory', async () => {
    await expectSame([entryOf({ path: 'a', bytes: utf8('a') }, digestOfNode)], { read: () => undefined });
  });
});

describe('a large run', () => {
  /** The promoted run with so many more artifacts; all lie in files. */
  function grown(count: number, size = 10): Promoted {
    mkdirSync(join(home, 'objects'));
    const artifacts = shelf(join(home, 'objects'));
    const outputs = Array.from({ length: count }, (_, index) => {
      const bytes = new Uint8Array(size);
      bytes.set(utf8(`${index}`));
      const { sha256 } = artifacts.keep('', bytes);
      return { uri: `tools/${index}.bin`, sha256, bytes: size, media_type: 'application/octet-stream' };
    });
    const read = (digest: Digest): Uint8Array | undefined => artifacts.read(digest) ?? promoted.recorded.read(digest);
    const pathOf = (digest: Digest): string => {
      const path = join(home, 'objects', hexOf(digest));
      if (!existsSync(path)) artifacts.keep('', read(digest) ?? new Uint8Array());
      return path;
    };
    const released = outputs.map((artifact, index) => ({ name: `${index}`, artifact }));
    const run: RecordedRun = { ...promoted.recorded, read, sizeOf: (digest) => read(digest)?.length, pathOf };
    return { ...promoted, recorded: run, promotion: { ...promoted.promotion, released } };
  }

  const names = (): readonly string[] => readdirSync(home).filter((name) => name !== 'objects');

  test('goes through the parallel writer, and is the same bytes each time', async () => {
    const run = grown(ordinary.files + 1);
    const to = join(home, 'run.evidence.zip');
    const first = await sealBundle(run, { signer, to });
    const bytes = readFileSync(to);
    expect(first).toEqual({ sha256: digestOfNode(bytes), bytes: bytes.length });
    expect(await sealBundle(run, { signer, to })).toEqual(first);
    expect(names()).toEqual(['run.evidence.zip']);
  });

  test.each<[string, (path: string) => void]>([
    ['altered', (path) => writeFileSync(path, 'x'.repeat(10))],
    ['shorter', (path) => writeFileSync(path, '70')],
    ['a folder', (path) => (rmSync(path), mkdirSync(path))],
  ])('an artifact that is %s is found while it is copied, and nothing half-written stays', async (_, damage) => {
    const run = grown(ordinary.files + 1);
    damage(join(home, 'objects', hexOf(run.promotion.released[700]?.artifact.sha256 ?? run.promotion.verdict.sha256)));
    const to = join(home, 'run.evidence.zip');
    writeFileSync(to, 'what was there');
    await expect(sealBundle(run, { signer, to })).rejects.toMatchObject({ code: 'store-damaged', where: expect.stringContaining('data/tools/700.bin') });
    expect(names()).toEqual(['run.evidence.zip']);
    expect(readFileSync(to, 'utf8')).toBe('what was there');
  });

  test('a disk that is full ends every thread, and nothing half-written stays', async () => {
    const run = grown(ordinary.files + 1, 1000);
    const disk = join(home, 'disk');
    await onSmallDisk(disk, '300k', async () => {
      const to = join(disk, 'run.evidence.zip');
      await expect(sealBundle(run, { signer, to })).rejects.toMatchObject({ code: 'disk-full', where: to });
      expect(readdirSync(disk)).toEqual([]);
    });
  });

  test('a small run is written by archiver; a full disk is told of it too', async () => {
    const disk = join(home, 'disk');
    await onSmallDisk(disk, '20k', async () => {
      const to = join(disk, 'run.evidence.zip');
      await expect(sealBundle(promoted, { signer, to })).rejects.toMatchObject({ code: 'disk-full', where: to });
      expect(readdirSync(disk)).toEqual([]);
    });
  });
});

test('a file is not written into after its writer failed', async () => {
  const path = join(home, 'x');
  const file = openSync(path, 'wx+');
  let chunks = 0;
  const files = Array.from({ length: 20 }, (_, index) => ({ name: `${index}`, bytes: new Uint8Array(100_000) }));
  const failing = archive(files, () => {
    chunks += 1;
    if (chunks === 3) throw new Error('enough');
  });
  await expect(failing).rejects.toThrow('enough');
  closeSync(file);
  const seen = chunks;
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(chunks).toBe(seen);
});
