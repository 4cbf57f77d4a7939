import { crc32Node, digestOfNode } from '../core/digest.node.ts';
import { hexOf, type Digest } from '../core/digest.ts';
import { EvidenceError } from '../core/errors.ts';
import { writeAll } from './copy-files.node.ts';
import { copyInThreads } from './copy-threads.node.ts';
import type { CopyTask } from './copy-worker.node.ts';
import { bytesOf, type Artifacts, type PlacedFile } from './placed-file.ts';
import { WholeDigest } from './whole-digest.node.ts';
import { directoryPieces, localHeader, localHeaderLength, type ZipEntry } from './zip-profile.ts';

/** What each thread gathers before it writes. */
const bufferLength = 0x20_0000;
/** Files in one task at most: it is sent as a message. */
const mostInTask = 1024;

/** A file that was written, and what that takes. */
export interface WrittenFile {
  readonly sha256: Digest;
  readonly bytes: number;
}

/**
 * Writes files as one ZIP in the profile, the very bytes of `encodeZip`: several threads copy artifacts, each to its place, and
 * hash them on the way, while this one follows with the digest of the whole. Only names are kept in memory. Throws
 * `store-damaged` where an artifact is not what its digest says, and the errors of the file system.
 */
export async function writeInParallel(files: readonly PlacedFile[], artifacts: Artifacts, to: number): Promise<WrittenFile> {
  const crcs = new Uint32Array(files.length);
  const whole = new WholeDigest(to);
  for (const [index, file] of files.entries()) {
    if (pathOf(file, artifacts) !== undefined) continue;
    const bytes = bytesOf(file, artifacts, digestOfNode);
    const crc = crc32Node(bytes);
    writeAll(to, localHeader({ ...file, crc }), file.headerAt);
    writeAll(to, bytes, contentAt(file));
    crcs[index] = crc;
    whole.add(file.headerAt, endOf(file));
  }
  await copyInThreads(tasksOf(files, artifacts), { to, bufferLength }, (task, result) => {
    if (!('crcs' in result)) throw new EvidenceError('store-damaged', { where: result.name, cause: result.why });
    crcs.set(result.crcs, task.first);
    whole.add(task.at, endOf(files[task.first + task.files.length - 1]));
  });
  let at = endOf(files.at(-1));
  for (const piece of directoryPieces(withCrcs(files, crcs))) {
    writeAll(to, piece, at);
    whole.add(at, at + piece.length);
    at += piece.length;
  }
  return { sha256: whole.digest(), bytes: at };
}

/** Runs of artifacts that lie in files, each as long as the buffer takes at once. */
function* tasksOf(files: readonly PlacedFile[], artifacts: Artifacts): Generator<CopyTask> {
  let task: { first: number; at: number; files: CopyTask['files'][number][] } | undefined;
  for (const [index, file] of files.entries()) {
    const from = pathOf(file, artifacts);
    const full = task !== undefined && (task.files.length === mostInTask || endOf(file) - task.at > bufferLength);
    if (task !== undefined && (full || from === undefined)) {
      yield task;
      task = undefined;
    }
    if (from === undefined) continue;
    task ??= { first: index, at: file.headerAt, files: [] };
    task.files.push({ from, name: file.name, size: file.size, sha256: hexOf(file.sha256) });
  }
  if (task !== undefined) yield task;
}

function* withCrcs(files: readonly PlacedFile[], crcs: Uint32Array): Generator<ZipEntry> {
  for (const [index, { name, size }] of files.entries()) yield { name, size, crc: crcs[index] ?? 0 };
}

/** Where the file lies that an entry is copied from; undefined where its bytes come from memory. */
function pathOf({ bytes, sha256 }: PlacedFile, artifacts: Artifacts): string | undefined {
  return bytes === undefined ? artifacts.pathOf?.(sha256) : undefined;
}

function contentAt(file: PlacedFile): number {
  return file.headerAt + localHeaderLength(file);
}

function endOf(file: PlacedFile | undefined): number {
  return file === undefined ? 0 : contentAt(file) + file.size;
}
