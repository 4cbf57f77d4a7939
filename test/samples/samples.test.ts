import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { digestOfNode } from '../../src/core/digest.node.ts';
import { verifySignatureNode } from '../../src/core/ed25519.node.ts';
import { readTrustPolicy } from '../../src/trust/trust-policy.ts';
import { verifyBundle } from '../../src/verify/verify-bundle.ts';

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
    expect(Object.values(report.lamps).map(({ state }) => state)).toEqual(['green', 'green', 'green', 'green']);
  });
});

describe('their broken brothers', () => {
  const table = [...readFileSync('samples/tampered/README.md', 'utf8').matchAll(/^\| `(.+?)` \| .+ \| rejected \| (.+) \|$/gm)].map(
    ([, name = '', found = '']) => ({ name, codes: [...found.matchAll(/`([a-z-]+)`/g)].map(([, code = '']) => code) }),
  );
  it('are at least twelve, and each has a row', () => {
    expect(table.map(({ name }) => `samples/tampered/${name}`).sort()).toEqual(globSync('samples/tampered/*.zip').sort());
    expect(table.length).toBeGreaterThanOrEqual(12);
  });
  it.each(table)('$name is rejected for what the table says', ({ name, codes }) => {
    const report = verify(`samples/tampered/${name}`);
    expect(report.outcome).toBe('rejected');
    expect([...new Set(Object.values(report.lamps).flatMap(({ findings }) => findings.map(({ code }) => code)))].sort()).toEqual([...codes].sort());
  });
});
