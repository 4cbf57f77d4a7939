import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TrustPolicy } from '../../src/model/generated/documents.ts';
import { verifierKey, verifierKeyText } from '../../src/transparency/verifier-key.ts';
import { writeKeyPair } from '../../src/bundle/key-files.node.ts';
import { changeTrustFile } from '../../src/pipeline/trust-file.ts';
import { evidenceGate, freshFolder, type Said } from '../cli/session.ts';
import { signerNumber } from '../verify/trust.ts';
import { testAuthority } from './authority.ts';

const tsa = testAuthority('Trusted Time');
const vkey = (use: 'log' | 'witness', number: number, name: string): string => verifierKeyText(verifierKey(name, use, signerNumber(number).publicKey));

/** A folder with keys 1 to 4, and a policy that believes key 1. */
async function folderWithPolicy(): Promise<string> {
  const folder = freshFolder();
  for (const number of [1, 2, 3, 4])
    writeKeyPair({ privatePath: join(folder, `${number}.key.pem`), publicPath: join(folder, `${number}.pub.pem`), seed: new Uint8Array(32).fill(number) });
  expect((await trust(folder, 'init', 'trust.json', '--key', '1.pub.pem', '--owner', 'Ines', '--from', '2026-01-01', '--to', '2027-12-31')).code).toBe(0);
  return folder;
}

async function trust(folder: string, ...args: readonly string[]): Promise<Said> {
  return await evidenceGate(folder, ['trust', ...args]);
}

function policyIn(folder: string): TrustPolicy {
  return JSON.parse(readFileSync(join(folder, 'trust.json'), 'utf8')) as TrustPolicy;
}

