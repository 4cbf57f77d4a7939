import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { verifyPkixNode } from '../../src/core/pkix.node.ts';
import { parseCertificate } from '../../src/timestamp/certificate.ts';
import { attempt, isInSetOrder, readDer, type Der } from '../../src/timestamp/der.ts';
import { encodeDer, integerContent } from '../../src/timestamp/der-writer.ts';
import { instantOf, oidOf } from '../../src/timestamp/der-values.ts';
import { imprintProblem, readTimeStamp } from '../../src/timestamp/time-stamp.ts';
import { timeStampProblems } from '../../src/timestamp/verify-time-stamp.ts';
import * as make from './made-authority.ts';

const from = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replace(/ /g, ''), 'hex'));
const why = (bytes: Uint8Array): string => {
  const read = attempt(() => readDer(bytes));
  return read.ok ? '' : read.why;
};

describe('one encoding per value', () => {
  test.each([
    ['nothing', '', 'breaks off'],
    ['a tag alone', '30', 'breaks off'],
    ['a content that is cut off', '3003 0201', 'breaks off'],
    ['a length that is cut off', '3082 01', 'breaks off'],
    ['an inner value longer than its outer one', '3003 020501', 'breaks off'],
    ['bytes behind the end', '3000 00', 'behind its end'],
    ['an indefinite length', '3080 0000', 'indefinite'],
    ['a length with a needless octet', '308100', 'shortest form'],
    ['a long form for a short length', '30810105', 'shortest form'],
    ['a length that begins with zero', '3082 0080' + '00'.repeat(128), 'shortest form'],
    ['a length of five octets', '3085 0100000000', 'beyond all bounds'],
    ['a length of 4 GB', '3084 ffffffff', 'breaks off'],
    ['a length octet that is reserved', '30ff', 'beyond all bounds'],
    ['a tag of several octets', '1f8101 00', 'tag'],
    ['the end of an indefinite length', '0000', 'tag'],
    ['an integer with a needless zero', '0202 0001', 'integer'],
    ['an integer with a needless sign', '0202 ff80', 'integer'],
    ['an integer without octets', '0200', 'integer'],
    ['a boolean of 1', '0101 01', 'boolean'],
    ['a boolean of two octets', '0102 ffff', 'boolean'],
    ['a null that holds something', '0501 00', 'null'],
    ['a bit string without its first octet', '0300', 'bit string'],
    ['a bit string with eight unused bits', '0302 08 00', 'bit string'],
    ['a bit string with an unused bit set', '0302 01 01', 'bit string'],
    ['an empty bit string with unused bits', '0301 01', 'bit string'],
    ['an object identifier without octets', '0600', 'object identifier'],
    ['an object identifier that is cut off', '0601 80', 'object identifier'],
    ['a sequence in primitive form', '1000', 'form of another type'],
    ['an octet string in constructed form', '2403 040100', 'form of another type'],
    ['a set out of order', '3106 020102 020101', 'not in order'],
  ])('%s', (_, hex, text) => expect(why(from(hex))).toContain(text));

  test('values may nest 24 deep and no deeper, and depth costs no stack', () => {
    const nested = (depth: number): Uint8Array => (depth === 0 ? make.nothing : make.sequence(nested(depth - 1)));
    expect(why(nested(24))).toBe('');
    expect(why(nested(25))).toBe('it nests too deep');
    expect(why(from('3080'.repeat(30_000)))).toBe('a length is indefinite');
    expect(why(new Uint8Array(60_000).fill(0x30))).not.toBe('');
  });

  test('a set may hold one value twice', () => expect(why(from('3106 020101 020101'))).toBe(''));
});

type Tree = { readonly tag: number; readonly parts: readonly Tree[]; readonly bytes: Uint8Array };
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.record({ tag: fc.constantFrom(0x04, 0x0c, 0x80, 0x86), parts: fc.constant([]), bytes: fc.uint8Array({ maxLength: 300 }) }),
    fc.record({ tag: fc.constantFrom(0x30, 0xa0, 0xa3), parts: fc.array(tie('tree'), { maxLength: 4 }), bytes: fc.constant(new Uint8Array(0)) }),
  ),
}));
const encode = ({ tag, parts, bytes }: Tree): Uint8Array => encodeDer(tag, bytes, ...parts.map(encode));
const shape = ({ tag, children, content }: Der): unknown => ({ tag, inside: (tag & 0x20) === 0 ? [...content] : children.map(shape) });
const expected = ({ tag, parts, bytes }: Tree): unknown => ({ tag, inside: (tag & 0x20) === 0 ? [...bytes] : parts.map(expected) });

test('what is written is read as it was written', () => {
  fc.assert(
    fc.property(tree, (value) => {
      expect(shape(readDer(encode(value)))).toEqual(expected(value));
    }),
    { numRuns: 200 },
  );
});

