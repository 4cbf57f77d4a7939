import { posix } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkReleaseNames } from '../../src/promote/release-names.ts';

describe('release names', () => {
  it.each(['', '.', '..', '../x', 'a/../b', '/etc/passwd', 'a//b', 'a/', 'a\\b', 'C:\\x', 'a b', 'ä', 'a\0b', 'a\n', 'a/./b', 'x'.repeat(241)])(
    '%j cannot be released',
    (name) => {
      expect(() => checkReleaseNames([name])).toThrow(expect.objectContaining({ code: 'bundle-name', where: JSON.stringify(name) }));
    },
  );

  it.each([[['a.md', 'a.md']], [['a.md', 'A.MD']], [['a', 'a/b']], [['a', 'a/b/c']], [['a/b/c', 'A/B']], [['tables/x', 'Tables']]])(
    '%j cannot lie side by side',
    (names) => {
      expect(() => checkReleaseNames(names)).toThrow(expect.objectContaining({ code: 'output-name-twice', where: expect.any(String) }));
    },
  );

  it.each([[['a.md', 'b/a.md', 'b/c', '.hidden', '...', 'a.md.sig', 'x'.repeat(240)]]])('%j can', (names) => {
    expect(() => checkReleaseNames(names)).not.toThrow();
  });

  it('whatever is let through stays inside the folder', () => {
    const name = fc.array(fc.constantFrom('.', '..', 'a', '/', '//', '\\', '-', '%2e'), { maxLength: 8 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(name, (text) => {
        try {
          checkReleaseNames([text]);
        } catch {
          return true;
        }
        return posix.normalize(text) === text && posix.resolve('/out', text).startsWith('/out/');
      }),
      { examples: [['.../a']] },
    );
  });
});
