import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fromUtf8, utf8 } from '../core/bytes.ts';
import { syncFolder } from '../core/durable-files.node.ts';
import { EvidenceError } from '../core/errors.ts';
import { Database } from '../store/database.ts';
import { checkpointText, parseCheckpoint, type Checkpoint } from '../transparency/checkpoint.ts';
import { parseNote, type SignedNote } from '../transparency/note.ts';
import { parseVerifierKey, type VerifierKey } from '../transparency/verifier-key.ts';
import { readBytes } from './text-file.ts';
import { makeFolder } from '../core/whole-file.node.ts';
import { writeFileWhole } from './write-file.ts';

// A log is a folder, laid out as C2SP tlog-tiles says, so that any web server can serve it, with three files besides:
// `log.vkey` its key, `head` the tree as far as entries were appended, which nobody has signed, and the lock.
export const keyFile = 'log.vkey';
export const headFile = 'head';
export const checkpointFile = 'checkpoint';

/** A log on disk. Entries behind `head.size` are what a killed writer left: the next one writes over them. */
export interface LogFolder {
  readonly folder: string;
  readonly key: VerifierKey;
  readonly head: Checkpoint;
}

/** A note that is a checkpoint, with the text that was signed taken apart. */
export interface CheckpointNote {
  readonly note: SignedNote;
  readonly checkpoint: Checkpoint;
}

/** Throws `log-unknown` where the folder holds no log, `log-damaged` where its key or head cannot be read. */
export function openLog(folder: string): LogFolder {
  if (!existsSync(join(folder, keyFile))) throw new EvidenceError('log-unknown', { where: folder });
  const key = parseVerifierKey(textIn(folder, keyFile).replace(/\n$/, ''));
  if (typeof key === 'string') throw damaged(join(folder, keyFile), key);
  const head = parseCheckpoint(textIn(folder, headFile));
  if (typeof head === 'string' || head.origin !== key.name)
    throw damaged(join(folder, headFile), typeof head === 'string' ? head : 'it is the head of another log');
  return { folder, key, head };
}

/** The signed head of a log, as it stands there. Throws `log-damaged`. */
export function checkpointIn(folder: string): CheckpointNote {
  const read = checkpointOf(bytesIn(folder, checkpointFile));
  if (typeof read === 'string') throw damaged(join(folder, checkpointFile), read);
  return read;
}

/** A checkpoint from the bytes of a file, or what is wrong with them. */
export function checkpointOf(bytes: Uint8Array): CheckpointNote | string {
  const note = parseNote(bytes);
  if (typeof note === 'string') return note;
  const checkpoint = parseCheckpoint(note.text);
  return typeof checkpoint === 'string' ? checkpoint : { note, checkpoint };
}

/** Writes files of a log, each whole, and waits until the disk has them and their names. */
export function putFiles(folder: string, files: readonly { readonly path: string; readonly bytes: Uint8Array }[]): void {
  const folders = new Set<string>();
  for (const { path, bytes } of files) {
    writeFileWhole(join(folder, path), bytes);
    for (let at = dirname(path); !folders.has(at); at = dirname(at)) folders.add(at);
  }
  for (const at of folders) syncFolder(join(folder, at));
}

export function putHead(folder: string, head: Checkpoint): void {
  putFiles(folder, [{ path: headFile, bytes: utf8(checkpointText(head)) }]);
}

export function damaged(where: string, cause: string): EvidenceError {
  return new EvidenceError('log-damaged', { where, cause });
}

const stepMillis = 20;

/** Does work that nobody else does on this file or folder meanwhile; the kernel frees the lock of a process that dies. Throws `log-locked`. */
export async function whileLocked<T>(lockPath: string, work: () => T | Promise<T>, waitMillis = 30_000): Promise<T> {
  makeFolder(dirname(lockPath));
  const lock = new Database(lockPath, 0);
  try {
    for (let waited = 0; !lock.tryExclusive(); waited += stepMillis) {
      if (waited >= waitMillis) throw new EvidenceError('log-locked', { where: dirname(lockPath) });
      await sleep(stepMillis);
    }
    return await work();
  } finally {
    lock.close();
  }
}

export function lockOf(folder: string): string {
  return join(folder, '.lock.db');
}

/** Bytes of a file that a log must have. Throws `log-damaged` where it is not there. */
export function bytesIn(folder: string, path: string): Uint8Array {
  try {
    return readBytes(join(folder, path));
  } catch (error) {
    throw error instanceof EvidenceError && error.code === 'file-missing' ? damaged(join(folder, path), 'it is not there') : error;
  }
}

function textIn(folder: string, path: string): string {
  const text = fromUtf8(bytesIn(folder, path));
  if (text === undefined) throw damaged(join(folder, path), 'it is not UTF-8');
  return text;
}
