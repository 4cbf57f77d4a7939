import { hexOf, type Digest, type HashBytes } from '../core/digest.ts';
import type { ArtifactRef, Span } from '../model/generated/documents.ts';
import type { PromotedRun } from '../promote/promoted.ts';
import { topFolder, type PayloadFile } from './bundle-file.ts';
import { documentsOf } from './documents.ts';
import { Names } from './names.ts';
import { referencesOf, type Reference } from './references.ts';

/** What lies below data/: the same for the one who seals and the one who verifies. */
export interface Payload {
  readonly files: readonly PayloadFile[];
  /** References to artifacts whose bytes are absent, or are not as many as the reference says. */
  readonly unresolved: readonly Reference[];
  /** References whose bytes are there and that two other contents leave no name for. */
  readonly unplaced: readonly Reference[];
}

/** Lays out the payload of a run: documents under their fixed names, then each artifact at `data/<uri>`. */
export function payloadOf(run: PromotedRun, spans: readonly Span[], hash: HashBytes): Payload {
  const shelf = new Shelf(topFolder(run.recorded.run.run_id));
  for (const { path, bytes } of documentsOf(run)) shelf.place(path, bytes, hash(bytes));
  const unresolved: Reference[] = [];
  const unplaced: Reference[] = [];
  // Backwards, so that of two contents with one name the last recorded gets it.
  for (const reference of [...referencesOf(run, spans)].reverse()) {
    const bytes = run.recorded.read(reference.ref.sha256);
    if (bytes?.length !== reference.ref.bytes) unresolved.push(reference);
    else if (!shelf.artifact(reference.ref, bytes)) unplaced.push(reference);
  }
  return { files: [...shelf.files.values()], unresolved: unresolved.reverse(), unplaced: unplaced.reverse() };
}

class Shelf {
  readonly files = new Map<string, PayloadFile>();
  readonly #names = new Names();
  readonly #digests = new Set<Digest>();
  readonly #top: string;

  constructor(top: string) {
    this.#top = top;
  }

  /** Whether the bundle holds the artifact. Where its name is taken it lies aside, under its digest. */
  artifact(ref: ArtifactRef, bytes: Uint8Array): boolean {
    const aside = `data/superseded/${hexOf(ref.sha256).slice(0, 12)}/${ref.uri}`;
    return this.place(`data/${ref.uri}`, bytes, ref.sha256) || this.place(aside, bytes, ref.sha256) || this.#digests.has(ref.sha256);
  }

  /** Whether the bytes lie under this name now; not where something else has it. */
  place(path: string, bytes: Uint8Array, sha256: Digest): boolean {
    if (this.files.get(path)?.sha256 === sha256) return true;
    if (this.#names.add(`${this.#top}/${path}`) !== undefined) return false;
    this.files.set(path, { path, bytes, sha256 });
    this.#digests.add(sha256);
    return true;
  }
}
