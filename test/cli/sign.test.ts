import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { present } from '../outside/tools.ts';
import { evidenceGate, freshFolder, type Said } from './session.ts';

const ask = ['run', 'pipeline.yaml', '--ask', 'When is the support desk open?'];
const folder = freshFolder();
const go = async (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Said> => await evidenceGate(folder, args, env);
const signWith = (path: string): readonly string[] => [
  '--signer-command',
  // openssl signs with ed25519 only what lies in a file.
  `sh -c 'F=$(mktemp) && cat > "$F" && openssl pkeyutl -sign -rawin -inkey ${path} -in "$F"; E=$?; rm "$F"; exit $E'`,
  '--signer-public-key',
  path.replace('.key.pem', '.pub.pem'),
];

function bundleIn(name: string): string {
  const found = readdirSync(join(folder, name), { recursive: true })
    .map(String)
    .find((path) => path.endsWith('.evidence.zip'));
  return join(name, found ?? 'none');
}

let bundle = '';
let runId = '';
beforeAll(async () => {
  await go(['init', '--owner', 'Ops team']);
  await go(['keys', 'new', 'keys/auditor']);
  const ran = await go([...ask, '--json']);
  expect(ran.code).toBe(0);
  runId = (ran.document as { runs: readonly [{ run_id: string }] }).runs[0].run_id;
  bundle = bundleIn('released');
});

describe('sign', () => {
  it('adds a signature, says so, and says what was not asked', async () => {
    const signed = await go(['sign', bundle, '--key', 'keys/auditor.key.pem', '-o', 'signed.evidence.zip']);
    expect(signed.code).toBe(0);
    expect(signed.out).toMatch(/^signed signed\.evidence\.zip \(\d+ bytes, sha256:[0-9a-f]{64}\)$/m);
    expect(signed.out).toContain('no --trust was given');
    expect((await go(['verify', 'signed.evidence.zip', '--trust', 'keys/auditor.trust.json'])).code).toBe(0);
    expect((await go(['verify', 'signed.evidence.zip', '--trust', 'keys/signer.trust.json'])).code).toBe(0);
    expect((await go(['verify', bundle, '--trust', 'keys/auditor.trust.json'])).code).toBe(1);
  });

  it('with a trust policy signs what verifies, and nothing else', async () => {
    const signed = await go(['sign', bundle, '--key', 'keys/auditor.key.pem', '-o', 'checked.evidence.zip', '--trust', 'keys/signer.trust.json', '--json']);
    expect(signed).toMatchObject({ code: 0, document: { status: 'signed', path: 'checked.evidence.zip', report: { outcome: 'verified' } } });
    const refused = await go(['sign', bundle, '--key', 'keys/auditor.key.pem', '-o', 'never.evidence.zip', '--trust', 'keys/auditor.trust.json']);
    expect(refused.code).toBe(1);
    expect(refused.out).toContain('signer-unknown');
    expect(refused.out).toContain('NOT SIGNED');
    expect(readdirSync(folder)).not.toContain('never.evidence.zip');
  });

  it('in its place, whole', async () => {
    writeFileSync(join(folder, 'here.evidence.zip'), readFileSync(join(folder, bundle)));
    expect((await go(['sign', 'here.evidence.zip', '--key', 'keys/auditor.key.pem'])).code).toBe(0);
    expect(readFileSync(join(folder, 'here.evidence.zip')).equals(readFileSync(join(folder, 'signed.evidence.zip')))).toBe(true);
  });
});

describe('the signing key', () => {
  it('may stand in an environment variable', async () => {
    const pem = readFileSync(join(folder, 'keys/signer.key.pem'), 'utf8');
    const sealed = await go(['bundle', runId, '--key', 'env:SIGNING_KEY', '-o', 'env.evidence.zip'], { SIGNING_KEY: pem });
    expect(sealed.code).toBe(0);
    expect(readFileSync(join(folder, 'env.evidence.zip')).equals(readFileSync(join(folder, bundle)))).toBe(true);
    const absent = await go(['bundle', runId, '--key', 'env:SIGNING_KEY']);
    expect(absent.code).toBe(2);
    expect(absent.err).toContain('env:SIGNING_KEY');
    expect(absent.err).not.toContain('BEGIN');
  });

  it.skipIf(!present('openssl'))('may be out of reach, behind a command: the same bytes come of it, in each verb that signs', async () => {
    const command = signWith('keys/signer.key.pem');
    expect((await go(['bundle', runId, ...command, '-o', 'command.evidence.zip'])).code).toBe(0);
    expect(readFileSync(join(folder, 'command.evidence.zip')).equals(readFileSync(join(folder, bundle)))).toBe(true);
    expect((await go(['sign', bundle, ...signWith('keys/auditor.key.pem'), '-o', 'by-command.evidence.zip'])).code).toBe(0);
    expect(readFileSync(join(folder, 'by-command.evidence.zip')).equals(readFileSync(join(folder, 'signed.evidence.zip')))).toBe(true);
    expect((await go([...ask, ...command, '--out', 'by-command'])).code).toBe(0);
    expect((await go(['verify', bundleIn('by-command'), '--trust', 'keys/signer.trust.json'])).code).toBe(0);
  });

  it('that failed leaves a run that can still be promoted', async () => {
    const failed = await go([...ask, '--json', '--signer-command', 'false', '--signer-public-key', 'keys/signer.pub.pem', '--out', 'later']);
    expect(failed).toMatchObject({ code: 4, document: { runs: [{ status: 'failed', error: { code: 'signer-failed' } }] } });
    const { run_id } = (failed.document as { runs: readonly [{ run_id: string }] }).runs[0];
    expect((await go(['promote', run_id, '--out', 'later'])).code).toBe(0);
    rmSync(join(folder, 'later'), { recursive: true });
  });

  it.each([
    ['a key and a command', ['--key', 'keys/signer.key.pem', '--signer-command', 'x']],
    ['a public key without a command', ['--signer-public-key', 'keys/signer.pub.pem']],
  ])('is named once: %s', async (_, args) => {
    const said = await go(['sign', bundle, ...args]);
    expect(said.code).toBe(2);
    expect(said.err).toContain('usage');
  });
});

describe('keys show', () => {
  it('prints the key as each tool reads it, and under --json in all forms', async () => {
    const all = (await go(['keys', 'show', 'keys/signer.pub.pem', '--json'])).document as Readonly<Record<string, string>>;
    for (const form of ['pem', 'spki', 'ssh', 'minisign', 'signify']) {
      const { code, out } = await go(['keys', 'show', 'keys/signer.pub.pem', '--format', form]);
      expect(code).toBe(0);
      expect(out).toBe(all[form]);
    }
    expect(all['pem']).toBe(readFileSync(join(folder, 'keys/signer.pub.pem'), 'utf8'));
    const other = await go(['keys', 'show', 'keys/signer.pub.pem', '--format', 'gpg']);
    expect(other.code).toBe(2);
    expect(other.err).toContain('pem, spki, ssh, minisign, signify');
  });
});
