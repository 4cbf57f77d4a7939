import { join } from 'node:path';
import { equalBytes, hex } from '../core/bytes.ts';
import type { TileReader } from '../transparency/grown-tiles.ts';
import { treeRoot } from '../transparency/merkle-tree.ts';
import { bundledEntries, subtreesOf, tileHashes, tilePath, tilesAt, tileWidth, type Tile } from '../transparency/tiles.ts';
import { bytesIn, damaged, type LogFolder } from './log-files.ts';

/** Reads bundles of entries of a log, and tiles, of which each is kept: proofs ask for them again and again. Throws `log-damaged` where one is absent or has another length. */
export function tilesIn(folder: string): TileReader {
  const kept = new Map<string, readonly Uint8Array[]>();
  const read = (tile: Tile, decode: (tile: Tile, bytes: Uint8Array) => readonly Uint8Array[] | undefined): readonly Uint8Array[] => {
    const path = tilePath(tile);
    const row = decode(tile, bytesIn(folder, path));
    if (row === undefined) throw damaged(join(folder, path), `it does not hold ${tile.width}`);
    return row;
  };
  return {
    entries: (tile) => read(tile, bundledEntries),
    hashes: (tile) => {
      const row = kept.get(tilePath(tile)) ?? read(tile, tileHashes);
      kept.set(tilePath(tile), row);
      return row;
    },
  };
}

/** Refuses to build on tiles that do not give the root that the log says. */
export function mustHaveRoot({ folder, head }: Pick<LogFolder, 'folder' | 'head'>, tiles: TileReader): void {
  const root = treeRoot(head.size, subtreesOf(head.size, tiles.hashes));
  if (!equalBytes(root, head.root)) throw damaged(folder, `its tiles do not give the root of its ${head.size} entries`);
}

/** Where entries stand among the first `size` of a log, by their hex. Reads all of them: 34 bytes each. */
export function indexOf(size: number, tiles: TileReader, wanted: readonly Uint8Array[]): ReadonlyMap<string, number> {
  const sought = new Set(wanted.map(hex));
  const found = new Map<string, number>();
  for (const tile of tilesAt('entries', size))
    for (const [at, entry] of tiles.entries(tile).entries()) {
      const name = hex(entry);
      if (sought.has(name) && !found.has(name)) found.set(name, tile.index * tileWidth + at);
    }
  return found;
}
