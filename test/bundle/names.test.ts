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
});
