import { hex } from '../core/bytes.ts';
import type { Checkpoint } from '../transparency/checkpoint.ts';
import { grownTiles, type TileReader } from '../transparency/grown-tiles.ts';
import { treeRoot } from '../transparency/merkle-tree.ts';
import { subtreesOf, tilePath } from '../transparency/tiles.ts';
import { lockOf, openLog, putFiles, putHead, whileLocked } from './log-files.ts';
import { indexOf, mustHaveRoot, tilesIn } from './log-tree.ts';

/** An entry of a log: where it stands, and whether it was put there just now. */
export interface AppendedEntry {
  readonly entry: Uint8Array;
  readonly index: number;
  readonly added: boolean;
}

/**
 * Puts entries behind those of a log, in their order; one that is there already is found again. Nobody has signed them before
 * the next checkpoint. A writer that is killed leaves the log as it was: the head is written last.
 * Throws `log-unknown`, `log-locked`, `log-damaged`, `disk-full` or `file-unwritable`.
 */
export async function appendEntries(folder: string, entries: readonly Uint8Array[]): Promise<readonly AppendedEntry[]> {
  return await whileLocked(lockOf(folder), () => {
    const { head } = openLog(folder);
    const tiles = tilesIn(folder);
    mustHaveRoot({ folder, head }, tiles);
    const found = indexOf(head.size, tiles, entries);
    const added = [...new Map(entries.map((entry) => [hex(entry), entry])).values()].filter((entry) => !found.has(hex(entry)));
    const indices = new Map([...found, ...added.map((entry, at) => [hex(entry), head.size + at] as const)]);
    if (added.length > 0) grow(folder, head, added, tiles);
    return entries.map((entry) => ({ entry, index: indices.get(hex(entry)) ?? head.size, added: !found.has(hex(entry)) }));
  });
}

function grow(folder: string, head: Checkpoint, added: readonly Uint8Array[], tiles: TileReader): void {
  putFiles(
    folder,
    grownTiles(head.size, added, tiles).map(({ tile, bytes }) => ({ path: tilePath(tile), bytes })),
  );
  const size = head.size + added.length;
  // Read back from the disk, with a reader that has not seen the old tiles.
  const written = tilesIn(folder);
  putHead(folder, { ...head, size, root: treeRoot(size, subtreesOf(size, written.hashes)) });
}
