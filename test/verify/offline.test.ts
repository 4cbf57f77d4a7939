import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attacks, forge, good } from './attacks.ts';
import { keyOf, policyText, signer } from './trust.ts';

const program = join(process.cwd(), 'src/cli/bin.node.ts');
let home = '';
/** With the network that the machine has. */
let outside: Ran = { status: null, stdout: '', stderr: '' };

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'offline-'));
  writeFileSync(join(home, 'trust.json'), policyText([keyOf(signer, 'ines')]));
  writeFileSync(join(home, 'good.evidence.zip'), good);
  writeFileSync(join(home, 'bad.evidence.zip'), (await attacks['signature-invalid']()).bytes);
  // Beyond 8 MiB threads take part.
  writeFileSync(join(home, 'large.evidence.zip'), forge().put('data/large.bin', new Uint8Array(9_000_000)).zip());
  outside = verifyUnder([process.execPath, program]);
});
afterAll(() => {
  rmSync(home, { recursive: true });
});

interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function verifyUnder(command: readonly string[]): Ran {
  const [first = '', ...rest] = command;
  const { status, stdout, stderr } = spawnSync(
    first,
    [...rest, 'verify', 'good.evidence.zip', 'bad.evidence.zip', 'large.evidence.zip', '--trust', 'trust.json', '--json'],
    {
      cwd: home,
      encoding: 'utf8',
    },
  );
  return { status, stdout, stderr };
}

const noNetwork = spawnSync('unshare', ['-rn', 'true']).status === 0;

describe('verify without a network', () => {
  test('says of good, bad and large bundles what it says of them', () => {
    const { status, stdout } = outside;
    const { exit, reports } = JSON.parse(stdout) as { readonly exit: number; readonly reports: readonly { readonly outcome: string }[] };
    expect([status, exit, ...reports.map(({ outcome }) => outcome)]).toEqual([1, 1, 'verified', 'rejected', 'rejected']);
  });

  test.skipIf(!noNetwork)('under unshare -n: the same document (skipped where unshare is not permitted)', () => {
    const { status, stdout } = verifyUnder(['unshare', '-rn', process.execPath, program]);
    expect({ status, stdout }).toEqual({ status: outside.status, stdout: outside.stdout });
  });

  test('where Node itself permits files and threads alone', () => {
    const { status, stdout, stderr } = verifyUnder([process.execPath, '--permission', '--allow-fs-read=*', '--allow-worker', program]);
    expect(stderr).not.toContain('ERR_ACCESS_DENIED');
    expect({ status, stdout }).toEqual({ status: outside.status, stdout: outside.stdout });
  });

  test('opens no socket and asks for no name', () => {
    const preload = join(import.meta.dirname, 'fixtures/no-network.ts');
    const guarded = [process.execPath, '--import', preload];
    const { status, stdout } = verifyUnder([...guarded, program]);
    expect({ status, stdout }).toEqual({ status: outside.status, stdout: outside.stdout });
    for (const use of ['fetch("http://127.0.0.1:1")', 'require("node:net").connect(1)', 'require("node:dns").lookup("a", () => 0)'])
      expect(spawnSync(process.execPath, ['--import', preload, '-e', use]).status).toBe(99);
  });

  test('has nothing among its modules that could', async () => {
    const built = await build({
      entryPoints: ['src/cli/commands/verify.ts', 'src/verify/measure-worker.node.ts', 'src/verify/verify-worker.node.ts'],
      outdir: 'out',
      bundle: true,
      format: 'esm',
      platform: 'node',
      write: false,
      metafile: true,
    });
    const needed = new Set(
      Object.values(built.metafile.outputs).flatMap(({ imports }) =>
        imports.filter(({ external }) => external === true).map(({ path }) => path.replace(/^node:/, '')),
      ),
    );
    expect(needed).toContain('crypto');
    expect(
      [...needed].filter((name) =>
        ['net', 'http', 'https', 'http2', 'tls', 'dgram', 'dns', 'dns/promises', 'inspector', 'cluster', 'child_process'].includes(name),
      ),
    ).toEqual([]);
  });
});
