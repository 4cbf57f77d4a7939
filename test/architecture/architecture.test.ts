import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { packagesOf, violations, type Room } from './house-rules.ts';

const rooms: readonly Room[] = globSync('src/**/*.ts')
  .filter((path) => !path.includes('/generated/'))
  .sort()
  .map((path) => ({ path: path.slice('src/'.length), source: readFileSync(path, 'utf8') }));

describe('the house', () => {
  it('has rooms', () => {
    expect(rooms.length).toBeGreaterThan(50);
  });

  it('keeps its rules', () => {
    expect(violations(rooms)).toEqual([]);
  });

  it('uses every dependency that package.json names, and names every one that it uses', () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: object; optionalDependencies: object };
    // ajv is the second opinion on schemas; language data is opened by path.
    const elsewhere = ['ajv', '@tesseract.js-data/eng'];
    const named = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies });
    expect([...packagesOf(rooms), ...elsewhere].sort()).toEqual(expect.arrayContaining(named));
    expect(named).toEqual(expect.arrayContaining([...packagesOf(rooms)]));
  });
});

// A guard that was never seen red guards nothing: each rule has a house that breaks it.
describe('each rule catches its breach', () => {
  const fine: readonly Room[] = [{ path: 'core/a.ts', source: 'export const a: number = 1;' }];
  it.each<[string, readonly Room[], string]>([
    ['a folder without a row', [{ path: 'attic/a.ts', source: '' }], 'attic/ has no row'],
    [
      'an import that the table forbids',
      [...fine, { path: 'model/b.ts', source: '' }, { path: 'core/c.ts', source: "import '../model/b.ts';" }],
      'core may not import model',
    ],
    [
      'siblings that meet',
      [
        { path: 'validate/b.ts', source: '' },
        { path: 'sandbox/c.ts', source: "await import('../validate/b.ts');" },
      ],
      'sandbox may not import validate',
    ],
    ['an import of nothing', [{ path: 'core/a.ts', source: "import './gone.ts';" }], 'is not there'],
    ['node in a page', [{ path: 'core/a.ts', source: "import 'node:fs';" }], 'needs Node'],
    ['a Node package in a page', [{ path: 'core/a.ts', source: "import 'archiver';" }], 'needs Node'],
    [
      'a Node file in a page',
      [
        { path: 'core/a.node.ts', source: '' },
        { path: 'core/b.ts', source: "import './a.node.ts';" },
      ],
      'needs Node',
    ],
    [
      'a second door',
      [
        { path: 'core/a.ts', source: "import 'ajv';" },
        { path: 'core/b.ts', source: "import 'ajv/dist/2020.js';" },
      ],
      'ajv has 2 doors',
    ],
    ['the clock', [{ path: 'core/a.ts', source: 'export const now: number = Date.now();' }], 'reads Date.now'],
    ['the clock as a date', [{ path: 'core/a.ts', source: 'export const now: Date = new Date();' }], 'reads new Date()'],
    ['chance', [{ path: 'core/a.ts', source: 'export const r: number = Math.random();' }], 'reads Math.random'],
    ['the environment', [{ path: 'cli/a.ts', source: "export const e: unknown = process.env['X'];" }], 'reads process.env'],
    ['export *', [...fine, { path: 'core/b.ts', source: "export * from './a.ts';" }], 'exports everything'],
    ['an index that works', [{ path: 'verify/index.ts', source: 'export const a = 1;' }], 'does work'],
    [
      'an index used inside',
      [...fine, { path: 'verify/index.ts', source: "export { a } from '../core/a.ts';" }, { path: 'cli/b.ts', source: "import '../verify/index.ts';" }],
      'for those outside',
    ],
    ['a name that tells nothing', [{ path: 'core/utils.ts', source: '' }], 'tells nothing'],
    [
      'a circle',
      [
        { path: 'core/a.ts', source: "import './b.ts';" },
        { path: 'core/b.ts', source: "import './a.ts';" },
      ],
      'a circle',
    ],
  ])('%s', (_, house, sentence) => {
    expect(violations(fine)).toEqual([]);
    expect(violations(house).join('\n')).toContain(sentence);
  });
});
