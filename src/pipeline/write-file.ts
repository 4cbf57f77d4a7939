import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { errnoOf, writeError } from '../core/durable-files.node.ts';
import { EvidenceError } from '../core/errors.ts';

/**
 * Writes a file so that it is there wholly or not at all: a neighbour is written, synced and renamed.
 * With `fresh`, a file that is there already is kept and `file-exists` thrown. Throws `disk-full` or `file-unwritable`.
 */
export function writeFileWhole(
  path: string,
  bytes: Uint8Array,
  { fresh = false, mode = 0o644 }: { readonly fresh?: boolean; readonly mode?: number } = {},
): void {
  const neighbour = join(dirname(path), `.${basename(path)}.${process.pid}.partial`);
  let begun = false;
  makeFolder(dirname(path));
  try {
    removeLeftovers(path);
    const file = openSync(neighbour, 'wx', mode);
    begun = true;
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    // A link fails where the name is taken; a rename replaces it.
    if (fresh) linkSync(neighbour, path);
    else renameSync(neighbour, path);
  } catch (cause) {
    throw errnoOf(cause) === 'EEXIST' ? new EvidenceError('file-exists', { where: path }) : writeError(cause, path);
  } finally {
    if (begun) rmSync(neighbour, { force: true });
  }
}

/** Makes a folder and those above it, where they are not there. Throws `disk-full` or `file-unwritable`. */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (cause) {
    throw writeError(cause, path);
  }
}

/** A writer that was killed leaves its neighbour behind: the next writer of the same file takes it away. */
function removeLeftovers(path: string): void {
  const prefix = `.${basename(path)}.`;
  for (const name of readdirSync(dirname(path))) {
    const pid = name.startsWith(prefix) && name.endsWith('.partial') ? Number(name.slice(prefix.length, -'.partial'.length)) : Number.NaN;
    if (Number.isInteger(pid) && !isAlive(pid)) rmSync(join(dirname(path), name), { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
