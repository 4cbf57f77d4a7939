import { lstatSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { EvidenceError } from '../core/errors.ts';
import { digestOfFile } from '../core/digest.node.ts';
import type { Digest } from '../core/digest.ts';
import type { RunId } from '../model/ids.ts';
import { errnoOf, syncFolder, writeError, writeNewFile } from '../core/durable-files.node.ts';
import type { ReleasedFile, ReleaseFolder } from './ports.ts';
import { checkReleaseNames } from './release-names.ts';

/** Releases into folders of the file system. POSIX promises that a rename within one is seen wholly or not at all. */
export function releaseFolder(): ReleaseFolder {
  return {
    requireFree: (folder) => attempt(() => requireFree(folder), folder),
    stage: (runId, folder, files) => attempt(() => stage(stagingOf(runId, folder), files), folder),
    reveal: (runId, folder) => attempt(() => reveal(stagingOf(runId, folder), folder), folder),
    discard: (runId, folder) => attempt(() => rmSync(stagingOf(runId, folder), { recursive: true, force: true }), folder),
    digestOf: (folder, name) => attempt(() => digestOf(folder, name), join(folder, name)),
  };
}

async function attempt<T>(work: () => T | Promise<T>, path: string): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw writeError(error, path);
  }
}

/** Named after the run, so that two runs that aim at one folder do not write into each other's files. */
function stagingOf(runId: RunId, folder: string): string {
  return join(dirname(folder), `.${basename(folder)}.staging-${runId}`);
}

async function stage(staging: string, files: readonly ReleasedFile[]): Promise<void> {
  checkReleaseNames(files.map((file) => file.name));
  makeFolders(dirname(staging));
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging);
  const folders = new Set([staging]);
  for (const { name, content } of files) {
    const path = join(staging, name);
    mkdirSync(dirname(path), { recursive: true });
    if (typeof content === 'function') writeNewFile(path, content());
    else await content.writeAt(path);
    for (let at = dirname(path); at !== staging; at = dirname(at)) folders.add(at);
  }
  for (const path of folders) syncFolder(path);
  syncFolder(dirname(staging));
}

/** An empty folder is in nobody's way: the rename takes its place. */
function requireFree(folder: string): void {
  if (resolve(folder) !== folder || dirname(folder) === folder) throw new TypeError(`${folder} is not the absolute path of a folder in a folder`);
  const there = lstatSync(folder, { throwIfNoEntry: false });
  if (there !== undefined && !(there.isDirectory() && readdirSync(folder).length === 0)) throw new EvidenceError('release-blocked', { where: folder });
}

function reveal(staging: string, folder: string): void {
  try {
    renameSync(staging, folder);
  } catch (error) {
    if (['ENOTEMPTY', 'EEXIST', 'ENOTDIR', 'EISDIR'].includes(errnoOf(error) ?? ''))
      throw new EvidenceError('release-blocked', { where: folder, cause: error });
    throw error;
  }
  syncFolder(dirname(folder));
}

function digestOf(folder: string, name: string): Digest | undefined {
  checkReleaseNames([name]);
  try {
    const digest = digestOfFile(join(folder, name));
    // Whoever revealed it may have died before the new name reached the disk.
    syncFolder(dirname(folder));
    return digest;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes(errnoOf(error) ?? '')) return undefined;
    throw new EvidenceError('file-unreadable', { where: join(folder, name), cause: error });
  }
}

/** Makes the folder and those above it, and waits until the disk has the names of those that are new. */
function makeFolders(folder: string): void {
  const first = mkdirSync(folder, { recursive: true });
  if (first === undefined) return;
  for (let at = folder; at.length >= first.length; at = dirname(at)) syncFolder(dirname(at));
}