test('what is read is written as it was read: no other bytes give the same value', () => {
  const again = ({ tag, children, content }: Der): Uint8Array => ((tag & 0x20) === 0 ? encodeDer(tag, content) : encodeDer(tag, ...children.map(again)));
  fc.assert(
    fc.property(tree, fc.nat(), fc.nat(255), (value, at, octet) => {
      const bytes = encode(value);
      bytes[at % bytes.length] = octet;
      const read = attempt(() => readDer(bytes));
      if (read.ok) expect(Buffer.from(again(read.value)).equals(bytes)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('integers are as short as they can be', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 1n << 80n }), (number) => {
      const octets = Buffer.from(number.toString(16).padStart(24, '0'), 'hex');
      const written = integerContent(octets);
      expect(why(encodeDer(2, written))).toBe('');
      expect(BigInt(`0x${Buffer.from(written).toString('hex')}`)).toBe(number);
    }),
    { numRuns: 200 },
  );
});

test.each(['0.9.2342.19200300.100.1.25', '1.2.840.113549.1.9.16.1.4', '2.5.29.37', '2.999.1', '2.16.840.1.101.3.4.2.1'])('object identifier %s', (text) => {
  expect(oidOf(readDer(make.oid(text)))).toBe(text);
});

test.each([
  ['261124135000Z', 0x17, '2026-11-24T13:50:00.000Z'],
  ['500101000000Z', 0x17, '1950-01-01T00:00:00.000Z'],
  ['20500101000000Z', 0x18, '2050-01-01T00:00:00.000Z'],
  ['99991231235959Z', 0x18, '9999-12-31T23:59:59.000Z'],
  ['99991231235959.9999Z', 0x18, undefined],
  ['20261124135000.25Z', 0x18, '2026-11-24T13:50:00.250Z'],
  ['20261124135000.Z', 0x18, undefined],
  ['20261124135000.50Z', 0x18, undefined],
  ['20261124135000', 0x18, undefined],
  ['20261124135000+0000', 0x18, undefined],
  ['202611241350Z', 0x18, undefined],
  ['2611241350Z', 0x17, undefined],
  ['261124135000.5Z', 0x17, undefined],
  ['261124250000Z', 0x17, undefined],
  ['261124135000Z', 0x0c, undefined],
])('time %s', (text, tag, moment) => {
  const read = attempt(() => instantOf(readDer(encodeDer(tag, Buffer.from(text)))));
  expect(read.ok ? read.value : undefined).toBe(moment);
});

test('the order of a set is the order of its octets, the shorter first', () => {
  const order = (...hex: readonly string[]): boolean => isInSetOrder(hex.map((one) => readDer(from(one))));
  expect([order('040100', '04020000'), order('04020000', '040100'), order('0401ff', '0500'), order('0500', '0401ff')]).toEqual([true, false, true, false]);
});

describe('hostile bytes', () => {
  const authority = make.makeAuthority('Alpha');
  const over = new Uint8Array(64).fill(5);
  const listed = [authority.root.der].map((der) => {
    const read = parseCertificate(der);
    if (!read.ok) throw new Error(read.why);
    return read.value;
  });
  const accuracy = make.sequence(make.integer(1));
  const stamps = [
    make.goodTimeStamp(authority, over),
    make.timeStamp({
      over,
      signer: authority.signer,
      certificates: [authority.signer.der, authority.middle.der],
      more: [accuracy, make.integer(77)],
      essHash: 'sha512',
    }),
  ];
  const holds = (bytes: Uint8Array): boolean => {
    const read = readTimeStamp(bytes);
    return read.ok && imprintProblem(read.value, over) === undefined && timeStampProblems(read.value, listed, verifyPkixNode)?.length === 0;
  };

  test('every bit of a time stamp counts', () => {
    for (const good of stamps) {
      expect(holds(good)).toBe(true);
      for (let at = 0; at < good.length; at += 1)
        for (const mask of [1, 2, 4, 8, 16, 32, 64, 128, 255]) {
          const bytes = Uint8Array.from(good);
          bytes[at] = (bytes[at] ?? 0) ^ mask;
          if (holds(bytes)) throw new Error(`octet ${at} of ${bytes.length} with ${mask} still holds`);
        }
    }
  });

  test('every octet left out, doubled, or behind which it ends', () => {
    for (const good of stamps)
      for (let at = 0; at < good.length; at += 1) {
        const head = good.slice(0, at);
        for (const bytes of [head, make.joined(head, good.slice(at + 1)), make.joined(head, good.slice(at, at + 1), good.slice(at))])
          if (holds(bytes)) throw new Error(`octet ${at} of ${bytes.length} still holds`);
      }
  });

  test('bytes of any kind are an answer, never a fault', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(readTimeStamp(bytes).ok).toBe(false);
        expect(parseCertificate(bytes).ok).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  test('parts of a time stamp in other places are an answer, never a fault', () => {
    const [good = new Uint8Array(0)] = stamps;
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(good.length - 1), fc.nat(80), (to, start, length) => {
        const bytes = Uint8Array.from(good);
        bytes.set(good.subarray(start, Math.min(start + length, good.length - Math.max(0, to - start))).subarray(0, good.length - to), to);
        if (Buffer.from(bytes).equals(good)) return;
        expect(holds(bytes)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});
