import { expect } from 'vitest';
import { digestOfNode } from '../../src/core/digest.node.ts';
import { check } from '../../src/model/parse.ts';
import { documentBytes } from '../../src/model/document-bytes.ts';
import type { DocumentSnapshot } from '../../src/sources/snapshot.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** What must hold of every snapshot, whatever it was made of. */
export function expectSound(snapshot: DocumentSnapshot): void {
  const { document, map, text, passages } = snapshot;
  expect(check('document', document)).toMatchObject({ ok: true });
  expect(check('text-map', map)).toMatchObject({ ok: true });
  const artifacts = [
    { ref: document.original, bytes: snapshot.original },
    { ref: document.text, bytes: Buffer.from(text) },
    { ref: document.map, bytes: documentBytes(map) },
  ];
  for (const { ref, bytes } of artifacts) {
    expect(ref.sha256).toBe(digestOfNode(bytes));
    expect(ref.bytes).toBe(bytes.length);
  }
  expect(text).not.toMatch(/\r|\0|^\uFEFF/);
  expectContiguous(snapshot);
  expectPassages(snapshot);
  expect(passages.length).toBeGreaterThan(0);
}

function expectContiguous({ map, text }: DocumentSnapshot): void {
  const starts = map.segments.map((segment) => segment.byte_start);
  const ends = map.segments.map((segment) => segment.byte_end);
  expect([...starts, Buffer.byteLength(text)]).toEqual([0, ...ends]);
  expect(map.segments.filter((segment) => segment.byte_end <= segment.byte_start)).toEqual([]);
}

function expectPassages({ document, passages, text }: DocumentSnapshot): void {
  let at = 0;
  for (const [index, { source, text: passage }] of passages.entries()) {
    expect(check('source', source)).toMatchObject({ ok: true });
    if (document.extractor.name !== 'evidence-gate' || passages.length > 1) expect(source.retrieval_id).toBe(`${document.document_id}#p${index + 1}`);
    expect(text.slice(source.range.start, source.range.end)).toBe(passage);
    expect(utf8.decode(Buffer.from(text).subarray(source.range.byte_start, source.range.byte_end))).toBe(passage);
    expect(source.sha256).toBe(digestOfNode(Buffer.from(passage)));
    expect(source.range.start).toBeGreaterThanOrEqual(at);
    expect(text.slice(at, source.range.start).trim()).toBe('');
    at = source.range.end;
  }
  expect(text.slice(at).trim()).toBe('');
}

/** Decodes each stretch of the original that the map names, and compares it with the stretch of text that it is said to be. */
export function expectRoundTrip({ map, text, original }: DocumentSnapshot, ...decoders: readonly ((raw: string) => string)[]): number {
  const bytes = Buffer.from(text);
  const pairs = map.segments.flatMap(({ byte_start, byte_end, origin }) => {
    if (origin.kind !== 'bytes') return [];
    return [{ said: bytes.subarray(byte_start, byte_end).toString('utf8'), there: rawText(original, origin.byte_start, origin.byte_end) }];
  });
  expect(pairs.filter(({ said, there }) => there !== said && decoders.every((decode) => decode(there) !== said))).toEqual([]);
  return pairs.length;
}

function rawText(original: Uint8Array, from: number, to: number): string {
  const label = original[0] === 0xff && original[1] === 0xfe ? 'utf-16le' : original[0] === 0xfe && original[1] === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(original.subarray(from, to)).replaceAll(/\r\n?/g, '\n');
}

/** What stands between the stretches that came from the original: marks and white space, nothing that says anything. */
export function wordsPutIn({ map, text }: DocumentSnapshot): readonly string[] {
  const bytes = Buffer.from(text);
  const stretches = map.segments.filter(({ origin }) => origin.kind === 'none').map((s) => bytes.subarray(s.byte_start, s.byte_end).toString('utf8'));
  return stretches.filter((stretch) => /[\p{L}\p{N}]/u.test(stretch));
}
