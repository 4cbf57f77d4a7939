import { createHash, randomBytes } from 'node:crypto';
import { crc32 as zlibCrc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base64, compareBytewise, concatBytes, equalBytes, fromBase64, fromHex, fromUtf8, hex, isWellFormed, utf8, utf8Lines } from '../../src/core/bytes.ts';
import { digestOfNode } from '../../src/core/digest.node.ts';
import { asDigest, crc32, digestOf, hexOf } from '../../src/core/digest.ts';
import { TextOffsets } from '../../src/core/text-offsets.ts';

const bytes = fc.uint8Array({ maxLength: 300 });

describe('lines', () => {
  it('are the bytes of their text', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (lines) => {
        const units = lines.reduce((sum, line) => sum + line.length, 0);
        expect(utf8Lines(lines, units, lines.length)).toEqual(utf8(lines.map((line) => `${line}\n`).join('')));
      }),
    );
  });
});

describe('encodings', () => {
  it('come back as they went', () => {
    fc.assert(
      fc.property(bytes, (b) => {
        expect(fromHex(hex(b))).toEqual(b);
        expect(fromBase64(base64(b))).toEqual(b);
        expect(base64(b)).toBe(Buffer.from(b).toString('base64'));
        expect(hex(b)).toBe(Buffer.from(b).toString('hex'));
      }),
    );
  });

  it('have one spelling: any other is refused', () => {
    expect(fromBase64('AB==')).toBeUndefined();
    expect(fromBase64('AA=')).toBeUndefined();
    expect(fromBase64('A A=')).toBeUndefined();
    expect(fromBase64('-_8=')).toBeUndefined();
    expect(fromHex('AB')).toBeUndefined();
    expect(fromHex('a')).toBeUndefined();
  });

  it('refuses bytes that are not UTF-8 and keeps a byte order mark', () => {
    expect(fromUtf8(Uint8Array.of(0xc0, 0x80))).toBeUndefined();
    expect(fromUtf8(Uint8Array.of(0xed, 0xa0, 0x80))).toBeUndefined();
    expect(fromUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61))).toBe('\ufeffa');
    expect(isWellFormed('a\ud83d\ude00')).toBe(true);
    expect(isWellFormed('a\ud83d')).toBe(false);
  });

  it('joins and compares', () => {
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        expect(Buffer.compare(concatBytes([a, b]), Buffer.concat([a, b]))).toBe(0);
        expect(equalBytes(a, b)).toBe(Buffer.compare(a, b) === 0);
      }),
    );
  });

  it('orders names by their UTF-8 bytes, not by UTF-16 units', () => {
    expect(compareBytewise('\uffff', '\u{10000}')).toBeLessThan(0);
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: 'grapheme' }),
        (a, b) => Math.sign(compareBytewise(a, b)) === Buffer.compare(Buffer.from(a), Buffer.from(b)),
      ),
    );
  });
});

describe('digests', () => {
  it('are those of FIPS 180-4, in both implementations', () => {
    expect(digestOf(utf8('abc'))).toBe('sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    for (const length of [0, 1, 55, 56, 63, 64, 65, 1000, 100_000]) {
      const b = randomBytes(length);
      expect(digestOf(b)).toBe(`sha256:${createHash('sha256').update(b).digest('hex')}`);
      expect(digestOfNode(b)).toBe(digestOf(b));
    }
  });

  it('have one shape', () => {
    const digest = digestOf(new Uint8Array(0));
    expect(asDigest(digest)).toBe(digest);
    expect(asDigest(digest.toUpperCase())).toBeUndefined();
    expect(asDigest(hexOf(digest))).toBeUndefined();
  });

  it('agree with zlib on CRC-32', () => {
    fc.assert(fc.property(bytes, (b) => crc32(b) === zlibCrc32(b)));
  });
});

describe('TextOffsets', () => {
  it('gives the byte offset that encoding gives', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 900 }), fc.nat(), (text, n) => {
        const points = [...text];
        const before = points.slice(0, n % (points.length + 1)).join('');
        expect(new TextOffsets(text).byteAt(before.length)).toBe(utf8(before).length);
      }),
    );
  });

  it('holds across its checkpoints', () => {
    const text = 'é'.repeat(255) + '\u{1f600}'.repeat(300) + 'a'.repeat(512);
    const offsets = new TextOffsets(text);
    for (let at = 0; at <= text.length; at += 1) {
      if ((text.charCodeAt(at) & 0xfc00) === 0xdc00) continue;
      expect(offsets.byteAt(at)).toBe(utf8(text.slice(0, at)).length);
    }
    expect(offsets.range(255, 257)).toEqual({ start: 255, end: 257, byte_start: 510, byte_end: 514 });
  });
});
