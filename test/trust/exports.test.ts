import { execFileSync, spawnSync } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PublicKey, TrustedRoot } from '@sigstore/protobuf-specs';
import { bundleFromJSON, type Bundle } from '@sigstore/bundle';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import { describe, expect, test } from 'vitest';
import { sigstoreBundle } from '../../src/bundle/sigstore-bundle.ts';
import { signatureFiles } from '../../src/bundle/attestation.ts';
import { sshNamespace, sshsigMessage, sshsigText } from '../../src/bundle/sshsig.ts';
import { base64, utf8 } from '../../src/core/bytes.ts';
import { pae } from '../../src/core/dsse.ts';
import { pemBlocks, pemText } from '../../src/core/pem.ts';
import type { Envelope } from '../../src/model/generated/documents.ts';
import { allowedSigners, principalOf, revocationList } from '../../src/trust/allowed-signers.ts';
import { exported } from '../../src/trust/exports.ts';
import { sigstoreKeys, trustedRoot, withoutSigningCertificate } from '../../src/trust/trusted-root.ts';
import type { Trust } from '../../src/trust/trust-policy.ts';
import { verifierKey, verifierKeyText } from '../../src/transparency/verifier-key.ts';
import { present } from '../outside/tools.ts';
import { keyOf, signer, signerNumber, trustIn } from '../verify/trust.ts';
import { testAuthority } from './authority.ts';

type Fields = Record<string, unknown>;
const message = utf8('what was promoted');
const signature = sshsigText(signer.publicKey, await signer.sign(sshsigMessage(message)));

/** Whether ssh-keygen takes the signature as one of a principal, at a moment, with these files of a policy. */
function sshAccepts(trust: Trust, principal: string, time = '20260101000000Z', revoked = false): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'evidence-gate-ssh-'));
  const path = (name: string, content: Uint8Array | string): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const args = ['-Y', 'verify', '-f', path('allowed_signers', allowedSigners(trust)), '-n', sshNamespace, '-I', principal, '-s', path('sig', signature)];
  const list = path('revoked_keys', revocationList(trust));
  return spawnSync('ssh-keygen', [...args, '-O', `verify-time=${time}`, ...(revoked ? ['-r', list] : [])], { input: message }).status === 0;
}

const stolen = (invalid_from: string, honour_earlier: boolean): Fields => ({ revoked: { reason: 'stolen', invalid_from, honour_earlier } });

