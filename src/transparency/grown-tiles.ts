import { concatBytes } from '../core/bytes.ts';
import { leafHash, wholeRoot, type TreeHash } from './merkle-tree.ts';
import { entryBundle, hashesAt, levelsOf, tilesAt, tileWidth, type Tile } from './tiles.ts';

/** What a log of `size` entries has: the entries of a bundle, the hashes of a tile. */
export interface TileReader {
  readonly entries: (tile: Tile) => readonly Uint8Array[];
  readonly hashes: (tile: Tile) => readonly TreeHash[];
}

export interface TileFile {
  readonly tile: Tile;
  readonly bytes: Uint8Array;
}

/** The files that a log gets when entries are added behind its first `size`: bundles of entries first, then level by level. */
export function grownTiles(size: number, added: readonly Uint8Array[], old: TileReader): readonly TileFile[] {
  const grown = size + added.length;
  const files = tilesAt('entries', grown, size).map((tile): TileFile => {
    const entries = rowOf(tile, size, old.entries, (at) => added[at - size] ?? new Uint8Array(0));
    return { tile, bytes: entryBundle(entries) };
  });
  let below = new Map<number, readonly TreeHash[]>();
  for (const level of levelsOf(grown)) {
    const known = hashesAt(level, size);
    const hashAt = (at: number): TreeHash => (level === 0 ? leafHash(added[at - size] ?? new Uint8Array(0)) : wholeRoot(below.get(at) ?? []));
    const rows = new Map<number, readonly TreeHash[]>();
    for (const tile of known === hashesAt(level, grown) ? [] : tilesAt(level, grown, known)) {
      const hashes = rowOf(tile, known, old.hashes, hashAt);
      rows.set(tile.index, hashes);
      files.push({ tile, bytes: concatBytes(hashes) });
    }
    below = rows;
  }
  return files;
}

/** The items of a tile of which the first `known` of its level were there before. */
function rowOf(tile: Tile, known: number, old: (tile: Tile) => readonly Uint8Array[], item: (at: number) => Uint8Array): readonly Uint8Array[] {
  const start = tile.index * tileWidth;
  const kept = Math.max(known - start, 0);
  const before = kept === 0 ? [] : old({ ...tile, width: kept });
  return [...before, ...Array.from({ length: tile.width - kept }, (_, at) => item(start + kept + at))];
}
