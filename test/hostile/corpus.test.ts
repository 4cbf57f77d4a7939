import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { encodeZip } from '../../src/bundle/zip-profile.ts';
import { parse } from '../../src/model/parse.ts';
import { openBundle } from '../../src/verify/open-bundle.ts';
import { verifyBundle } from '../../src/verify/verify-bundle.ts';
import { verifyFile } from '../../src/verify/verify-file.node.ts';
import { trust } from '../verify/trust.ts';
import { corpus } from './corpus.ts';
import { categories, files, tampered, tools, top, victim } from './hostile.ts';
import { manifestPath, type ManifestRow } from './manifest.ts';

const folder = mkdtempSync(join(tmpdir(), 'evidence-gate-hostile-'));
afterAll(() => rmSync(folder, { recursive: true }));

const manifest = JSON.parse(readFileSync(manifestPath, 'utf8')) as readonly ManifestRow[];
const archives = categories.flatMap((category) => corpus[category].map((hostile) => ({ category, ...hostile })));

describe('the hostile corpus', () => {
  it('has 250 archives and more, no two the same within a category, each with a row', () => {
    expect(manifest.map(({ category, name }) => `${category}: ${name}`)).toEqual(archives.map(({ category, name }) => `${category}: ${name}`));
    expect(new Set(manifest.map(({ category, name }) => `${category}: ${name}`)).size).toBe(archives.length);
    for (const category of categories) {
      const digests = corpus[category].map(({ make }) => createHash('sha256').update(make()).digest('hex'));
      expect(new Set(digests).size, category).toBe(digests.length);
    }
    expect(archives.length).toBeGreaterThanOrEqual(250);
  });

  it('has all fourteen types of ZipDiff', () => {
    const types = new Set(corpus.ZipDiff.map(({ name }) => name.slice(0, 2)));
    expect([...types].sort()).toEqual(['a1', 'a2', 'a3', 'a4', 'a5', 'b1', 'b2', 'b3', 'b4', 'c1', 'c2', 'c3', 'c4', 'c5']);
  });

  it('is made of a bundle that is in the profile, by a writer that changes nothing by itself', () => {
    expect(openBundle(victim, tools).ok).toBe(true);
    expect(encodeZip(files)).toEqual(Uint8Array.from(victim));
    expect(tampered(() => undefined)).toEqual(Uint8Array.from(victim));
  });
});

describe.each(categories)('%s', (category) => {
  const rows = new Map(manifest.filter((row) => row.category === category).map((row) => [row.name, row]));
  it.each(corpus[category])('$name', async ({ name, make }) => {
    const bytes = make();
    const row = rows.get(name);
    const inMemory = parse('verification-report', verifyBundle(bytes, trust, tools), 'report');
    expect(inMemory.outcome).toBe('rejected');
    const found = inMemory.lamps.integrity.findings;
    expect(found.map(({ code, where }) => `${code} at ${where.replaceAll(top, 'TOP')}`)[0]).toBe(`${row?.code ?? ''} at ${row?.where ?? ''}`);
    // Nothing of an archive speaks to a terminal, and nothing below question 1 was read.
    for (const { where, message } of found) expect(`${where}${message}`).toMatch(/^[ -~…]+$/);
    expect(inMemory.statement).toBeUndefined();
    expect(Object.values(inMemory.lamps).map(({ state }) => state)).toEqual(['red', 'grey', 'grey', 'grey', 'grey']);

    const path = join(folder, 'archive.zip');
    writeFileSync(path, bytes);
    expect((await verifyFile(path, trust)).lamps).toEqual(inMemory.lamps);
  });
});
