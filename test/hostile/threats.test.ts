import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { columnsOf, tableStands } from '../../scripts/hostile/table.ts';
import { corpus } from './corpus.ts';
import { attacks } from '../verify/attacks.ts';

const document = readFileSync('docs/THREATS.md', 'utf8');
const table = /\| category \|[^]*?\*\*all\*\*[^\n]*/.exec(document)?.[0] ?? '';

test('docs/THREATS.md counts the archives that there are', () => {
  const counts = Object.values(corpus).map((list) => list.length);
  const columns = columnsOf(table);
  expect(columns.get('category')).toEqual([...Object.keys(corpus), '**all**']);
  expect(columns.get('archives')?.map(Number)).toEqual([...counts, counts.reduce((sum, count) => sum + count, 0)]);
  expect([...columns.keys()].slice(3).map((name) => name.split(' ')[0])).toEqual(['unzipper', 'yauzl', 'zipfile', 'unzip']);
});

test('a table with another count of one reader does not stand', () => {
  expect(tableStands(table, document)).toBe(true);
  expect(tableStands(table.replace(/\| (\d+) \|\n\| ZipDiff/, '| 99 |\n| ZipDiff'), document)).toBe(false);
  // Another version of a reader is another column: what it does is not known.
  expect(tableStands(table.replace('yauzl 3', 'yauzl 4'), document)).toBe(true);
});

test('docs/THREATS.md names every finding, and tests that are there', () => {
  expect(Object.keys(attacks).filter((code) => !document.includes(`\`${code}\``))).toEqual([]);
  const named = [...document.matchAll(/`(test\/[a-z0-9/-]+\.test\.ts)`/g)].map(([, path = '']) => path);
  expect(named.filter((path) => !existsSync(path))).toEqual([]);
  expect(named.length).toBeGreaterThan(20);
});
