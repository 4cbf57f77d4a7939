import { closeSync, constants, fsyncSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { EvidenceError } from './errors.ts';

/** An error of the file system in our words. Anything that is none is given back as it is. */
export function writeError(error: unknown, path: string): unknown {
  const code = errnoOf(error);
  if (code === undefined) return error;
  return new EvidenceError(code === 'ENOSPC' || code === 'EDQUOT' ? 'disk-full' : 'file-unwritable', { where: path, cause: error });
}

/** The code of an error of the file system, such as `ENOENT`. */
export function errnoOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Writes a new file and waits until the disk has it. Throws the error of the file system; nothing half-written stays. */
export function writeNewFile(path: string, bytes: Uint8Array, mode: number = 0o666): void {
  const file = openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, mode);
  let done = false;
  try {
    writeFileSync(file, bytes);
    fsyncSync(file);
    done = true;
  } finally {
    closeSync(file);
    if (!done) rmSync(path, { force: true });
  }
}

/** Waits until the disk has the names in a folder: a file is not durable before its name is. */
export function syncFolder(path: string): void {
  // Windows cannot open a folder for this, and its file system journals names.
  if (process.platform === 'win32') return;
  const folder = openSync(path, constants.O_RDONLY);
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