describe('a policy from its beginning', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await folderWithPolicy();
  });

  test('init believes one promoter, for whole days', () => {
    expect(policyIn(folder)).toMatchObject({
      name: 'Ines',
      version: '1',
      keys: [{ key_id: signerNumber(1).keyId, owner: 'Ines', role: 'promoter', valid_from: '2026-01-01T00:00:00.000Z', valid_to: '2027-12-31T23:59:59.999Z' }],
      thresholds: [{ role: 'promoter', owners: 1 }],
      rerun: { required: true },
    });
  });

  test('add, all at once, is one version', async () => {
    writeFileSync(join(folder, 'log.vkey'), `${vkey('log', 40, 'log.example')}\n`);
    const key = ['--key', '2.pub.pem', '--owner', 'Omar', '--role', 'reviewer', '--from', '2026-01-01', '--years', '2'];
    const authority = ['--authority', 'TT', '--certificate', tsa.rootPem, tsa.signingPem];
    const witnesses = ['--witness', `Wanda=${vkey('witness', 41, 'wanda.example')}`, `Walt=${vkey('witness', 42, 'walt.example')}`, '--quorum', '2'];
    const log = ['--log', 'log.vkey', '--name', 'log 2026', ...witnesses];
    const said = await trust(folder, 'add', 'trust.json', ...key, ...authority, ...log, '--threshold', 'reviewer=1', '--require', 'time', 'log');
    expect(said).toMatchObject({ code: 0, err: '' });
    expect(policyIn(folder)).toMatchObject({
      version: '2',
      thresholds: [
        { role: 'promoter', owners: 1 },
        { role: 'reviewer', owners: 1 },
      ],
      time: { required: true, authorities: [{ name: 'TT', certificates: [tsa.root, tsa.signing] }] },
      log: {
        required: true,
        epochs: [{ name: 'log 2026', vkey: vkey('log', 40, 'log.example'), quorum: 2, witnesses: [{ owner: 'Wanda' }, { owner: 'Walt' }] }],
      },
    });
  });

  test('rotate closes the old window, opens the new one, and both keys sign', async () => {
    copyFileSync(join(folder, 'trust.json'), join(folder, 'before.json'));
    expect(
      await trust(folder, 'rotate', 'trust.json', '--old-key', '1.key.pem', '--new-key', '3.key.pem', '--at', '2026-07-01T12:00:00Z', '--years', '3'),
    ).toMatchObject({ code: 0 });
    const { keys, rotations, version } = policyIn(folder);
    expect(version).toBe('3');
    expect(keys[0]?.valid_to).toBe('2026-07-01T12:00:00.000Z');
    expect(keys[2]).toMatchObject({
      key_id: signerNumber(3).keyId,
      owner: 'Ines',
      role: 'promoter',
      valid_from: '2026-07-01T12:00:00.000Z',
      valid_to: '2029-06-30T12:00:00.000Z',
    });
    expect(rotations?.[0]?.signatures.map(({ key_id }) => key_id)).toEqual([signerNumber(1).keyId, signerNumber(3).keyId]);
    const since = await trust(folder, 'lint', 'trust.json', '--since', 'before.json', '--at', '2026-07-02', '--json');
    expect(since).toMatchObject({ code: 0, document: { exit: 0, errors: [] } });
    expect(since.out).not.toContain('key-added');
    // The other way round everything is an error: the new key is gone, and so the version.
    const back = await trust(folder, 'lint', 'before.json', '--since', 'trust.json', '--json');
    expect(back).toMatchObject({ code: 1, document: { exit: 1, errors: [{ code: 'version-not-grown' }, { code: 'key-removed' }] } });
  });

  test('revoke, by the beginning of the id, and stricter but never weaker', async () => {
    const id = signerNumber(2).keyId.slice(0, 10);
    const revoke = async (from: string, ...more: readonly string[]): Promise<Said> =>
      await trust(folder, 'revoke', 'trust.json', '--key', id, '--reason', 'laptop lost', '--invalid-from', from, ...more);
    expect((await revoke('2026-06-01', '--honour-earlier')).code).toBe(0);
    expect(policyIn(folder).keys[1]?.revoked).toEqual({ reason: 'laptop lost', invalid_from: '2026-06-01T00:00:00.000Z', honour_earlier: true });
    expect((await revoke('2026-08-01', '--honour-earlier')).err).toContain('not weakened');
    expect((await revoke('2026-05-01')).code).toBe(0);
    expect(policyIn(folder).keys[1]?.revoked).toEqual({ reason: 'laptop lost', invalid_from: '2026-05-01T00:00:00.000Z', honour_earlier: false });
    expect(
      (await trust(folder, 'revoke', 'trust.json', '--authority', 'TT', '--reason', 'closed', '--invalid-from', '2027-01-01', '--honour-earlier')).code,
    ).toBe(0);
    expect(policyIn(folder).time.authorities[0]?.revoked?.reason).toBe('closed');
  });

  test('show says it for a person, and as one document', async () => {
    const said = await trust(folder, 'show', 'trust.json');
    for (const part of [
      'trust policy "Ines" 6',
      '1 owner as reviewer',
      'trusted time    required',
      'laptop lost',
      'nothing honoured',
      '2 of 2 owners of witnesses',
      '→',
    ])
      expect(said.out).toContain(part);
    expect((await trust(folder, 'show', 'trust.json', '--json')).document).toMatchObject({
      sha256: expect.stringMatching(/^sha256:/),
      policy: { version: '6' },
    });
  });

  test('export writes files, or prints', async () => {
    expect((await trust(folder, 'export', 'trust.json', '--format', 'spki', '-o', 'spki')).code).toBe(0);
    expect(readdirSync(join(folder, 'spki')).sort()).toEqual([1, 2, 3].map((number) => `${signerNumber(number).keyId}.pub.pem`).sort());
    expect((await trust(folder, 'export', 'trust.json', '--format', 'spki', '--key', '3.pub.pem', '-o', 'one.pem')).code).toBe(0);
    expect(readFileSync(join(folder, 'one.pem'), 'utf8')).toBe(readFileSync(join(folder, '3.pub.pem'), 'utf8'));
    expect((await trust(folder, 'export', 'trust.json', '--format', 'sigstore', '-o', 'sigstore')).code).toBe(0);
    expect(readdirSync(join(folder, 'sigstore')).sort()).toEqual(['public_keys.json', 'trusted_root.json']);
    expect((await trust(folder, 'export', 'trust.json', '--format', 'vkey')).out).toBe(`${vkey('log', 40, 'log.example')}\n`);
    const json = await trust(folder, 'export', 'trust.json', '--format', 'revocation-list', '--json');
    expect(json.document).toMatchObject({
      format: 'revocation-list',
      written: [],
      files: [{ name: 'revoked_keys', text: expect.stringContaining(signerNumber(2).keyId) }],
    });
  });
});

