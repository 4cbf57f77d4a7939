import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hex } from '../../src/core/bytes.ts';
import { grownTiles, type TileReader } from '../../src/transparency/grown-tiles.ts';
import { consistencyPath, inclusionPath, treeRoot } from '../../src/transparency/merkle-tree.ts';
import { bundledEntries, entryBundle, levelsOf, parseTilePath, subtreesOf, tileHashes, tilePath, tilesAt, type Tile } from '../../src/transparency/tiles.ts';
import { treeLevels } from '../../src/transparency/tree-levels.ts';
import { entriesUpTo, mth, naiveLeaf, naivePath, naiveProof } from './naive-tree.ts';

/** Files in memory, and a reader of them. */
function shelf(): { readonly files: Map<string, Uint8Array>; readonly reader: TileReader } {
  const files = new Map<string, Uint8Array>();
  const read = (tile: Tile, decode: typeof tileHashes): readonly Uint8Array[] => {
    const row = decode(tile, files.get(tilePath(tile)) ?? new Uint8Array(0));
    if (row === undefined) throw new Error(`no ${tilePath(tile)}`);
    return row;
  };
  return { files, reader: { entries: (tile) => read(tile, bundledEntries), hashes: (tile) => read(tile, tileHashes) } };
}

function grow(steps: readonly number[]): {
  readonly size: number;
  readonly entries: readonly Uint8Array[];
  readonly files: Map<string, Uint8Array>;
  readonly reader: TileReader;
} {
  const { files, reader } = shelf();
  const entries = entriesUpTo(steps.reduce((sum, step) => sum + step, 0));
  let size = 0;
  for (const step of steps) {
    for (const { tile, bytes } of grownTiles(size, entries.slice(size, size + step), reader)) files.set(tilePath(tile), bytes);
    size += step;
  }
  return { size, entries, files, reader };
}

describe('paths of tiles', () => {
  test.each([
    [{ level: 0, index: 0, width: 256 }, 'tile/0/000'],
    [{ level: 0, index: 273, width: 112 }, 'tile/0/273.p/112'],
    [{ level: 3, index: 1_234_067, width: 256 }, 'tile/3/x001/x234/067'],
    [{ level: 63, index: 1000, width: 1 }, 'tile/63/x001/000.p/1'],
    [{ level: 'entries', index: 999, width: 255 }, 'tile/entries/999.p/255'],
  ] as const)('%j', (tile, path) => {
    expect(tilePath(tile)).toBe(path);
    expect(parseTilePath(path)).toEqual(tile);
  });
  test('are read again as they were written', () => {
    const level = fc.oneof(fc.integer({ min: 0, max: 63 }), fc.constant('entries' as const));
    fc.assert(
      fc.property(fc.record({ level, index: fc.maxSafeNat(), width: fc.integer({ min: 1, max: 256 }) }), (tile) => {
        expect(parseTilePath(tilePath(tile))).toEqual(tile);
      }),
    );
  });
  test.each([
    'tile/0/0',
    'tile/00/000',
    'tile/64/000',
    'tile/0/001/067',
    'tile/0/x000/067',
    'tile/0/x001/x067',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/01',
    'tile/0/000.p',
    'tile/-1/000',
    'tile/entries',
    'tile/0/000/',
    '../tile/0/000',
    'tile/0/000.p/1/2',
    'checkpoint',
    '',
  ])('in another spelling name no tile: %s', (path) => {
    expect(parseTilePath(path)).toBeUndefined();
  });
});

describe('the tiles of a tree', () => {
  test.each([
    [0, []],
    [1, ['tile/0/000.p/1']],
    [256, ['tile/0/000', 'tile/1/000.p/1']],
    [257, ['tile/0/000', 'tile/0/001.p/1', 'tile/1/000.p/1']],
  ])('of %i entries', (size, paths) => {
    expect(
      levelsOf(size)
        .flatMap((level) => tilesAt(level, size))
        .map(tilePath),
    ).toEqual(paths);
  });
  test('of 70,000 entries are those that the specification counts', () => {
    const tiles = levelsOf(70_000).map((level) => tilesAt(level, 70_000));
    expect(tiles.map((row) => row.filter(({ width }) => width === 256).length)).toEqual([273, 1, 0]);
    expect(tiles.map((row) => row.at(-1)?.width)).toEqual([112, 17, 1]);
  });

  test('grow by any steps to the same files, and give the root and proofs of the RFC', () => {
    const steps = fc.array(fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 200, max: 300 })), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(steps, fc.nat(), fc.nat(), (given, a, b) => {
        const { size, entries, files, reader } = grow(given);
        const atOnce = grow([size]);
        for (const [path, bytes] of atOnce.files) expect(hex(files.get(path) ?? new Uint8Array(0))).toBe(hex(bytes));
        const subtrees = subtreesOf(size, reader.hashes);
        expect(hex(treeRoot(size, subtrees))).toBe(hex(mth(entries)));
        if (size === 0) return;
        expect(inclusionPath(a % size, size, subtrees).map(hex)).toEqual(naivePath(a % size, entries).map(hex));
        expect(consistencyPath(b % (size + 1), size, subtrees).map(hex)).toEqual(naiveProof(b % (size + 1), entries).map(hex));
      }),
      { numRuns: 40 },
    );
  });

  test('hold what the specification says: leaf hashes below, roots of whole tiles above', () => {
    const { entries, files } = grow([600]);
    expect(hex(files.get('tile/0/002.p/88') ?? new Uint8Array(0))).toBe(
      entries
        .slice(512)
        .map((entry) => hex(naiveLeaf(entry)))
        .join(''),
    );
    expect(hex(files.get('tile/1/000.p/2') ?? new Uint8Array(0))).toBe(hex(mth(entries.slice(0, 256))) + hex(mth(entries.slice(256, 512))));
  });

  test('of all levels come again from the entries alone', () => {
    const { size, files, reader } = grow([66_000]);
    const levels = treeLevels(size, reader.entries);
    for (const tile of levelsOf(size).flatMap((level) => tilesAt(level, size)))
      expect(hex(files.get(tilePath(tile)) ?? new Uint8Array(0))).toBe(levels.hashes(tile).map(hex).join(''));
    expect(hex(treeRoot(size, subtreesOf(size, levels.hashes)))).toBe(hex(treeRoot(size, subtreesOf(size, reader.hashes))));
    // A smaller tree, from the rows of the larger one.
    expect(hex(treeRoot(777, subtreesOf(777, levels.hashes)))).toBe(hex(mth(entriesUpTo(66_000).slice(0, 777))));
  });
});

describe('bundles of entries', () => {
  test('are read again as they were written', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 256 }), (entries) => {
        const read = bundledEntries({ level: 'entries', index: 0, width: entries.length }, entryBundle(entries));
        expect(read?.map(hex)).toEqual(entries.map(hex));
      }),
      { numRuns: 50 },
    );
  });
  test('that are cut, or hold more or fewer than their name says, are none', () => {
    const bytes = entryBundle(entriesUpTo(3));
    const width = (count: number): Tile => ({ level: 'entries', index: 0, width: count });
    expect(bundledEntries(width(3), bytes)).toHaveLength(3);
    for (const count of [2, 4]) expect(bundledEntries(width(count), bytes)).toBeUndefined();
    for (let length = 0; length < bytes.length; length += 1) expect(bundledEntries(width(3), bytes.subarray(0, length))).toBeUndefined();
    expect(tileHashes(width(3), new Uint8Array(95))).toBeUndefined();
  });
});
