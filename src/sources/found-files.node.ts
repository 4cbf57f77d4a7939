import { readdirSync, realpathSync, statSync, type Dirent } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { compareBytewise } from '../core/bytes.ts';
import { EvidenceError } from '../core/errors.ts';
import { formatOf } from './formats.ts';

export interface Skipped {
  readonly path: string;
  readonly why: string;
}

/** Files to read, absolute, each once, and what was left out. */
export interface FoundFiles {
  readonly files: readonly string[];
  readonly skipped: readonly Skipped[];
}

/**
 * What the named files and folders hold, folders with all that is below them, in byte order. What was named must be of a
 * known kind (`source-unsupported`) and there (`file-missing`, `file-unreadable`); in a folder, what is hidden, unknown or
 * linked to from outside of it is skipped and reported.
 */
export function findFiles(paths: readonly string[], base: string): FoundFiles {
  const files = new Set<string>();
  const skipped: Skipped[] = [];
  for (const path of paths) {
    const named = resolve(base, path);
    const stat = statOf(named, path);
    if (stat.isDirectory())
      walk(
        named,
        realpathSync(named),
        (file) => files.add(file),
        (file, why) => skipped.push({ path: pathFrom(base, file), why }),
      );
    else if (!stat.isFile()) throw new EvidenceError('file-unreadable', { where: path, cause: 'it is neither a file nor a folder' });
    else if (formatOf(named) === undefined) throw new EvidenceError('source-unsupported', { where: path });
    else files.add(named);
  }
  return { files: [...files].sort((a, b) => compareBytewise(pathFrom(base, a), pathFrom(base, b))), skipped };
}

/** A path as documents say it: from the base, with forward slashes. */
export function pathFrom(base: string, file: string): string {
  return relative(base, file).split(sep).join('/');
}

function statOf(file: string, named: string): ReturnType<typeof statSync> & object {
  try {
    return statSync(file);
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    throw new EvidenceError(missing ? 'file-missing' : 'file-unreadable', { where: named, ...(missing ? {} : { cause }) });
  }
}

type Skip = (file: string, why: string) => void;

function walk(folder: string, root: string, take: (file: string) => void, skip: Skip): void {
  const entries = entriesOf(folder).sort((a, b) => compareBytewise(a.name, b.name));
  for (const entry of entries) {
    const file = join(folder, entry.name);
    const why = reasonToSkip(entry, file, root);
    if (why !== undefined) skip(file, why);
    else if (entry.isDirectory()) walk(file, root, take, skip);
    else take(file);
  }
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (cause) {
    throw new EvidenceError('file-unreadable', { where: folder, cause });
  }
}

function reasonToSkip(entry: Dirent, file: string, root: string): string | undefined {
  if (entry.name.startsWith('.')) return 'hidden';
  if (entry.isDirectory()) return undefined;
  if (entry.isSymbolicLink()) {
    const why = reasonToSkipLink(file, root);
    if (why !== undefined) return why;
  } else if (!entry.isFile()) return 'not a file';
  return formatOf(entry.name) === undefined ? 'no reader for this kind of file' : undefined;
}

/** Whoever can write into the folder could otherwise bring any file of this machine into a bundle. */
function reasonToSkipLink(file: string, root: string): string | undefined {
  try {
    const target = realpathSync(file);
    if (!target.startsWith(root + sep)) return 'a link that leaves the folder';
    return statSync(target).isFile() ? undefined : 'a link to a folder';
  } catch {
    return 'a link to nothing';
  }
}
