import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { compileFunction } from 'node:vm';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { verifyVerb } from '../../src/cli/commands/verify.ts';
import { openWorld } from '../../src/cli/composition.ts';
import { report } from '../../src/cli/report.ts';
import { openTerminal } from '../../src/cli/terminal.ts';
import { digestOfNode } from '../../src/core/digest.node.ts';
import { productVersion } from '../../src/core/version.ts';
import type { Vector } from '../vectors/vector.ts';
import { attacks, good } from '../verify/attacks.ts';
import { trust } from '../verify/trust.ts';

const require = createRequire(import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'one-file-'));
const oneFile = join(folder, 'evidence-verify.mjs');
const policy = join(folder, 'trust.json');
let built = '';

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function node(...args: readonly string[]): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 2 ** 26, env: { NO_COLOR: '1' } });
  return { status, stdout, stderr };
}

const run = (...args: readonly string[]): Ended => node(oneFile, ...args);

/** What `evidence-gate verify` says and how it ends. */
async function product(args: readonly string[]): Promise<Ended> {
  const written = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof written): NodeJS.WriteStream => ({ write: (text: string) => (written[name] += text) }) as unknown as NodeJS.WriteStream;
  const terminal = openTerminal({ json: args.includes('--json'), stdout: stream('stdout'), stderr: stream('stderr'), noColour: true });
  const at = args.indexOf('--trust');
  const paths = args.filter((arg, index) => !arg.startsWith('--') && (at < 0 || index !== at + 1));
  const options = { brief: args.includes('--brief'), ...(at < 0 ? {} : { trust: args[at + 1] }) };
  try {
    return { status: await verifyVerb.run(paths, options, openWorld({}, terminal)), ...written };
  } catch (error) {
    return { status: report(error, terminal), ...written };
  }
}

/** Both programs say the same, on stdout and stderr, and with their exit codes. */
async function alike(args: readonly string[]): Promise<Ended> {
  const ended = run(...args);
  expect(ended).toEqual(await product(args));
  return ended;
}

