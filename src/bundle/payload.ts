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

/**
 * Lays out the payload of a run: documents under their fixed names, then each artifact at `data/<uri>`. The spans are gone through
 * once, or twice where names clash, and not kept.
 */
export function payloadOf(run: PromotedRun, spans: Iterable<Span>, hash: HashBytes, sizeOf: SizeOf = ({ sha256 }) => run.recorded.sizeOf(sha256)): Payload {
  const top = topFolder(run.recorded.run.run_id);
  const documents = documentsOf(run).map((file) => entryOf(file, hash));
  return withoutClash(top, documents, referencesOf(run, spans), sizeOf) ?? onShelf(top, documents, referencesOf(run, spans), sizeOf);
}

/**
 * The files in the order of their names, where no two contents want the same one or two that cannot stand beside each other: then it
 * does not matter who comes first, and names in order are checked fast. Undefined where that is not so.
 */
function withoutClash(top: string, documents: readonly BundleEntry[], references: Iterable<Reference>, sizeOf: SizeOf): Payload | undefined {
  const files = new Map(documents.map((entry) => [entry.path, entry]));
  const unresolved: Reference[] = [];
  for (const reference of references) {
    const { uri, sha256, bytes: size } = reference.ref;
    const path = `data/${uri}`;
    const there = files.get(path);
    if (sizeOf(reference.ref) !== size) unresolved.push(reference);
    else if (there === undefined) files.set(path, { path, size, sha256 });
    else if (there.sha256 !== sha256 || there.size !== size) return undefined;
  }
  const names = new Names(top.length + 1);
  const sorted = [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  return sorted.every(({ path }) => names.add(path) === undefined) ? { files: sorted, unresolved, unplaced: [] } : undefined;
}

function onShelf(top: string, documents: readonly BundleEntry[], references: Iterable<Reference>, sizeOf: SizeOf): Payload {
  const shelf = new Shelf(top);
  for (const entry of documents) shelf.place(entry);
  const unresolved: Reference[] = [];
  const unplaced: Reference[] = [];
  // Backwards, so that of two contents with one name the last recorded gets it.
  for (const reference of [...references].reverse()) {
    if (sizeOf(reference.ref) !== reference.ref.bytes) unresolved.push(reference);
    else if (!shelf.artifact(reference.ref)) unplaced.push(reference);
  }
  return { files: [...shelf.files.values()], unresolved: unresolved.reverse(), unplaced: unplaced.reverse() };
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