describe('keys with passphrases', () => {
  test('one variable for both, or one each', async () => {
    const folder = await folderWithPolicy();
    const locked = (name: string, number: number, passphrase: string): void =>
      void writeKeyPair({
        privatePath: join(folder, `${name}.key.pem`),
        publicPath: join(folder, `${name}.pub.pem`),
        seed: new Uint8Array(32).fill(number),
        passphrase,
      });
    locked('old', 1, 'first');
    locked('next', 5, 'second');
    const args = ['trust', 'rotate', 'trust.json', '--old-key', 'old.key.pem', '--new-key', 'next.key.pem', '--at', '2026-06-01'];
    expect(await evidenceGate(folder, args, { EVIDENCE_KEY_PASSPHRASE: 'first' })).toMatchObject({ code: 2, err: expect.stringContaining('next.key.pem') });
    expect(policyIn(folder).version).toBe('1');
    expect((await evidenceGate(folder, args, { EVIDENCE_KEY_PASSPHRASE: 'first', EVIDENCE_NEW_KEY_PASSPHRASE: 'second' })).code).toBe(0);
  });
});

describe('refused, and nothing is written', () => {
  let folder = '';
  let before = '';
  afterAll(() => {
    expect(readdirSync(folder).filter((name) => name.endsWith('.partial'))).toEqual([]);
  });
  beforeAll(async () => {
    folder = await folderWithPolicy();
    before = readFileSync(join(folder, 'trust.json'), 'utf8');
  });

  test.concurrent.each<[string, readonly string[], string]>([
    ['an unknown action', ['frob', 'trust.json'], 'the actions are init, add'],
    ['an option that the action would not look at', ['show', 'trust.json', '--since', 'x.json'], 'does not take --since'],
    ['init over a file', ['init', 'trust.json', '--key', '1.pub.pem', '--owner', 'Ines'], 'there already'],
    ['init without an owner', ['init', 'new.json', '--key', '1.pub.pem'], '--owner'],
    ['init with an owner on two lines', ['init', 'new.json', '--key', '1.pub.pem', '--owner', 'Ines\nnamespaces="*"'], '/keys/0/owner'],
    ['init with a private key', ['init', 'new.json', '--key', '1.key.pem', '--owner', 'Ines'], '1.key.pem'],
    [
      'init until before it begins',
      ['init', 'new.json', '--key', '1.pub.pem', '--owner', 'Ines', '--from', '2026-01-02', '--to', '2026-01-01'],
      'ends before it begins',
    ],
    ['init until a day that is none', ['init', 'new.json', '--key', '1.pub.pem', '--owner', 'Ines', '--to', '2026-02-30'], '--to'],
    ['init with --to and --years', ['init', 'new.json', '--key', '1.pub.pem', '--owner', 'Ines', '--to', '2026-02-03', '--years', '2'], 'not both'],
    ['add of nothing', ['add', 'trust.json'], 'nothing to add'],
    ['add of the same key', ['add', 'trust.json', '--key', '1.pub.pem', '--owner', 'Ines'], '/keys/1'],
    ['add of a look-alike of an owner', ['add', 'trust.json', '--key', '2.pub.pem', '--owner', 'INES'], 'looks like "Ines"'],
    ['add of a role that is none', ['add', 'trust.json', '--key', '2.pub.pem', '--owner', 'Omar', '--role', 'king'], '"king" is no role'],
    ['a threshold beyond the owners', ['add', 'trust.json', '--threshold', 'promoter=2'], '/thresholds/0'],
    ['a threshold that is no number', ['add', 'trust.json', '--threshold', 'promoter=two'], '--threshold'],
    ['a threshold that is no pair', ['add', 'trust.json', '--threshold', 'promoter'], 'NAME=VALUE'],
    ['a time that nobody can vouch for', ['add', 'trust.json', '--require', 'time'], '/time/required'],
    ['a requirement that is none', ['add', 'trust.json', '--require', 'money'], '"money"'],
    ['an authority without certificates', ['add', 'trust.json', '--authority', 'TT'], '--certificate together'],
    [
      'an authority with a key for a certificate',
      ['add', 'trust.json', '--authority', 'TT', '--certificate', '1.pub.pem'],
      '/time/authorities/0/certificates/0',
    ],
    ['witnesses without a quorum', ['add', 'trust.json', '--log', vkey('log', 40, 'log.example'), '--witness', `w=${vkey('witness', 41, 'w')}`], 'quorum'],
    ['a log that is none', ['add', 'trust.json', '--log', 'nowhere'], '/log/epochs/0/vkey'],
    ['a rotation from an unknown key', ['rotate', 'trust.json', '--old-key', '2.key.pem', '--new-key', '3.key.pem'], 'does not know the key'],
    ['a rotation to the same key', ['rotate', 'trust.json', '--old-key', '1.key.pem', '--new-key', '1.key.pem'], 'has the key'],
    [
      'a rotation before the old key began',
      ['rotate', 'trust.json', '--old-key', '1.key.pem', '--new-key', '3.key.pem', '--at', '2025-01-01'],
      'ends before it begins',
    ],
    ['a rotation with public keys', ['rotate', 'trust.json', '--old-key', '1.pub.pem', '--new-key', '3.key.pem'], '1.pub.pem'],
    ['a revocation without a reason', ['revoke', 'trust.json', '--key', '1.pub.pem', '--invalid-from', '2026-01-01'], '--reason'],
    ['a revocation of nothing', ['revoke', 'trust.json', '--reason', 'x', '--invalid-from', '2026-01-01'], '--key or --authority'],
    [
      'a revocation of a key that is not there',
      ['revoke', 'trust.json', '--key', '2.pub.pem', '--reason', 'x', '--invalid-from', '2026-01-01'],
      'does not know the key',
    ],
    [
      'a revocation of an authority that is not there',
      ['revoke', 'trust.json', '--authority', 'TT', '--reason', 'x', '--invalid-from', '2026-01-01'],
      'no time authority',
    ],
    ['an export to nothing known', ['export', 'trust.json', '--format', 'pgp'], '"pgp" is none of'],
    ['an export of one key to another format', ['export', 'trust.json', '--format', 'vkey', '--key', '1.pub.pem'], '--format spki'],
    ['the version that it has', ['add', 'trust.json', '--key', '2.pub.pem', '--owner', 'Omar', '--policy-version', '1'], 'the version 1 already'],
    ['a policy that is not there', ['show', 'absent.json'], 'absent.json'],
  ])('%s', async (_, args, part) => {
    const said = await trust(folder, ...args);
    expect(said.code).toBe(2);
    expect(said.err).toContain(part);
    expect(readFileSync(join(folder, 'trust.json'), 'utf8')).toBe(before);
    expect(existsSync(join(folder, 'new.json'))).toBe(false);
  });

  test('a version that is a word asks for the next one', async () => {
    writeFileSync(join(folder, 'word.json'), before.replace('"version": "1"', '"version": "spring"'));
    const args = ['add', 'word.json', '--key', '2.pub.pem', '--owner', 'Omar'];
    expect(await trust(folder, ...args)).toMatchObject({ code: 2, err: expect.stringContaining('--policy-version') });
    expect(await trust(folder, ...args, '--policy-version', 'summer')).toMatchObject({ code: 0 });
  });
});