beforeAll(() => {
  const ended = node('scripts/build-one-file.ts', '--out', oneFile);
  expect(ended.stderr).toBe('');
  built = ended.stdout;
  writeFileSync(policy, JSON.stringify(trust.policy));
  writeFileSync(join(folder, 'good.evidence.zip'), good);
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('the one-file verifier', () => {
  it('has at most 100,000 bytes and knows its own digest', () => {
    const file = readFileSync(oneFile);
    expect(file.length).toBeLessThanOrEqual(100_000);
    const { stdout } = run('--version');
    expect(stdout).toContain(`file    ${digestOfNode(file)}\n`);
    expect(stdout).toContain(productVersion);
    expect(built).toContain(digestOfNode(file));
    expect(stdout).toContain(`program ${digestOfNode(Buffer.from(run('--source').stdout))}\n`);
  });

  it('is the same, byte for byte, from another folder', () => {
    const elsewhere = join(folder, 'a longer name of a folder');
    mkdirSync(elsewhere);
    for (const name of ['src', 'scripts', 'schemas', 'package.json']) cpSync(name, join(elsewhere, name), { recursive: true });
    symlinkSync(resolve('node_modules'), join(elsewhere, 'node_modules'));
    const out = join(folder, 'again.mjs');
    const ended = spawnSync(process.execPath, ['scripts/build-one-file.ts', '--out', out], { cwd: elsewhere, encoding: 'utf8' });
    expect(ended.stderr).toBe('');
    expect(readFileSync(out).equals(readFileSync(oneFile))).toBe(true);
  });

  it('needs no package and names no file of the machine that built it', () => {
    const { stdout } = run('--source');
    const modules: string[] = [];
    const recording = (name: string): unknown => {
      modules.push(name);
      return require(name);
    };
    compileFunction(stdout, ['require'])(recording);
    expect(modules).toContain('node:crypto');
    expect(modules.filter((name) => !name.startsWith('node:'))).toEqual([]);
    expect(modules.filter((name) => /net|http|dns|tls|dgram|child_process|inspector/.test(name))).toEqual([]);
    expect(stdout).not.toMatch(/\bimport\(/);
    expect(stdout).not.toContain(process.cwd());
  });

  it('says so where it was damaged on its way', () => {
    const damaged = join(folder, 'damaged.mjs');
    const bytes = readFileSync(oneFile);
    bytes[50_000] = (bytes[50_000] ?? 0) ^ 1;
    writeFileSync(damaged, bytes);
    expect(node(damaged, '--version')).toMatchObject({ status: 4, stderr: expect.stringContaining('damaged') });
    // As an editor or a mail program leaves it: every byte beyond ASCII replaced.
    writeFileSync(damaged, readFileSync(oneFile, 'utf8'));
    expect(node(damaged, '--version').status).not.toBe(0);
    writeFileSync(damaged, readFileSync(oneFile));
    truncateSync(damaged, 40_000);
    expect(node(damaged, '--version').status).not.toBe(0);
  });
});

describe('it says what evidence-gate verify says', () => {
  const { vectors } = JSON.parse(readFileSync('test/vectors/index.json', 'utf8')) as { readonly vectors: readonly Vector[] };
  const groups = Object.entries(Object.groupBy(vectors, (vector) => vector.trust));

  test.each(groups)('of the vectors under %s', async (trustPath, group = []) => {
    const paths = group.map(({ bundle }) => `test/vectors/${bundle}`);
    const { stdout } = await alike([...paths, '--trust', `test/vectors/${trustPath}`, '--json']);
    expect(stdout).toContain('"lamps"');
  });

  test('of the samples', async () => {
    for (const set of ['samples/bundles', 'samples/tampered']) await alike([set, '--trust', 'samples/trust-policy.json', '--json']);
  });

  test('of one attack for each code', async () => {
    const byPolicy = new Map<string, string[]>();
    for (const [code, attack] of Object.entries(attacks)) {
      const { bytes, trust: own = trust } = await attack();
      const path = join(folder, `${code}.evidence.zip`);
      writeFileSync(path, bytes);
      const text = JSON.stringify(own.policy);
      byPolicy.set(text, [...(byPolicy.get(text) ?? []), path]);
    }
    expect(byPolicy.size).toBeGreaterThan(3);
    for (const [text, paths] of byPolicy) {
      const own = join(folder, 'own.json');
      writeFileSync(own, text);
      const { status, stdout } = await alike([...paths, '--trust', own, '--json']);
      expect([1, 3]).toContain(status);
      expect(stdout.length).toBeGreaterThan(1000);
    }
  });

  test('to people, in one line a bundle or in full', async () => {
    const bundle = join(folder, 'good.evidence.zip');
    expect((await alike([bundle, '--trust', policy])).stdout).toContain('VERIFIED');
    expect((await alike([bundle, '--brief', '--trust', policy])).status).toBe(0);
    expect((await alike([bundle, '--brief', '--json', '--trust', policy])).stderr).toContain('VERIFIED');
  });

  test('of wrapped bundles and of whole folders', async () => {
    const wrapped = join(folder, 'wrapped');
    mkdirSync(join(wrapped, 'deep'), { recursive: true });
    writeFileSync(join(wrapped, 'b.evidence.zip.gz'), gzipSync(good));
    writeFileSync(join(wrapped, 'deep/a.evidence.zip.zst'), zstdCompressSync(good));
    writeFileSync(join(wrapped, 'c.evidence.zip'), good);
    writeFileSync(join(wrapped, 'other.zip'), good);
    const { stdout, status } = await alike([wrapped, '--trust', policy, '--brief']);
    expect([status, stdout.match(/VERIFIED/g)?.length]).toEqual([0, 3]);
  });

  test.each([
    ['a bundle that is not there', ['absent.zip', '--trust', 'TRUST'], 2],
    ['one of two that is not there', ['GOOD', 'absent.zip', '--trust', 'TRUST', '--json'], 2],
    ['no policy', ['GOOD'], 2],
    ['a policy that is not there', ['GOOD', '--trust', 'absent.json'], 2],
    ['a policy that is none', ['GOOD', '--trust', 'package.json', '--json'], 2],
    ['a folder without bundles', ['schemas', '--trust', 'TRUST'], 2],
  ] as const)('of %s', async (_, args, status) => {
    const named = args.map((arg) => (arg === 'TRUST' ? policy : arg === 'GOOD' ? join(folder, 'good.evidence.zip') : arg));
    expect((await alike(named)).status).toBe(status);
  });

  test('in its own words where it is used in a wrong way', () => {
    expect(run('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('--trust') });
    expect(run()).toMatchObject({ status: 2, stderr: expect.stringContaining('usage') });
    expect(run('--trust', policy).status).toBe(2);
    expect(run('a.zip', '--surprise')).toMatchObject({ status: 2, stderr: expect.stringContaining('--surprise') });
  });
});
