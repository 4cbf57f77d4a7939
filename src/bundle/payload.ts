import { hexOf, type Digest, type HashBytes } from '../core/digest.ts';
import type { ArtifactRef, Span } from '../model/generated/documents.ts';
import type { PromotedRun } from '../promote/promoted.ts';
import { entryOf, topFolder, type BundleEntry } from './bundle-file.ts';
import { documentsOf } from './documents.ts';
import { Names } from './names.ts';
import { referencesOf, type Reference } from './references.ts';

/** What lies below data/: the same for the one who seals and the one who verifies. No artifact is read for it. */
export interface Payload {
  readonly files: readonly BundleEntry[];
  /** References to artifacts whose bytes are absent, or are not as many as the reference says. */
  readonly unresolved: readonly Reference[];
  /** References whose bytes are there and that two other contents leave no name for. */
  readonly unplaced: readonly Reference[];
}

/** How many bytes an artifact has, or undefined where it is absent. */
export type SizeOf = (ref: ArtifactRef) => number | undefined;

/** Lays out the payload of a run: documents under their fixed names, then each artifact at `data/<uri>`. */
export function payloadOf(run: PromotedRun, spans: readonly Span[], hash: HashBytes, sizeOf: SizeOf = ({ sha256 }) => run.recorded.sizeOf(sha256)): Payload {
  const top = topFolder(run.recorded.run.run_id);
  const documents = documentsOf(run).map((file) => entryOf(file, hash));
  const unresolved: Reference[] = [];
  const resolved: Reference[] = [];
  for (const reference of referencesOf(run, spans)) (sizeOf(reference.ref) === reference.ref.bytes ? resolved : unresolved).push(reference);
  const files = withoutClash(top, documents, resolved);
  return files === undefined ? { ...onShelf(top, documents, resolved), unresolved } : { files, unresolved, unplaced: [] };
}

/**
 * The files in the order of their names, where no two contents want the same one or two that cannot stand beside each other: then it
 * does not matter who comes first, and names in order are checked fast. Undefined where that is not so.
 */
function withoutClash(top: string, documents: readonly BundleEntry[], references: readonly Reference[]): readonly BundleEntry[] | undefined {
  const files = new Map(documents.map((entry) => [entry.path, entry]));
  for (const { ref } of references) {
    const path = `data/${ref.uri}`;
    const there = files.get(path);
    if (there === undefined) files.set(path, { path, size: ref.bytes, sha256: ref.sha256 });
    else if (there.sha256 !== ref.sha256 || there.size !== ref.bytes) return undefined;
  }
  const names = new Names(top.length + 1);
  const sorted = [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  return sorted.every(({ path }) => names.add(path) === undefined) ? sorted : undefined;
}

function onShelf(top: string, documents: readonly BundleEntry[], references: readonly Reference[]): Pick<Payload, 'files' | 'unplaced'> {
  const shelf = new Shelf(top);
  for (const entry of documents) shelf.place(entry);
  // Backwards, so that of two contents with one name the last recorded gets it.
  const unplaced = [...references].reverse().filter(({ ref }) => !shelf.artifact(ref));
  return { files: [...shelf.files.values()], unplaced: unplaced.reverse() };
}

class Shelf {
  readonly files = new Map<string, BundleEntry>();
  readonly #names: Names;
  /** Made once a name is refused, which is rare. */
  #digests: Set<Digest> | undefined;

  /** Of a bundle with this top folder. */
  constructor(top: string) {
    this.#names = new Names(top.length + 1);
  }

  /** Whether the bundle holds the artifact. Where its name is taken it lies aside, under its digest. */
  artifact({ uri, sha256, bytes: size }: ArtifactRef): boolean {
    return (
      this.place({ path: `data/${uri}`, size, sha256 }) ||
      this.place({ path: `data/superseded/${hexOf(sha256).slice(0, 12)}/${uri}`, size, sha256 }) ||
      this.#holds(sha256)
    );
  }

  /** Whether the entry lies under its name now; not where something else has it. */
  place(entry: BundleEntry): boolean {
    const there = this.files.get(entry.path);
    if (there !== undefined) return there.sha256 === entry.sha256 && there.size === entry.size;
    if (this.#names.add(entry.path) !== undefined) return false;
    this.files.set(entry.path, entry);
    this.#digests?.add(entry.sha256);
    return true;
  }

  #holds(sha256: Digest): boolean {
    this.#digests ??= new Set([...this.files.values()].map((entry) => entry.sha256));
    return this.#digests.has(sha256);
  }
}
