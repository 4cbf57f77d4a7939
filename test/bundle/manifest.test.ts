import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { manifestBytes, readManifest, type ManifestEntry } from '../../src/bundle/manifest.ts';
import { fromUtf8 } from '../../src/core/bytes.ts';
import { digestOfNode } from '../../src/core/digest.node.ts';

const manifestText = (some: readonly ManifestEntry[]): string => fromUtf8(manifestBytes(some)) ?? '';

const entry = fc.record({ path: fc.stringMatching(/^data\/[A-Za-z0-9._/-]{1,20}$/), sha256: fc.uint8Array({ maxLength: 4 }).map(digestOfNode) });
const entries = fc.uniqueArray(entry, { maxLength: 8, selector: ({ path }) => path });

describe('a manifest', () => {
  test('is read back as it was written, sorted', () => {
    fc.assert(
      fc.property(entries, (some) => {
        const sorted = [...some].sort((a, b) => (a.path < b.path ? -1 : 1));
        expect(readManifest(manifestText(some))).toEqual(sorted);
      }),
    );
  });

  test('has one spelling: any other text is refused, or is the spelling of other entries', () => {
    fc.assert(
      fc.property(entries, fc.nat(), fc.constantFrom('', ' ', '\n', 'x', 'A', '*', '\r', '0'), (some, place, put) => {
        const text = manifestText(some);
        const at = place % (text.length + 1);
        const changed = text.slice(0, at) + put + text.slice(at + 1);
        const read = readManifest(changed);
        if (read !== undefined) expect(manifestText(read)).toBe(changed);
      }),
    );
  });

  const a = 'a'.repeat(64);
  test.each([
    ['no line feed at the end', `${a}  data/x`],
    ['binary mode', `${a} *data/x\n`],
    ['upper case', `${'A'.repeat(64)}  data/x\n`],
    ['a line twice', `${a}  data/x\n${a}  data/x\n`],
    ['a path twice', `${a}  data/x\n${'b'.repeat(64)}  data/x\n`],
    ['another order', `${a}  data/y\n${a}  data/x\n`],
    ['an empty line', `${a}  data/x\n\n`],
    ['carriage returns', `${a}  data/x\r\n`],
    ['a path that speaks to the terminal', `${a}  data/\u001b[2J\n`],
  ])('is refused with %s', (_, text) => {
    expect(readManifest(text)).toBeUndefined();
  });
});
