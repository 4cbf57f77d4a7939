import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { ByteSource } from './byte-source.ts';
import { errnoOf } from './durable-files.node.ts';
import { EvidenceError } from './errors.ts';

/** A file that is open for reading at any place. The one who opened it closes it. */
export interface FileSource extends ByteSource {
  /** Valid in every thread of this process. */
  readonly descriptor: number;
  readonly path: string;
  close(): void;
}

export function isFileSource(source: ByteSource): source is FileSource {
  return 'descriptor' in source;
}

/** Opens a file that the user named. Throws `file-missing` or `file-unreadable`; reading it may throw `file-changed`. */
export function openFileSource(path: string): FileSource {
  const descriptor = opened(path);
  const state = fstatSync(descriptor);
  if (!state.isFile()) {
    closeSync(descriptor);
    throw new EvidenceError('file-unreadable', { where: path, cause: state.isDirectory() ? 'it is a folder' : 'it is no ordinary file' });
  }
  return {
    descriptor,
    path,
    length: state.size,
    still: false,
    read: (at, length) => {
      if (at < 0 || length < 0 || at + length > state.size) throw new RangeError(`bytes ${at} to ${at + length} of ${state.size}`);
      const bytes = new Uint8Array(length);
      readInto(bytes, descriptor, at, path);
      return bytes;
    },
    close: () => closeSync(descriptor),
  };
}

/** Fills the bytes from a place in an open file. Throws `file-changed` where the file ends before, `file-unreadable` where the disk fails. */
export function readInto(bytes: Uint8Array, descriptor: number, at: number, path: string): void {
  for (let done = 0; done < bytes.length; ) {
    const got = readSome(bytes, done, descriptor, at + done, path);
    if (got === 0) throw new EvidenceError('file-changed', { where: path, cause: 'it has become shorter' });
    done += got;
  }
}

function readSome(bytes: Uint8Array, from: number, descriptor: number, at: number, path: string): number {
  try {
    return readSync(descriptor, bytes, from, bytes.length - from, at);
  } catch (cause) {
    throw new EvidenceError('file-unreadable', { where: path, cause });
  }
}

function opened(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (cause) {
    const code = errnoOf(cause);
    throw new EvidenceError(code === 'ENOENT' || code === 'ENOTDIR' ? 'file-missing' : 'file-unreadable', {
      where: path,
      ...(code === 'ENOENT' ? {} : { cause }),
    });
  }
}
