import type { HashBytes } from '../core/digest.ts';
import { EvidenceError } from '../core/errors.ts';
import type { RunId } from '../model/ids.ts';
import type { RecordedRun } from '../record/recorded-run.ts';
import { topFolder, type BundleEntry } from './bundle-file.ts';
import { localHeaderLength, zipLength, type ZipEntry } from './zip-profile.ts';

/** Where artifacts are copied from. */
export type Artifacts = Pick<RecordedRun, 'read' | 'pathOf'>;

/**
 * The files of a bundle one behind the other, in the order given: all is stored, so sizes say where everything lies before a byte
 * is read. Throws `bundle-too-large`.
 */
export class Placement {
  readonly entries: readonly BundleEntry[];
  readonly #prefix: string;
  /** Where the local header of each begins; at last, where the central directory does. */
  readonly #headers: Float64Array;

  constructor(runId: RunId, entries: readonly BundleEntry[]) {
    this.entries = entries;
    this.#prefix = `${topFolder(runId)}/`;
    this.#headers = new Float64Array(entries.length + 1);
    for (const [index, entry] of entries.entries())
      this.#headers[index + 1] = this.headerAt(index) + localHeaderLength({ name: this.nameOf(entry), size: entry.size }) + entry.size;
    zipLength(entries.map((entry) => ({ name: this.nameOf(entry), bytes: { length: entry.size } })));
  }

  /** With the top folder. */
  nameOf({ path }: BundleEntry): string {
    return this.#prefix + path;
  }

  /** Where the file of this place begins, and the one before it ends. */
  headerAt(index: number): number {
    return this.#headers[index] ?? 0;
  }

  /** What the central directory says of each. */
  *withCrcs(crcs: Uint32Array): Generator<ZipEntry> {
    for (const [index, entry] of this.entries.entries()) yield { name: this.nameOf(entry), size: entry.size, crc: crcs[index] ?? 0 };
  }

  /** The bytes of a file, in memory. Throws `store-damaged` where an artifact is not what its name says. */
  bytesOf(entry: BundleEntry, artifacts: Artifacts, hash: HashBytes): Uint8Array {
    if (entry.bytes !== undefined) return entry.bytes;
    const read = artifacts.read(entry.sha256);
    if (read !== undefined && hash(read) === entry.sha256) return read;
    throw new EvidenceError('store-damaged', { where: this.nameOf(entry), cause: `its bytes are not ${entry.sha256}` });
  }
}
