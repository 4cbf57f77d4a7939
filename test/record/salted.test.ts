import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digestOfNode } from '../../src/core/digest.node.ts';
import { concatBytes, utf8 } from '../../src/core/bytes.ts';
import type { ArtifactRef } from '../../src/model/generated/documents.ts';
import { isSalted, withoutSalt, withSalt } from '../../src/record/salted.ts';

const refTo = (bytes: Uint8Array, media_type: string): ArtifactRef => ({ uri: 'prompts/1.json', sha256: digestOfNode(bytes), bytes: bytes.length, media_type });

test('what was salted comes back byte for byte', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.uint8Array({ minLength: 16, maxLength: 16 }), (content, salt) => {
      const salted = withSalt(content, 'application/json', () => salt);
      const ref = refTo(salted.bytes, salted.mediaType);
      expect(isSalted(ref)).toBe(true);
      expect(withoutSalt(ref, salted.bytes)).toEqual(content);
    }),
  );
});

test('the same text has another digest each time, so that a digest tells nothing of it', () => {
  const [one, other] = [1, 2].map((byte) => withSalt(utf8('yes'), 'text/plain', () => new Uint8Array(16).fill(byte)));
  expect(digestOfNode(one?.bytes ?? utf8(''))).not.toBe(digestOfNode(other?.bytes ?? utf8('')));
});

test('the media type decides, not what the bytes look like', () => {
  const bytes = utf8(`salt: ${'0'.repeat(32)}\nyes`);
  expect(withoutSalt(refTo(bytes, 'text/plain'), bytes)).toEqual(bytes);
});

test.each(['', 'salt: 00\nyes', `salt: ${'G'.repeat(32)}\nyes`, `salt: ${'0'.repeat(32)}yes`, `Salt: ${'0'.repeat(32)}\nyes`])(
  'a first line that is no salt is refused: %j',
  (text) => {
    expect(withoutSalt(refTo(utf8(text), 'text/plain; salt=first-line'), utf8(text))).toBeUndefined();
    const broken = concatBytes([Uint8Array.of(0xff), utf8(text)]);
    expect(withoutSalt(refTo(broken, 'text/plain; salt=first-line'), broken)).toBeUndefined();
  },
);
