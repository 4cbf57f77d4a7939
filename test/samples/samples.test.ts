import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { digestOfNode } from '../../src/core/digest.node.ts';
import { verifySignatureNode } from '../../src/core/ed25519.node.ts';
import { readTrustPolicy } from '../../src/trust/trust-policy.ts';
import { verifyBundle } from '../../src/verify/verify-bundle.ts';
import { verifyFile } from '../../src/verify/verify-file.node.ts';

const trust = readTrustPolicy(readFileSync('samples/trust-policy.json', 'utf8'), 'samples/trust-policy.json', digestOfNode);
const verify = (path: string) => verifyBundle(readFileSync(path), trust, { hash: digestOfNode, verifySignature: verifySignatureNode });

describe('the sample bundles', () => {
  it('are what the script makes, byte for byte', () => {
    const made = spawnSync(process.execPath, ['scripts/build-samples.ts', '--check'], { encoding: 'utf8' });
    expect(made.stderr).toBe('');
    expect(made.stdout).toMatch(/^\d+ sample files, 0 stale, 0 foreign/);
  });

  const good = globSync('samples/bundles/*.evidence.zip').sort();
  it('are there', () => expect(good.length).toBeGreaterThanOrEqual(2));
  it.each(good)('%s is verified', (path) => {
    const report = verify(path);
    expect(report.outcome).toBe('verified');
    expect(Object.values(report.lamps).map(({ state }) => state)).toEqual(['green', 'green', 'green', 'green', 'grey']);
  });
});

describe('their broken brothers', () => {
  const rows = (pattern: RegExp): readonly (readonly string[])[] =>
    [...readFileSync('samples/tampered/README.md', 'utf8').matchAll(pattern)].map(([, ...cells]) => cells);
  const codesIn = (found: string): readonly string[] => [...found.matchAll(/`([a-z-]+)`/g)].map(([, code = '']) => code);
  const stories = rows(/^\| `([^/`]+)` \| [^|]+ \| rejected \| ([^|]+) \|$/gm).map(([name = '', found = '']) => ({
    name,
    found,
    policy: 'samples/trust-policy.json',
    outcome: 'rejected',
  }));
  const findings = rows(/^\| `(findings\/[^`]+)` \| [^|]+ \| `([^`]+)` \| (\w+) \| ([^|]+) \|$/gm).map(
    ([name = '', policy = '', outcome = '', found = '']) => ({
      name,
      found,
      policy: `samples/tampered/findings/${policy}`,
      outcome,
    }),
  );
  const table = [...stories, ...findings];

  it('are there, and each has a row', () => {
    expect(table.map(({ name }) => `samples/tampered/${name}`).sort()).toEqual(globSync('samples/tampered/**/*.zip').sort());
    expect(stories.length).toBeGreaterThanOrEqual(12);
  });

  it('are one for each finding that a report can carry, which is what verify finds', () => {
    const { $defs } = JSON.parse(readFileSync('schemas/verification-report.schema.json', 'utf8')) as {
      readonly $defs: { readonly code: { readonly enum: readonly string[] } };
    };
    expect(findings.map(({ name }) => basename(name, '.evidence.zip')).sort()).toEqual([...$defs.code.enum].sort());
    for (const { name, found } of findings) expect(codesIn(found)).toContain(basename(name, '.evidence.zip'));
  });

  it.each(table)('$name is $outcome for what the table says', async ({ name, policy, outcome, found }) => {
    const report = await verifyFile(`samples/tampered/${name}`, readTrustPolicy(readFileSync(policy, 'utf8'), policy, digestOfNode));
    expect(report.outcome).toBe(outcome);
    expect([...new Set(Object.values(report.lamps).flatMap((lamp) => lamp.findings.map(({ code }) => code)))].sort()).toEqual(
      [...new Set(codesIn(found))].sort(),
    );
  });
});
