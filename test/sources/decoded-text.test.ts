import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../src/sources/decoded-text.ts';

const anyText = fc
  .string({ unit: fc.oneof(fc.constantFrom('\r\n', '\r', '\n', 'a', 'ä', '漢', '😀', ' '), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })) })
  .filter((text) => !text.includes('\0') && !text.startsWith('\uFEFF'));

const encodings: readonly [string, (text: string) => Buffer][] = [
  ['UTF-8', (text) => Buffer.from(text)],
  ['UTF-8 with a mark', (text) => Buffer.from(`\uFEFF${text}`)],
  ['UTF-16LE with a mark', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ['UTF-16BE with a mark', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
];

describe('decodeText', () => {
  it.each(encodings)('gives the text of %s with line feeds only, and where each character stands', (name, encode) => {
    const label = name.includes('LE') ? 'utf-16le' : name.includes('BE') ? 'utf-16be' : 'utf-8';
    fc.assert(
      fc.property(anyText, fc.nat(), fc.nat(), (raw, a, b) => {
        const bytes = encode(raw);
        const decoded = decodeText(bytes, 'x');
        const plain = raw.replaceAll(/\r\n|\r/g, '\n');
        expect(decoded.text).toBe(plain);
        const whole = [...plain];
        const [from, to] = [a % (whole.length + 1), b % (whole.length + 1)].sort((x, y) => x - y);
        const [start, end] = [whole.slice(0, from).join('').length, whole.slice(0, to).join('').length];
        const stretch = new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes.subarray(decoded.byteAt(start), decoded.byteAt(end)));
        expect(stretch.replaceAll(/\r\n|\r/g, '\n')).toBe(plain.slice(start, end));
        expect(decoded.lineAt(start)).toBe(plain.slice(0, start).split('\n').length);
      }),
    );
  });

  it.each([
    ['a cut UTF-8 character', Buffer.from([0x61, 0xc3]), 'not-utf8'],
    ['Latin-1', Buffer.from('Zürich', 'latin1'), 'not-utf8'],
    ['an overlong NUL', Buffer.from([0xc0, 0x80]), 'not-utf8'],
    ['half of a surrogate pair in UTF-8', Buffer.from([0xed, 0xa0, 0x80]), 'not-utf8'],
    ['half of a surrogate pair in UTF-16', Buffer.from([0xff, 0xfe, 0x00, 0xd8]), 'not-utf8'],
    ['UTF-16 of an odd length', Buffer.from([0xff, 0xfe, 0x61]), 'not-utf8'],
    ['NUL', Buffer.from('a\0b'), 'source-unreadable'],
    ['UTF-16 without a mark', Buffer.from('ab', 'utf16le'), 'source-unreadable'],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), 'source-unreadable'],
  ])('refuses %s', (_, bytes, code) => {
    expect(() => decodeText(bytes, 'here.txt')).toThrow(expect.objectContaining({ code, where: 'here.txt' }));
  });
});
