import { concatBytes } from '../core/bytes.ts';
import { wholeRoot, type SubtreeHash, type TreeHash } from './merkle-tree.ts';

// C2SP tlog-tiles: a log as files. A tile holds 256 hashes side by side, and the next level the roots of whole tiles.

/** Hashes in a whole tile, and entries in a whole bundle of them. */
export const tileWidth = 256;
const levelsInTile = 8;
const hashBytes = 32;

/** A file of hashes (`level` 0 to 63), or of entries. `width` is 256 where it is whole, 1 to 255 where it is partial. */
export interface Tile {
  readonly level: number | 'entries';
  readonly index: number;
  readonly width: number;
}

/** The path of a tile: `tile/0/x001/x234/067`, with `.p/<width>` behind where it is partial ("Merkle Tree"). */
export function tilePath({ level, index, width }: Tile): string {
  const digits = String(index).padStart(Math.ceil(String(index).length / 3) * 3, '0');
  const groups = digits.match(/.{3}/g) ?? [];
  const folders = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/');
  return `tile/${level}/${folders}${width === tileWidth ? '' : `.p/${width}`}`;
}

/** What a path names, or undefined where it names no tile. */
export function parseTilePath(path: string): Tile | undefined {
  const match = /^tile\/(entries|[0-9]{1,2})\/((?:x[0-9]{3}\/){0,5}[0-9]{3})(?:\.p\/([0-9]{1,3}))?$/.exec(path);
  if (match === null) return undefined;
  const [, level = '', groups = '', width = String(tileWidth)] = match;
  const tile: Tile = { level: level === 'entries' ? level : Number(level), index: Number(groups.replace(/[x/]/g, '')), width: Number(width) };
  return tile.level !== 'entries' && tile.level > 63 ? undefined : tilePath(tile) === path && tile.width > 0 && tile.width <= tileWidth ? tile : undefined;
}

/** How many hashes of a level a tree has: a level counts whole subtrees of 256^level leaves. */
export function hashesAt(level: Tile['level'], size: number): number {
  return level === 'entries' ? size : Math.floor(size / tileWidth ** level);
}

/** The tiles of a level that hold its hashes from `from` on, in a tree of `size`; the last may be partial. */
export function tilesAt(level: Tile['level'], size: number, from = 0): readonly Tile[] {
  const count = hashesAt(level, size);
  const first = Math.floor(from / tileWidth);
  const number = Math.max(Math.ceil(count / tileWidth) - first, 0);
  return Array.from({ length: number }, (_, at) => ({ level, index: first + at, width: Math.min(tileWidth, count - (first + at) * tileWidth) }));
}

/** All levels of hashes that a tree of this size has tiles in. */
export function levelsOf(size: number): readonly number[] {
  const levels: number[] = [];
  while (hashesAt(levels.length, size) > 0) levels.push(levels.length);
  return levels;
}

/** The hashes of a tile, or undefined where its length is not that of its width. */
export function tileHashes({ width }: Tile, bytes: Uint8Array): readonly TreeHash[] | undefined {
  if (bytes.length !== width * hashBytes) return undefined;
  return Array.from({ length: width }, (_, at) => bytes.subarray(at * hashBytes, (at + 1) * hashBytes));
}

/** Any whole subtree of a tree of `size`, from the tiles that the tree needs. `hashes` gives those of a tile. */
export function subtreesOf(size: number, hashes: (tile: Tile) => readonly TreeHash[]): SubtreeHash {
  return (level, index) => {
    const tileLevel = Math.floor(level / levelsInTile);
    const span = 2 ** (level % levelsInTile);
    const at = index * span;
    const [tile] = tilesAt(tileLevel, size, at);
    const row = tile === undefined ? [] : hashes(tile).slice(at % tileWidth, (at % tileWidth) + span);
    if (row.length !== span) throw new RangeError(`a tree of ${size} leaves has no subtree ${index} of level ${level}`);
    return wholeRoot(row);
  };
}

/** Entries as a bundle of them: each with its length in two bytes before it ("Log entries"). */
export function entryBundle(entries: readonly Uint8Array[]): Uint8Array {
  return concatBytes(entries.flatMap((entry) => [Uint8Array.of(entry.length >> 8, entry.length & 0xff), entry]));
}

/** The entries of a bundle, or undefined where its bytes are not whole entries, as many as its width. */
export function bundledEntries({ width }: Tile, bytes: Uint8Array): readonly Uint8Array[] | undefined {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    const end = at + 2 + (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
    if (at + 2 > bytes.length || end > bytes.length) return undefined;
    entries.push(bytes.subarray(at + 2, end));
    at = end;
  }
  return entries.length === width ? entries : undefined;
}
