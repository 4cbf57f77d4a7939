import { createHash, hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { readInto } from '../core/file-source.node.ts';
import { Fields } from '../bundle/zip-fields.ts';
import { localHeaderBase, localHeaderLength, putLocalExtra, putLocalFields } from '../bundle/zip-profile.ts';

/** The measuring of one file, as all threads see it. What is written to lies in shared memory. */
export interface MeasureWork {
  /** An open file: descriptors are of the process, not of a thread. */
  readonly descriptor: number;
  /** For messages. */
  readonly path: string;
  readonly prefix: string;
  /** The paths of the entries in ASCII, one behind the other, and where each ends. */
  readonly names: Uint8Array;
  readonly nameEnds: Float64Array;
  readonly sizes: Float64Array;
  readonly crcs: Uint32Array;
  readonly headerAts: Float64Array;
  /** First entry of each segment and the one behind its last, in the order in which they are taken. */
  readonly segments: Uint32Array;
  /** Number of the next segment to take; KiB that were read. */
  readonly state: Int32Array;
  /** 32 bytes an entry. */
  readonly digests: Uint8Array;
  /** What is wrong with each entry. */
  readonly faults: Uint8Array;
}

export const headerFault = 1;
export const crcFault = 2;

/** What a thread reads at once. Small entries are taken together up to this, a larger one piece by piece. */
export const segmentBytes = 0x10_0000;

/** Takes segments until none is left; a pause is possible at every yield. Throws `file-changed` or `file-unreadable`. */
export function* workOff(work: MeasureWork): Generator<void> {
  const buffer = Buffer.allocUnsafeSlow(segmentBytes);
  for (;;) {
    const number = Atomics.add(work.state, 0, 1);
    const first = work.segments[number * 2];
    const behind = work.segments[number * 2 + 1];
    if (first === undefined || behind === undefined) return;
    const range = rangeOf(work, first, behind);
    if (range.length > segmentBytes) yield* measureLarge(work, first, buffer);
    else {
      measureTogether(work, first, behind, buffer.subarray(0, range.length), range.at);
      yield;
    }
  }
}

/** The bytes from the first entry's local header to the end of the last entry. */
export function rangeOf(
  columns: Pick<MeasureWork, 'prefix' | 'nameEnds' | 'sizes' | 'headerAts'>,
  first: number,
  behind: number,
): { readonly at: number; readonly length: number } {
  const at = columns.headerAts[first] ?? 0;
  const last = behind - 1;
  const nameLength = columns.prefix.length + (columns.nameEnds[last] ?? 0) - (columns.nameEnds[last - 1] ?? 0);
  const size = columns.sizes[last] ?? 0;
  return { at, length: (columns.headerAts[last] ?? 0) - at + localHeaderLength({ name: { length: nameLength }, size }) + size };
}

function measureTogether(work: MeasureWork, first: number, behind: number, bytes: Buffer, at: number): void {
  readInto(bytes, work.descriptor, at, work.path);
  addDone(work, bytes.length);
  const header = new ExpectedHeader(work);
  for (let index = first; index < behind; index += 1) {
    const headerFrom = (work.headerAts[index] ?? 0) - at;
    const length = header.write(index);
    const from = headerFrom + length;
    const content = bytes.subarray(from, from + (work.sizes[index] ?? 0));
    if (header.bytes.compare(bytes, headerFrom, from, 0, length) !== 0) addFault(work, index, headerFault);
    if (crc32(content) !== work.crcs[index]) addFault(work, index, crcFault);
    work.digests.set(hash('sha256', content, 'buffer'), index * 32);
  }
}

function* measureLarge(work: MeasureWork, index: number, buffer: Buffer): Generator<void> {
  const header = new ExpectedHeader(work);
  const there = buffer.subarray(0, header.write(index));
  let at = work.headerAts[index] ?? 0;
  readInto(there, work.descriptor, at, work.path);
  if (header.bytes.compare(there, 0, there.length, 0, there.length) !== 0) addFault(work, index, headerFault);
  at += there.length;
  const sha256 = createHash('sha256');
  let crc = 0;
  for (const end = at + (work.sizes[index] ?? 0); at < end; ) {
    const piece = buffer.subarray(0, Math.min(segmentBytes, end - at));
    readInto(piece, work.descriptor, at, work.path);
    crc = crc32(piece, crc);
    sha256.update(piece);
    at += piece.length;
    addDone(work, piece.length);
    yield;
  }
  if (crc !== work.crcs[index]) addFault(work, index, crcFault);
  work.digests.set(sha256.digest(), index * 32);
}

/** The local header that an entry must have. */
class ExpectedHeader {
  readonly bytes: Buffer = Buffer.allocUnsafe(0x200);
  readonly #fields = new Fields(this.bytes);
  readonly #work: MeasureWork;

  constructor(work: MeasureWork) {
    this.#work = work;
    this.#fields.ascii(' '.repeat(localHeaderBase)).ascii(work.prefix);
  }

  /** Writes the one of this entry, and gives its length. */
  write(index: number): number {
    const { names, nameEnds, sizes, crcs, prefix } = this.#work;
    const size = sizes[index] ?? 0;
    const nameFrom = nameEnds[index - 1] ?? 0;
    const nameEnd = nameEnds[index] ?? 0;
    this.#fields.at = 0;
    putLocalFields(this.#fields, prefix.length + nameEnd - nameFrom, size, crcs[index] ?? 0);
    // The prefix stands there from the beginning.
    this.#fields.at += prefix.length;
    for (let at = nameFrom; at < nameEnd; at += 1) this.bytes[this.#fields.at++] = names[at] ?? 0;
    putLocalExtra(this.#fields, size);
    return this.#fields.at;
  }
}

function addFault(work: MeasureWork, index: number, fault: number): void {
  work.faults[index] = (work.faults[index] ?? 0) | fault;
}

function addDone(work: MeasureWork, bytes: number): void {
  Atomics.add(work.state, 1, Math.round(bytes / 1024));
}
