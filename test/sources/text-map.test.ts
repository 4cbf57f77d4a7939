import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textMapOf } from '../../src/sources/text-map.ts';
import { TextBuilder } from '../../src/sources/text-builder.ts';
import { decodeText } from '../../src/sources/decoded-text.ts';
import { plainText } from '../../src/sources/plain-text.ts';
import { snapshotOf } from './scratch-folder.ts';
import { expectRoundTrip, expectSound } from './snapshot-checks.ts';

const lines = fc.array(fc.string({ unit: fc.constantFrom('a', 'ä', '😀', ' ', '漢'), maxLength: 6 }), { minLength: 1, maxLength: 12 });
const ends = fc.constantFrom('\n', '\r\n', '\r');
const encode: readonly [string, (text: string) => Buffer][] = [
  ['UTF-8', (text) => Buffer.from(text)],
  ['UTF-16BE', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
];

describe('the map of a text file', () => {
  it.each(encode)('leads each passage of %s to its own bytes', async (_, encoded) => {
    await fc.assert(
      fc.asyncProperty(lines, ends, async (written, end) => {
        fc.pre(written.join('').trim() !== '');
        const original = encoded(written.join(end));
        const snapshot = await snapshotOf('a.txt', original, { chunkCharacters: 10 });
        expectSound(snapshot);
        expectRoundTrip(snapshot);
        for (const { source, text } of snapshot.passages) {
          const { byte_start, byte_end } = source.original ?? { byte_start: 0, byte_end: 0 };
          const label = _ === 'UTF-8' ? 'utf-8' : 'utf-16be';
          const there = new TextDecoder(label, { fatal: true }).decode(original.subarray(byte_start, byte_end)).replaceAll(/\r\n?/g, '\n');
          expect(there).toBe(text);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('is one segment where every character stands as it stood', async () => {
    const { map } = await snapshotOf('a.md', '# One\n\ntwo\nthree\n');
    expect(map.segments).toEqual([{ byte_start: 0, byte_end: 17, origin: { kind: 'bytes', byte_start: 0, byte_end: 17 } }]);
  });

  it('counts alike on both sides up to the tail of each segment', async () => {
    const { map } = await snapshotOf('a.txt', '\uFEFFä\r\nb\r\n\r\nc');
    expect(map.segments.map(({ byte_start, origin }) => [byte_start, origin.kind === 'bytes' ? origin.byte_start : -1])).toEqual([
      [0, 3],
      [3, 7],
      [5, 10],
      [6, 12],
    ]);
  });

  it('joins whole lines where there are too many segments, and loses none', () => {
    const decoded = decodeText(Buffer.from('one\r\ntwo\r\nthree\r\nfour'), 'x');
    const { segments } = textMapOf(plainText(decoded), 2);
    expect(segments.map(({ byte_start, byte_end, origin }) => [byte_start, byte_end, origin])).toEqual([
      [0, 8, { kind: 'bytes', byte_start: 0, byte_end: 10 }],
      [8, 18, { kind: 'bytes', byte_start: 10, byte_end: 21 }],
    ]);
  });

  it('joins what no bytes stand for without inventing bytes', () => {
    const out = new TextBuilder();
    for (let row = 1; row <= 4; row += 1) {
      out.begin({ kind: 'row' });
      out.add('x', { kind: 'part', part: `S!A${row}` });
    }
    expect(textMapOf(out.finish(), 2).segments.map(({ origin }) => origin)).toEqual([
      { kind: 'part', part: 'S!A1' },
      { kind: 'part', part: 'S!A3' },
    ]);
  });
});