describe.runIf(present('ssh-keygen'))('allowed signers, as ssh-keygen reads them', () => {
  test('the owner, inside the window, at both its ends', () => {
    const trust = trustIn([keyOf(signer, 'ines', { valid_from: '2025-01-01T00:00:00.500Z', valid_to: '2026-12-31T23:59:59.999Z' })]);
    expect(sshAccepts(trust, 'ines')).toBe(true);
    expect(sshAccepts(trust, 'omar')).toBe(false);
    // Cut to whole seconds inside of the window: never a moment more than the policy says.
    expect([sshAccepts(trust, 'ines', '20250101000000Z'), sshAccepts(trust, 'ines', '20250101000001Z')]).toEqual([false, true]);
    expect([sshAccepts(trust, 'ines', '20261231235959Z'), sshAccepts(trust, 'ines', '20270101000000Z')]).toEqual([true, false]);
  });

  test.each(['*', 'in*', '?nes', '!omar', 'omar,ines', 'ines" ssh-ed25519', '#ines', '%69nes', 'a b', 'Inès Müller 井上', "O'Neil \\", '-I', 'namespaces="x"'])(
    'an owner called %s is matched as himself, and by nobody else',
    (owner) => {
      const trust = trustIn([keyOf(signer, owner)]);
      expect(sshAccepts(trust, principalOf(owner).replaceAll('"', ''))).toBe(true);
      for (const other of ['ines', 'omar', 'a', 'xines', '*']) expect(sshAccepts(trust, other)).toBe(false);
    },
  );

  test.each<[string, Fields, string, boolean, boolean]>([
    ['revoked with nothing honoured', stolen('2026-06-01T00:00:00.000Z', false), '20260101000000Z', false, false],
    ['honoured before', stolen('2026-06-01T00:00:00.000Z', true), '20260531235959Z', true, false],
    ['honoured, at the moment', stolen('2026-06-01T00:00:00.000Z', true), '20260601000000Z', false, false],
    ['not revoked', {}, '20260601000000Z', true, true],
  ])('a key: %s', (_, more, time, alone, withList) => {
    const trust = trustIn([keyOf(signer, 'ines', more), keyOf(signerNumber(8), 'omar')]);
    expect([sshAccepts(trust, 'ines', time), sshAccepts(trust, 'ines', time, true)]).toEqual([alone, withList]);
  });

  test('a window that ssh-keygen has no words for is named in a comment, and spoils no other line', () => {
    const trust = trustIn([
      keyOf(signerNumber(8), 'omar', { valid_from: '1960-01-01T00:00:00.000Z' }),
      keyOf(signerNumber(9), 'vera', { valid_from: '2026-01-01T00:00:00.000Z', valid_to: '2026-01-01T00:00:00.900Z' }),
      keyOf(signer, 'ines'),
    ]);
    expect(sshAccepts(trust, 'ines')).toBe(true);
    expect(allowedSigners(trust).match(/^# /gm)).toHaveLength(2);
  });
});

const tsa = testAuthority('Trusted Time');
const window = { valid_from: '2025-01-01T00:00:00.000Z', valid_to: '2040-01-01T00:00:00.000Z' };
const authority = (certificates: readonly string[], more: Fields = {}): Fields => ({ name: 'TT', certificates, ...window, ...more });
const timed = (...authorities: readonly Fields[]): Fields => ({ time: { required: false, authorities } });

describe('what @sigstore/verify makes of it', () => {
  const body = utf8('{"_type":"https://in-toto.io/Statement/v1"}');
  const type = 'application/vnd.in-toto+json';

  async function bundleOf(stamps: readonly Uint8Array[]): Promise<Bundle> {
    const [envelope] = signatureFiles(signer.keyId, body, await signer.sign(pae(type, body)));
    return bundleFromJSON(JSON.parse(Buffer.from(sigstoreBundle(JSON.parse(Buffer.from(envelope?.bytes ?? []).toString()) as Envelope, stamps)).toString()));
  }

  function verifier(trust: Trust, timestampThreshold: number): Verifier {
    const keys = Object.entries(JSON.parse(sigstoreKeys(trust)) as Record<string, unknown>).map(([id, key]) => [id, PublicKey.fromJSON(key)] as const);
    const material = toTrustMaterial(TrustedRoot.fromJSON(JSON.parse(trustedRoot(trust))), Object.fromEntries(keys));
    return new Verifier(material, { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold });
  }

  async function accepts(trust: Trust, stamped = true): Promise<boolean> {
    const stamp = tsa.stamp(await signer.sign(pae(type, body)));
    const bundle = await bundleOf(stamped ? [stamp] : []);
    try {
      verifier(trust, stamped ? 1 : 0).verify(toSignedEntity(bundle));
      return true;
    } catch {
      return false;
    }
  }

  test.each<[string, Fields, Fields, boolean]>([
    ['root and signing certificate', {}, timed(authority([tsa.root, tsa.signing])), true],
    ['the same in the other order', {}, timed(authority([tsa.signing, tsa.root])), true],
    ['a root alone: Sigstore needs the signing certificate', {}, timed(authority([tsa.root])), false],
    ['an authority whose window has ended', {}, timed(authority([tsa.root, tsa.signing], { valid_to: '2025-06-01T00:00:00.000Z' })), false],
    ['an authority revoked with nothing honoured', {}, timed(authority([tsa.root, tsa.signing], stolen('2039-01-01T00:00:00.000Z', false))), false],
    ['an authority revoked later, and honoured', {}, timed(authority([tsa.root, tsa.signing], stolen('2039-01-01T00:00:00.000Z', true))), true],
    ['a key whose window has ended', { valid_to: '2025-06-01T00:00:00.000Z' }, timed(authority([tsa.root, tsa.signing])), false],
    ['a key revoked with nothing honoured', stolen('2039-01-01T00:00:00.000Z', false), timed(authority([tsa.root, tsa.signing])), false],
    ['a key revoked later, and honoured', stolen('2039-01-01T00:00:00.000Z', true), timed(authority([tsa.root, tsa.signing])), true],
  ])('%s', async (_, key, more, expected) => {
    expect(await accepts(trustIn([keyOf(signer, 'ines', { ...window, ...key })], more))).toBe(expected);
  });

  test('a key alone, and a key that the policy does not have', async () => {
    expect(await accepts(trustIn([keyOf(signer, 'ines')]), false)).toBe(true);
    expect(await accepts(trustIn([keyOf(signerNumber(8), 'omar')]), false)).toBe(false);
  });

  test('which authorities it will not know is said', () => {
    expect(
      withoutSigningCertificate(trustIn([keyOf(signer, 'ines')], timed(authority([tsa.root]), authority([tsa.root, tsa.signing], { name: 'other' })))),
    ).toEqual(['TT']);
  });
});

describe('keys', () => {
  const trust = trustIn([keyOf(signer, 'ines'), keyOf(signerNumber(8), 'omar')]);

  test('as SPKI in PEM, one file a key, named by its id', () => {
    const files = exported(trust, 'spki');
    expect(files.map(({ name }) => name)).toEqual([signer, signerNumber(8)].map(({ keyId }) => `${keyId}.pub.pem`));
    for (const { text, name } of files) {
      expect(createPublicKey(text).asymmetricKeyType).toBe('ed25519');
      expect(
        execFileSync('openssl', ['dgst', '-sha256', '-r'], {
          input: execFileSync('openssl', ['pkey', '-pubin', '-outform', 'DER'], { input: text }),
        }).toString(),
      ).toContain(name.slice(0, 64));
    }
  });

  test('of time authorities that count, as openssl reads them', () => {
    const more = timed(authority([tsa.root, tsa.signing]), authority([tsa.root], { name: 'other', ...stolen('2039-01-01T00:00:00.000Z', false) }));
    const [file] = exported(trustIn([keyOf(signer, 'ines')], more), 'tsa');
    expect(pemBlocks('CERTIFICATE', file?.text ?? '')?.map(base64)).toEqual([tsa.root, tsa.signing]);
    writeFileSync(join(tsa.folder, 'stamp.tsr'), tsa.stamp(message));
    writeFileSync(join(tsa.folder, 'tsa.pem'), file?.text ?? '');
    execFileSync('openssl', ['ts', '-verify', '-data', 'data', '-in', 'stamp.tsr', '-CAfile', 'tsa.pem'], { cwd: tsa.folder, stdio: 'pipe' });
  });

  test('of logs, each once', () => {
    const vkey = (number: number): string => verifierKeyText(verifierKey(`log${number}.example`, 'log', signerNumber(number).publicKey));
    const epochs = [40, 41, 40].map((number, index) => ({
      name: `e${index}`,
      vkey: vkey(number),
      witnesses: [],
      quorum: 0,
      valid_from: `203${index}-01-01T00:00:00.000Z`,
      valid_to: `203${index}-12-31T00:00:00.000Z`,
    }));
    expect(exported(trustIn([keyOf(signer, 'ines')], { log: { required: false, epochs } }), 'vkey')).toEqual([
      { name: 'log.vkey', text: `${vkey(40)}\n${vkey(41)}\n` },
    ]);
    expect(exported(trust, 'vkey')[0]?.text).toBe('');
  });
});

describe('PEM', () => {
  const der = Uint8Array.from({ length: 100 }, (_, at) => at);
  test('is read as it is written, several in one text, with comments between', () => {
    expect(pemBlocks('X', `subject=me\n${pemText('X', der)}\nmore\n${pemText('Y', der)}${pemText('X', der.subarray(1))}`)).toEqual([der, der.subarray(1)]);
    expect(pemBlocks('X', 'nothing')).toEqual([]);
  });
  test.each([
    ['no end', '-----BEGIN X-----\nAAAA\n'],
    ['the end of another', `-----BEGIN X-----\n${base64(der)}\n-----END Y-----\n`],
    ['no base64', '-----BEGIN X-----\n*\n-----END X-----\n'],
  ])('is refused: %s', (_, text) => {
    expect(pemBlocks('X', text)).toBeUndefined();
  });
});
