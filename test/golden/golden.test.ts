import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { digestOfNode } from '../../src/core/digest.node.ts';
import { readTrustPolicy } from '../../src/trust/trust-policy.ts';
import { verifyFile } from '../../src/verify/verify-file.node.ts';

/**
 * Bundles that format version 1 was released with. They are never made again: whatever changes, they stay verified. Rules of the
 * gate may come and go, so that nothing is asked of them here but that they are not guessed at.
 */
const folder = 'test/golden/v1';
const trust = readTrustPolicy(readFileSync(`${folder}/trust.json`, 'utf8'), `${folder}/trust.json`, digestOfNode);
const expected = JSON.parse(readFileSync(`${folder}/expected.json`, 'utf8')) as Record<string, { readonly sha256: string; readonly report: object }>;
const bundles = globSync(`${folder}/*.evidence.zip*`).sort();

describe('golden bundles of format version 1', () => {
  test('are there, each with what is expected of it', () => {
    expect(bundles.length).toBeGreaterThanOrEqual(4);
    expect(bundles.map((path) => basename(path))).toEqual(Object.keys(expected).sort());
  });

  test.each(bundles)('%s', async (path) => {
    const { sha256, report } = expected[basename(path)] ?? {};
    expect(digestOfNode(readFileSync(path))).toBe(sha256);
    const said = await verifyFile(path, trust);
    expect(Object.values(said.lamps).flatMap(({ findings }) => findings)).toEqual([]);
    expect(said).toMatchObject(report ?? {});
    expect(['green', 'grey']).toContain(said.lamps.verdict.state);
  });
});
