import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '../../src/core/bytes.ts';
import { crc32Node, digestOfNode } from '../../src/core/digest.node.ts';
import { encodeZip } from '../../src/bundle/zip-profile.ts';
import { parse } from '../../src/model/parse.ts';
import { verifyBundle } from '../../src/verify/verify-bundle.ts';
import { forge, good, trust } from './attacks.ts';

const fast = { hash: digestOfNode, checksum: crc32Node };

function outcomeOf(bytes: Uint8Array): string {
  return parse('verification-report', verifyBundle(bytes, trust, fast), 'report').outcome;
}

describe('any change of a bundle is rejected, and never thrown', () => {
  // Some 100,000 verifications.
  test('one byte, each of them', { timeout: 600_000 }, () => {
    const bytes = Uint8Array.from(good);
    const passed: number[] = [];
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      // Another bit at each place; adding one at each eighth place makes carries, not only flips.
      bytes[at] = at % 8 === 0 ? byte + 1 : byte ^ (1 << (at % 8));
      if (verifyBundle(bytes, trust, fast).outcome !== 'rejected') passed.push(at);
      bytes[at] = byte;
    }
    expect(passed).toEqual([]);
    expect(outcomeOf(bytes)).toBe('verified');
  });

  test('any end cut off', () => {
    fc.assert(
      fc.property(fc.nat(good.length - 1), (length) => outcomeOf(good.subarray(0, length)) === 'rejected'),
      { numRuns: 150 },
    );
  });

  test('bytes put in, taken out, overwritten or swapped', () => {
    const place = fc.nat(good.length);
    const edit = fc.record({
      at: place,
      remove: fc.nat(300),
      insert: fc.oneof(
        fc.uint8Array({ maxLength: 64 }),
        place.map((at) => good.slice(at, at + 100)),
      ),
    });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 5 }), (edits) => {
        const bytes = edits.reduce<Uint8Array>(
          (before, { at, remove, insert }) => concatBytes([before.subarray(0, at), insert, before.subarray(at + remove)]),
          good,
        );
        fc.pre(Buffer.compare(bytes, good) !== 0);
        return outcomeOf(bytes) === 'rejected';
      }),
      { numRuns: 300 },
    );
  });

  test('bytes that are no bundle at all', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => outcomeOf(bytes) === 'rejected'),
      { numRuns: 200 },
    );
  });

  // With CRCs made right again, only digests and signatures are left to notice.
  test('one byte of any file, in a well-formed ZIP', { timeout: 600_000 }, () => {
    const files = forge().named();
    const total = files.reduce((sum, file) => sum + file.bytes.length, 0);
    const changeAt = (place: number, bit: number): Uint8Array => {
      let at = place;
      return encodeZip(
        files.map((file) => {
          const here = at;
          at -= file.bytes.length;
          if (here < 0 || here >= file.bytes.length) return file;
          const bytes = Uint8Array.from(file.bytes);
          bytes[here] = (bytes[here] ?? 0) ^ (1 << bit);
          return { name: file.name, bytes };
        }),
      );
    };
    fc.assert(
      fc.property(fc.nat(total - 1), fc.nat(7), (place, bit) => outcomeOf(changeAt(place, bit)) === 'rejected'),
      { numRuns: 200 },
    );
    // The files outside of data/ come first: each of their bytes.
    const outside = files.filter(({ name }) => !name.includes('/data/')).reduce((sum, file) => sum + file.bytes.length, 0);
    for (let place = 0; place < outside; place += 1) expect(outcomeOf(changeAt(place, place % 8))).toBe('rejected');
  });
});
