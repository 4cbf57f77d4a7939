import { globSync } from 'node:fs';
import { join } from 'node:path';
import { concatBytes, equalBytes } from '../core/bytes.ts';
import { EvidenceError } from '../core/errors.ts';
import { bundledEntries, entryBundle, hashesAt, levelsOf, parseTilePath, tilePath, tilesAt, tileWidth, type Tile } from '../transparency/tiles.ts';
import { treeLevels, type TreeLevels } from '../transparency/tree-levels.ts';
import { finding, type AuditFinding } from './log-audit-finding.ts';
import { readBytes } from './text-file.ts';

/** The tree that the entries of a log give, or why they give none. */
export interface Recomputed {
  readonly findings: readonly AuditFinding[];
  readonly levels?: TreeLevels;
}

/** Makes the tree of the first `size` entries again, from nothing but the entries. */
export function recompute(folder: string, size: number): Recomputed {
  const findings: AuditFinding[] = [];
  const levels = treeLevels(size, (tile) => {
    const path = tilePath(tile);
    const bytes = bytesAt(folder, path);
    const entries = bytes === undefined ? undefined : bundledEntries(tile, bytes);
    if (bytes === undefined) findings.push(finding('tile-missing', path, `the ${tile.width} entries from ${tile.index * tileWidth} on are not there`));
    else if (entries === undefined) findings.push(finding('entry-malformed', path, `it does not hold ${tile.width} entries with their lengths`));
    return entries ?? [];
  });
  return findings.length > 0 ? { findings } : { findings, levels };
}

/** Compares every file of a log with the tree that its entries give. Files behind the tree are what a killed writer left. */
export function compareTiles(
  folder: string,
  levels: TreeLevels,
  sizes: readonly number[],
): { readonly findings: readonly AuditFinding[]; readonly behind: number } {
  const tiles = globSync('tile/**', { cwd: folder })
    .sort()
    .flatMap((path) => parseTilePath(path.replaceAll('\\', '/')) ?? []);
  const isInside = ({ level, index, width }: Tile): boolean => index * tileWidth + width <= hashesAt(level, levels.size);
  const held = new Set(tiles.map(tilePath));
  const needed = sizes.flatMap((size) => ['entries' as const, ...levelsOf(size)].flatMap((level) => tilesAt(level, size)));
  // A partial tile may go once the whole one is there (tlog-tiles, "Partial Tiles").
  const missing = new Set(needed.filter((tile) => !held.has(tilePath(tile)) && !held.has(tilePath({ ...tile, width: tileWidth }))).map(tilePath));
  return {
    findings: [
      ...[...missing].map((where) => finding('tile-missing', where, 'a tree of this size needs it')),
      ...tiles.filter(isInside).flatMap((tile) => differenceAt(folder, tile, levels)),
    ],
    behind: tiles.filter((tile) => !isInside(tile)).length,
  };
}

function differenceAt(folder: string, tile: Tile, levels: TreeLevels): readonly AuditFinding[] {
  const where = tilePath(tile);
  const bytes = bytesAt(folder, where);
  const expected = tile.level === 'entries' ? entriesAt(folder, tile, levels.size) : concatBytes(levels.hashes(tile));
  if (bytes === undefined || equalBytes(bytes, expected)) return [];
  const at = expected.findIndex((byte, place) => bytes[place] !== byte);
  const place = Math.floor((at < 0 ? expected.length : at) / (expected.length / tile.width));
  const what = tile.level === 'entries' ? `entry ${tile.index * tileWidth + place}` : `hash ${place}`;
  return [finding('tile-differs', where, `${what} is not what the entries of the log give`)];
}

/** A bundle as the largest one of its place, which the tree was made from, says that it was at this width. */
function entriesAt(folder: string, tile: Tile, size: number): Uint8Array {
  const largest = tilesAt('entries', size, tile.index * tileWidth)[0];
  const bytes = largest === undefined ? undefined : bytesAt(folder, tilePath(largest));
  const entries = largest === undefined || bytes === undefined ? undefined : bundledEntries(largest, bytes);
  return entryBundle((entries ?? []).slice(0, tile.width));
}

function bytesAt(folder: string, path: string): Uint8Array | undefined {
  try {
    return readBytes(join(folder, path));
  } catch (error) {
    if (error instanceof EvidenceError && error.code === 'file-missing') return undefined;
    throw error;
  }
}
