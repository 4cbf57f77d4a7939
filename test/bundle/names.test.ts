import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Names } from '../../src/bundle/names.ts';

function refusals(names: readonly string[]): readonly string[] {
  const seen = new Names();
  return names.flatMap((name) => seen.add(name) ?? []);
}

describe('names of a bundle', () => {
  test('stand side by side', () => {
    expect(refusals(['a', 'b/c', 'b/d', 'b/e/f', '.hidden', 'x..y', '-', 'b/e/g', 'abc/d'])).toEqual([]);
  });

  test.each([
    [''],
    ['/a'],
    ['a/'],
    ['a//b'],
    ['.'],
    ['..'],
    ['a/../b'],
    ['./a'],
    ['a/.'],
    ['a\\b'],
    ['a b'],
    ['ä'],
    ['a\u0000'],
    ['C:/a'],
    ['a\n'],
    ['x'.repeat(241)],
  ])('refuses %j', (name) => {
    expect(refusals([name])).toHaveLength(1);
  });

  test.each<[string, readonly string[]]>([
    ['a name twice', ['a/b', 'a/b']],
    ['twins by case', ['a/readme', 'a/README']],
    ['folders that differ by case', ['Data/a', 'data/b']],
    ['folders further up that differ by case', ['a/Data/x/y', 'a/data/x/z']],
    ['a file where a folder is', ['a/b', 'a']],
    ['a folder where a file is', ['a', 'a/b']],
    ['a file that is a folder in another case', ['a/b', 'A']],
    ['a folder that is a file in another case', ['A', 'a/b']],
  ])('refuses %s', (_, names) => {
    expect(refusals(names)).toHaveLength(1);
  });

  test('what is accepted never meets on a disk that ignores case', () => {
    const name = fc.array(fc.constantFrom('a', 'A', 'b', 'B', 'c'), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
    fc.assert(
      fc.property(fc.array(name, { maxLength: 12 }), (names) => {
        const seen = new Names();
        const accepted = names.filter((one) => seen.add(one) === undefined);
        const spellings = new Map<string, string>();
        for (const path of accepted) {
          const parts = path.split('/');
          parts.forEach((_, index) => {
            const prefix = parts.slice(0, index + 1).join('/');
            const kind = `${prefix} ${index + 1 === parts.length ? `file ${path}` : 'folder'}`;
            expect(spellings.get(prefix.toLowerCase()) ?? kind).toBe(kind);
            spellings.set(prefix.toLowerCase(), kind);
          });
        }
        expect(new Set(accepted).size).toBe(accepted.length);
      }),
    );
  });

  // The short way through names in order, and the long one, say the same.
  test('what is refused does not hang on the order before it, but for who was first', () => {
    const name = fc.array(fc.constantFrom('a', 'A', 'b', 'b.c', 'c', 'D'), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
    const collides = (one: string, other: string): boolean => {
      const parts = (path: string): readonly string[] => path.split('/').map((_, index, all) => all.slice(0, index + 1).join('/'));
      const folders = (path: string): readonly string[] => parts(path).slice(0, -1);
      const low = (paths: readonly string[]): readonly string[] => paths.map((path) => path.toLowerCase());
      if (low([one])[0] === low([other])[0]) return true;
      if (low(folders(one)).includes(other.toLowerCase()) || low(folders(other)).includes(one.toLowerCase())) return true;
      return folders(one).some((folder) => folders(other).some((second) => folder !== second && folder.toLowerCase() === second.toLowerCase()));
    };
    fc.assert(
      fc.property(fc.array(name, { maxLength: 14 }), fc.boolean(), (names, inOrder) => {
        const seen = new Names();
        const accepted: string[] = [];
        for (const one of inOrder ? [...names].sort() : names) {
          expect(seen.add(one) === undefined).toBe(!accepted.some((other) => collides(one, other)));
          if (!accepted.some((other) => collides(one, other))) accepted.push(one);
        }
      }),
      { numRuns: 300 },
    );
  });
});
