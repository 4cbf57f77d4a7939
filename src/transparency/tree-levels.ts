import { hashesAt, levelsOf, tilesAt, tileWidth, type Tile } from './tiles.ts';
import { leafHash, wholeRoot, type TreeHash } from './merkle-tree.ts';

const hashBytes = 32;

/** All hashes that the tiles of a tree hold, level by level, one behind the other in one block a level. */
export interface TreeLevels {
  readonly size: number;
  /** The hashes of a tile, also of one that is partial in this tree and whole in a later one. */
  readonly hashes: (tile: Tile) => readonly TreeHash[];
}

/** Every level from the entries alone. `entries` gives those of a bundle; each is asked for once. */
export function treeLevels(size: number, entries: (tile: Tile) => readonly Uint8Array[]): TreeLevels {
  const blocks = [leafBlock(size, entries)];
  const hashes = ({ level, index, width }: Tile): readonly TreeHash[] => {
    const block = level === 'entries' ? undefined : blocks[level];
    const from = index * tileWidth;
    return block === undefined ? [] : Array.from({ length: width }, (_, at) => block.subarray((from + at) * hashBytes, (from + at + 1) * hashBytes));
  };
  for (const level of levelsOf(size).slice(1)) {
    const count = hashesAt(level, size);
    const block = new Uint8Array(count * hashBytes);
    for (let index = 0; index < count; index += 1) block.set(wholeRoot(hashes({ level: level - 1, index, width: tileWidth })), index * hashBytes);
    blocks.push(block);
  }
  return { size, hashes };
}

function leafBlock(size: number, entries: (tile: Tile) => readonly Uint8Array[]): Uint8Array {
  const block = new Uint8Array(size * hashBytes);
  for (const tile of tilesAt('entries', size))
    for (const [at, entry] of entries(tile).entries()) block.set(leafHash(entry), (tile.index * tileWidth + at) * hashBytes);
  return block;
}
