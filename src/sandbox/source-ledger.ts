import { utf8 } from '../core/bytes.ts';
import type { HashBytes } from '../core/digest.ts';
import { EvidenceError } from '../core/errors.ts';
import type { ArtifactRef, Document, Retrieval, Retrievals, Source, Sources } from '../model/generated/documents.ts';
import type { RetrievalId } from '../model/ids.ts';
import type { ObjectStore } from '../record/ports.ts';
import type { DocumentSnapshot, Passage } from '../sources/snapshot.ts';
import { documentBytes } from '../model/document-bytes.ts';

/** The documents that a run may retrieve from, and those that it did: only the latter become its sources. */
export class SourceLedger {
  readonly #objects: ObjectStore;
  readonly #hash: HashBytes;
  readonly #added = new Map<RetrievalId, DocumentSnapshot>();
  readonly #documents = new Map<RetrievalId, Document>();
  readonly #sources = new Map<RetrievalId, Source>();
  readonly #retrievals: Retrieval[] = [];

  constructor(objects: ObjectStore, hash: HashBytes) {
    this.#objects = objects;
    this.#hash = hash;
  }

  /** Throws `source-id-twice` where another document has the same id. */
  add(snapshots: readonly DocumentSnapshot[]): void {
    for (const snapshot of snapshots) {
      const id = snapshot.document.document_id;
      const known = this.#added.get(id);
      if (known !== undefined && !sameDocument(known.document, snapshot.document)) throw new EvidenceError('source-id-twice', { where: id });
      this.#added.set(id, snapshot);
    }
  }

  /** Keeps what a retrieval returned: the passages, and the bytes of their documents. Throws `passage-unknown`. */
  retrieved(retrieval: Retrieval, passages: readonly Passage[]): void {
    for (const { source, text } of passages) {
      const snapshot = this.#added.get(source.document_id);
      if (snapshot === undefined) throw unknown(source, 'its document was not added');
      if (snapshot.text.slice(source.range.start, source.range.end) !== text || this.#hash(utf8(text)) !== source.sha256) {
        throw unknown(source, 'its text is not what its document holds there');
      }
      const known = this.#sources.get(source.retrieval_id);
      if (known !== undefined && known.sha256 !== source.sha256) throw new EvidenceError('source-id-twice', { where: source.retrieval_id });
      this.#keepDocument(snapshot, source);
      this.#sources.set(source.retrieval_id, source);
    }
    this.#retrievals.push(retrieval);
  }

  /** Throws `passage-unknown` unless a retrieval of this run returned exactly this passage. */
  requireRetrieved({ source, text }: Passage): void {
    const known = this.#sources.get(source.retrieval_id);
    if (known === undefined) throw unknown(source, 'no retrieval of this run returned it');
    if (known.sha256 !== source.sha256 || this.#hash(utf8(text)) !== known.sha256) throw unknown(source, 'its text is not what was retrieved');
  }

  sources(): Sources {
    return { documents: [...this.#documents.values()], sources: [...this.#sources.values()] };
  }

  retrievals(): Retrievals {
    return { retrievals: this.#retrievals };
  }

  #keepDocument(snapshot: DocumentSnapshot, source: Source): void {
    const document = snapshot.document;
    if (this.#documents.has(document.document_id)) return;
    this.#keep(document.original, snapshot.original, source);
    this.#keep(document.text, utf8(snapshot.text), source);
    this.#keep(document.map, documentBytes(snapshot.map), source);
    this.#documents.set(document.document_id, document);
  }

  #keep(reference: ArtifactRef, bytes: Uint8Array, source: Source): void {
    if (this.#objects.put(bytes) !== reference.sha256) throw unknown(source, `the bytes of ${reference.uri} are not what its document says`);
  }
}

function sameDocument(a: Document, b: Document): boolean {
  return a.original.sha256 === b.original.sha256 && a.text.sha256 === b.text.sha256 && a.map.sha256 === b.map.sha256;
}

function unknown(source: Source, cause: string): EvidenceError {
  return new EvidenceError('passage-unknown', { where: source.retrieval_id, cause });
}
