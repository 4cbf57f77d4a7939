import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { EvidenceError } from './errors.ts';
import { errnoOf, syncFolder, writeError } from './durable-files.node.ts';

export interface WholeFileOptions {
  /** A file that is there already is kept, and `file-exists` thrown. */
  readonly fresh?: boolean;
  readonly mode?: number;
}

/**
 * Lets a file be written so that it is there wholly or not at all: `write` fills a neighbour, which is then synced and renamed.
 * Gives what `write` gave; what it throws goes through, but errors of the file system become `disk-full` or `file-unwritable`.
 */
export async function writeWhole<T>(path: string, write: (file: number) => Promise<T>, options: WholeFileOptions = {}): Promise<T> {
  const aside = openAside(path, options);
  try {
    const result = await write(aside.file);
    aside.keep();
    return result;
  } catch (cause) {
    throw inOurWords(cause, path);
  } finally {
    aside.drop();
  }
}

/** The same at once. */
export function writeWholeSync(path: string, write: (file: number) => void, options: WholeFileOptions = {}): void {
  const aside = openAside(path, options);
  try {
    write(aside.file);
    aside.keep();
  } catch (cause) {
    throw inOurWords(cause, path);
  } finally {
    aside.drop();
  }
}

/** A neighbour of a file that is being written. */
interface Aside {
  /** Open for reading and writing. */
  readonly file: number;
  /** Gives it its name, once the disk has its bytes. */
  keep(): void;
  /** Closes it, and takes it away where it was not kept. */
  drop(): void;
}

function openAside(path: string, { fresh = false, mode = 0o644 }: WholeFileOptions): Aside {
  const neighbour = besideOf(path, 'partial');
  makeFolder(dirname(path));
  let file: number;
  try {
    removeLeftovers(path);
    file = openSync(neighbour, 'wx+', mode);
  } catch (cause) {
    throw inOurWords(cause, path);
  }
  return {
    file,
    keep: () => {
      fsyncSync(file);
      // A link fails where the name is taken; a rename replaces it.
      if (fresh) linkSync(neighbour, path);
      else renameSync(neighbour, path);
      syncFolder(dirname(path));
    },
    drop: () => {
      closeSync(file);
      rmSync(neighbour, { force: true });
    },
  };
}

/** A hidden name beside a file, of this process alone. What a process that was killed left under such a name goes when the file is written again. */
export function besideOf(path: string, ending: string): string {
  return join(dirname(path), `.${basename(path)}.${process.pid}.${ending}`);
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
    const pid = name.startsWith(prefix) ? /^([0-9]+)\.(?:partial|zip)$/.exec(name.slice(prefix.length))?.[1] : undefined;
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(dirname(path), name), { force: true });
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

function inOurWords(cause: unknown, path: string): unknown {
  return errnoOf(cause) === 'EEXIST' ? new EvidenceError('file-exists', { where: path }) : writeError(cause, path);
}
