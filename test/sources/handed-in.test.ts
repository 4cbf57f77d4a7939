import { describe, expect, it } from 'vitest';
import { instant } from '../../src/core/clock.ts';
import { digestOfNode } from '../../src/core/digest.node.ts';
import { asRetrievalId, type RetrievalId } from '../../src/model/ids.ts';
import { handedIn } from '../../src/sources/handed-in.ts';
import { noon } from './scratch-folder.ts';
import { expectRoundTrip, expectSound } from './snapshot-checks.ts';

const at = { retrievedAt: instant(noon()), hash: digestOfNode };
const id = (text: string): RetrievalId => {
  const found = asRetrievalId(text);
  if (found === undefined) throw new Error(text);
  return found;
};

describe('handedIn', () => {
  it('makes each passage a document of its own, several of one document among them', () => {
    const ids = ['doc:boj:2024-11#p3', 'doc:boj:2024-11#p4', 'plain', 'doc:a/b', 'doc:a__b', 'doc:a:b', 'doc:A:b'].map(id);
    const snapshots = handedIn(
      ids.map((retrieval_id) => ({ retrieval_id, text: `Text of ${retrieval_id}.` })),
      at,
    );
    for (const snapshot of snapshots) expectSound(snapshot);
    expect(snapshots.map(({ passages }) => passages[0]?.source.retrieval_id)).toEqual(ids);
    expect(snapshots.map(({ document }) => document.document_id)).toEqual(ids);
    const paths = snapshots.flatMap(({ document }) => [document.original.uri, document.text.uri, document.map.uri]);
    expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(paths.length);
  });

  it('keeps the text as it was handed in as the original, and normalises the passage', () => {
    const [snapshot] = handedIn([{ retrieval_id: id('a'), text: '\uFEFFone\r\ntwo ä', uri: 'https://example.org/a', title: 'A  title' }], at);
    expect(snapshot?.text).toBe('one\ntwo ä');
    expect(Buffer.from(snapshot?.original ?? []).toString()).toBe('\uFEFFone\r\ntwo ä');
    expect(snapshot?.document).toMatchObject({ uri: 'https://example.org/a', title: 'A title', retrieved_at: '2025-03-20T12:00:00.000Z' });
    if (snapshot !== undefined) expect(expectRoundTrip(snapshot)).toBe(2);
  });

  it.each([
    ['two with one id', ['a', 'a'], 'x', 'source-id-twice'],
    ['two whose artifacts no bundle can keep apart', ['a', 'A'], 'x', 'source-id-twice'],
    ['white space alone', ['a'], ' \n', 'source-empty'],
    ['half of a surrogate pair', ['a'], 'x\ud800', 'source-unreadable'],
    ['NUL', ['a'], 'x\0', 'source-unreadable'],
  ])('refuses %s', (_, ids, text, code) => {
    const sources = ids.map((name) => ({ retrieval_id: id(name), text }));
    expect(() => handedIn(sources, at)).toThrow(expect.objectContaining({ code }));
  });

  it('takes none', () => {
    expect(handedIn([], at)).toEqual([]);
  });
});
