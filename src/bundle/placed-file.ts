import { EvidenceError } from '../core/errors.ts';
import type { RecordedRun } from '../record/recorded-run.ts';
import { topFolder, type BundleEntry } from './bundle-file.ts';
import type { HashBytes } from '../core/digest.ts';
import { localHeaderLength, zipLength } from './zip-profile.ts';

/** A file at its place in the ZIP: all is stored, so sizes say where everything lies before a byte is read. */
export interface PlacedFile extends BundleEntry {
  /** With the top folder. */
  readonly name: string;
  readonly headerAt: number;
}

/** Where artifacts are copied from. */
export type Artifacts = Pick<RecordedRun, 'read' | 'pathOf'>;

/** The files of a bundle one behind the other, in the order given. Throws `bundle-too-large`. */
export function placed(run: Pick<RecordedRun, 'run'>, entries: readonly BundleEntry[]): readonly PlacedFile[] {
  const top = topFolder(run.run.run_id);
  let headerAt = 0;
  const files = entries.map((entry) => {
    const file = { ...entry, name: `${top}/${entry.path}`, headerAt };
    headerAt += localHeaderLength(file) + file.size;
    return file;
  });
  zipLength(files.map(({ name, size }) => ({ name, bytes: { length: size } })));
  return files;
}

/** The bytes of a file, in memory. Throws `store-damaged` where an artifact is not what its name says. */
export function bytesOf({ name, sha256, bytes }: PlacedFile, artifacts: Artifacts, hash: HashBytes): Uint8Array {
  if (bytes !== undefined) return bytes;
  const read = artifacts.read(sha256);
  if (read === undefined || hash(read) !== sha256) throw new EvidenceError('store-damaged', { where: name, cause: `its bytes are not ${sha256}` });
  return read;
}
