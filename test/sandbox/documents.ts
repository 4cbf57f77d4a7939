import { utf8 } from '../../src/core/bytes.ts';
import { instant } from '../../src/core/clock.ts';
import { digestOfNode } from '../../src/core/digest.node.ts';
import { TextOffsets } from '../../src/core/text-offsets.ts';
import type { ArtifactRef, TextMap } from '../../src/model/generated/documents.ts';
import { asRetrievalId, type RetrievalId } from '../../src/model/ids.ts';
import { documentBytes } from '../../src/model/document-bytes.ts';
import type { PassageSearch } from '../../src/sandbox/retrieval.ts';
import type { DocumentSnapshot, Passage } from '../../src/sources/snapshot.ts';

export function idOf(text: string): RetrievalId {
  const id = asRetrievalId(text);
  if (id === undefined) throw new Error(`${text} is no retrieval id`);
  return id;
}

/** A text document of which each string is a passage. */
export function snapshotOf(name: string, texts: readonly string[]): DocumentSnapshot {
  const text = texts.join('\n\n');
  const offsets = new TextOffsets(text);
  const bytes = utf8(text);
  const document_id = idOf(`doc:t:${name}`);
  const map: TextMap = { segments: [{ byte_start: 0, byte_end: bytes.length, origin: { kind: 'bytes', byte_start: 0, byte_end: bytes.length } }] };
  const artifact = (uri: string, content: Uint8Array, media_type: string): ArtifactRef => ({
    uri,
    sha256: digestOfNode(content),
    bytes: content.length,
    media_type,
  });
  let at = 0;
  const passages = texts.map((passage, index): Passage => {
    const start = at;
    at += passage.length + 2;
    const range = offsets.range(start, start + passage.length);
    return { source: { retrieval_id: idOf(`doc:t:${name}#p${index + 1}`), document_id, range, sha256: digestOfNode(utf8(passage)) }, text: passage };
  });
  return {
    document: {
      document_id,
      uri: `${name}.txt`,
      media_type: 'text/plain',
      original: artifact(`sources/${name}/original.txt`, bytes, 'text/plain'),
      text: artifact(`sources/${name}/text.txt`, bytes, 'text/plain; charset=utf-8'),
      map: artifact(`sources/${name}/map.json`, documentBytes(map), 'application/json'),
      extractor: { name: 'test', version: '1' },
      retrieved_at: instant(1_764_000_000_000_000_000n),
    },
    original: bytes,
    text,
    map,
    passages,
  };
}

/** Returns the passages that hold a word of the query, in their order. */
export function wordSearch(snapshots: readonly DocumentSnapshot[]): PassageSearch {
  const all = snapshots.flatMap((snapshot) => snapshot.passages);
  return {
    search: (query, { top }) => {
      const words = query
        .toLowerCase()
        .split(/\W+/)
        .filter((word) => word.length > 3);
      const hits = all.filter(({ text }) => words.some((word) => text.toLowerCase().includes(word))).slice(0, top);
      return {
        results: hits.map((passage, index) => ({ passage, rank: index + 1, score: 1 / (index + 1) })),
        parameters: { top, stemming: false },
        index: { name: 'words', version: '1', passages: all.length, sha256: digestOfNode(utf8('index')) },
      };
    },
  };
}

export const brief: DocumentSnapshot = snapshotOf('brief', [
  'The Board left the policy rate unchanged at 0.25 % on 14 March 2024.',
  'Inflation stood at 2.1 % in February. Energy prices fell for the third month.',
]);

export const menu: DocumentSnapshot = snapshotOf('menu', ['The canteen serves soup on Fridays.']);
