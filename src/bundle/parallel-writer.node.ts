import { crc32Node, digestOfNode } from '../core/digest.node.ts';
import { hexOf, type Digest } from '../core/digest.ts';
import { EvidenceError } from '../core/errors.ts';
import type { BundleEntry } from './bundle-file.ts';
import { writeAll } from './copy-files.node.ts';
import { copyInThreads } from './copy-threads.node.ts';
import type { CopyTask } from './copy-worker.node.ts';
import type { Artifacts, Placement } from './placement.ts';
import { WholeDigest } from './whole-digest.node.ts';
import { directoryPieces, localHeader } from './zip-profile.ts';

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
export async function writeInParallel(placement: Placement, artifacts: Artifacts, to: number): Promise<WrittenFile> {
  const { entries } = placement;
  const crcs = new Uint32Array(entries.length);
  const whole = new WholeDigest(to);
  for (const [index, entry] of entries.entries()) {
    if (pathOf(entry, artifacts) !== undefined) continue;
    const bytes = placement.bytesOf(entry, artifacts, digestOfNode);
    const crc = crc32Node(bytes);
    const header = localHeader({ name: placement.nameOf(entry), size: entry.size, crc });
    writeAll(to, header, placement.headerAt(index));
    writeAll(to, bytes, placement.headerAt(index) + header.length);
    crcs[index] = crc;
    whole.add(placement.headerAt(index), placement.headerAt(index + 1));
  }
  await copyInThreads(tasksOf(placement, artifacts), { to, bufferLength }, (task, result) => {
    if (!('crcs' in result)) throw new EvidenceError('store-damaged', { where: result.name, cause: result.why });
    crcs.set(result.crcs, task.first);
    whole.add(task.at, placement.headerAt(task.first + task.files.length));
  });
  let at = placement.headerAt(entries.length);
  for (const piece of directoryPieces(placement.withCrcs(crcs))) {
    writeAll(to, piece, at);
    whole.add(at, at + piece.length);
    at += piece.length;
  }
  return { sha256: whole.digest(), bytes: at };
}

/** Runs of artifacts that lie in files, each as long as the buffer takes at once. */
function* tasksOf(placement: Placement, artifacts: Artifacts): Generator<CopyTask> {
  let task: { first: number; at: number; files: CopyTask['files'][number][] } | undefined;
  for (const [index, entry] of placement.entries.entries()) {
    const from = pathOf(entry, artifacts);
    const full = task !== undefined && (task.files.length === mostInTask || placement.headerAt(index + 1) - task.at > bufferLength);
    if (task !== undefined && (full || from === undefined)) {
      yield task;
      task = undefined;
    }
    if (from === undefined) continue;
    task ??= { first: index, at: placement.headerAt(index), files: [] };
    task.files.push({ from, name: placement.nameOf(entry), size: entry.size, sha256: hexOf(entry.sha256) });
  }
  if (task !== undefined) yield task;
}

/** Where the file lies that an entry is copied from; undefined where its bytes come from memory. */
function pathOf({ bytes, sha256 }: BundleEntry, artifacts: Artifacts): string | undefined {
  return bytes === undefined ? artifacts.pathOf?.(sha256) : undefined;
}