describe('lint of what is no policy', () => {
  test.each([
    ['no JSON', (text: string) => text.slice(1), 'json-malformed'],
    ['an unknown field', (text: string) => text.replace('{', '{"trust_all":true,'), 'schema-violation'],
    ['another key id', (text: string) => text.replace(/"key_id": "../, '"key_id": "00'), 'key-malformed'],
  ])('%s: the answer is no, with its place', async (_, change, code) => {
    const folder = await folderWithPolicy();
    writeFileSync(join(folder, 'trust.json'), change(readFileSync(join(folder, 'trust.json'), 'utf8')));
    const said = await trust(folder, 'lint', 'trust.json', '--json');
    expect(said).toMatchObject({
      code: 1,
      document: { exit: 1, sha256: null, errors: [{ level: 'error', code, where: expect.stringContaining('trust.json') }] },
    });
    expect(said.err).toContain('1 error, 0 warnings');
  });

  test('a file that is not there was not judged', async () => {
    expect((await trust(freshFolder(), 'lint', 'trust.json')).code).toBe(2);
  });
});

test('what somebody else wrote while a person touched a key is not undone', async () => {
  const path = join(await folderWithPolicy(), 'trust.json');
  const waiting = changeTrustFile(path, undefined, async (policy) => {
    await changeTrustFile(path, '7', (other) => other);
    return policy;
  });
  await expect(waiting).rejects.toMatchObject({ code: 'file-changed', where: path });
  expect((JSON.parse(readFileSync(path, 'utf8')) as TrustPolicy).version).toBe('7');
});
