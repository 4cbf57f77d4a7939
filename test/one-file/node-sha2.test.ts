import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crc32 as crc32OfZlib } from 'node:zlib';
import { crc32 } from '../../src/core/digest.ts';
import * as plain from '../../src/core/sha2.ts';
import * as node from '../../src/one-file/node-sha2.ts';

test('the SHA-2 that the one file is built with is the one that it replaces', () => {
  expect(Object.keys(node).sort()).toEqual(Object.keys(plain).sort());
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(node.sha256(bytes)).toEqual(plain.sha256(bytes));
      expect(node.sha512(bytes)).toEqual(plain.sha512(bytes));
      for (const name of ['sha256', 'sha384', 'sha512'] as const) expect(node.sha2(name, bytes)).toEqual(plain.sha2(name, bytes));
    }),
  );
});

test('the CRC-32 that an older Node gets can go on from bytes before, as zlib does', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 50 }), fc.uint8Array({ maxLength: 50 }), (first, second) => {
      expect(crc32(second, crc32(first))).toBe(crc32OfZlib(second, crc32OfZlib(first)));
    }),
  );
});
