import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { minisigMessage, minisigText, readMinisig } from '../../src/bundle/minisig.ts';
import { publicKeyForms } from '../../src/bundle/public-key-forms.ts';
import { signerFromSeed } from '../../src/bundle/seed-signer.ts';
import { sigstoreBundle, timestampsOf } from '../../src/bundle/sigstore-bundle.ts';
import { readSshsig, sshsigMessage, sshsigText } from '../../src/bundle/sshsig.ts';
import { base64, concatBytes, fromHex, fromUtf8, hex, utf8 } from '../../src/core/bytes.ts';
import { sshString } from '../../src/core/ssh-wire.ts';
import { present } from '../outside/tools.ts';

const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 });
const signatures = fc.uint8Array({ minLength: 64, maxLength: 64 });
const signer = signerFromSeed(new Uint8Array(32).fill(7));
const home = mkdtempSync(join(tmpdir(), 'wrappings-'));
afterAll(() => {
  rmSync(home, { recursive: true });
});

/** Each text that differs from the given one in one place: a byte changed, removed, put in, and bytes before and behind. */
function neighbours(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  return fc
    .tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), fc.constantFrom('change', 'remove', 'insert', 'before', 'behind'))
    .map(([at, by, how]) => {
      const byte = Uint8Array.of((bytes[at] ?? 0) ^ by);
      if (how === 'before') return concatBytes([byte, bytes]);
      if (how === 'behind') return concatBytes([bytes, byte]);
      return concatBytes([bytes.subarray(0, at), how === 'remove' ? new Uint8Array(0) : byte, bytes.subarray(how === 'insert' ? at : at + 1)]);
    });
}

describe('an SSH signature', () => {
  test('comes back as it was written', () => {
    fc.assert(
      fc.property(seeds, signatures, (seed, signature) => {
        const { publicKey } = signerFromSeed(seed);
        expect(readSshsig(sshsigText(publicKey, signature))).toEqual({ publicKey, signature });
      }),
    );
  });

  test('has one spelling: what differs in a byte is none, or says another key or signature', () => {
    const text = sshsigText(signer.publicKey, new Uint8Array(64).fill(3));
    fc.assert(
      fc.property(neighbours(text), (bytes) => {
        const read = readSshsig(bytes);
        if (read !== undefined) expect(sshsigText(read.publicKey, read.signature)).toEqual(bytes);
        expect(read === undefined || hex(read.publicKey) !== hex(signer.publicKey) || hex(read.signature) !== hex(new Uint8Array(64).fill(3))).toBe(true);
      }),
    );
  });

  test('is none of any bytes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.string().map(utf8),
          fc.base64String().map((text) => utf8(`-----BEGIN SSH SIGNATURE-----\n${text}\n-----END SSH SIGNATURE-----\n`)),
        ),
        (bytes) => {
          expect(readSshsig(bytes)).toBeUndefined();
        },
      ),
    );
  });

  const good = fromUtf8(sshsigText(signer.publicKey, new Uint8Array(64).fill(3))) ?? '';
  const blob = Buffer.from(good.split('\n').slice(1, -2).join(''), 'base64');
  const armored = (bytes: Uint8Array, width = 70): string =>
    ['-----BEGIN SSH SIGNATURE-----', ...(base64(bytes).match(new RegExp(`.{1,${width}}`, 'g')) ?? []), '-----END SSH SIGNATURE-----', ''].join('\n');
  const swapped = (from: Uint8Array, to: Uint8Array): Uint8Array => {
    const at = blob.indexOf(from);
    expect(at).toBeGreaterThan(0);
    return concatBytes([blob.subarray(0, at), to, blob.subarray(at + from.length)]);
  };

  test.each<[string, () => string]>([
    ['of another namespace', () => armored(swapped(sshString('evidence-gate'), sshString('evidence-gats')))],
    ['of the namespace file', () => armored(swapped(sshString('evidence-gate'), sshString('file')))],
    ['over SHA-256', () => armored(swapped(sshString('sha512'), sshString('sha256')))],
    ['of another kind of key', () => armored(swapped(sshString('ssh-ed25519'), sshString('ssh-ed25520')))],
    ['of a later version', () => armored(swapped(Uint8Array.of(0, 0, 0, 1), Uint8Array.of(0, 0, 0, 2)))],
    ['by a key that anyone can sign for', () => armored(swapped(signer.publicKey, Uint8Array.of(1, ...new Uint8Array(31))))],
    ['with bytes behind', () => armored(concatBytes([blob, Uint8Array.of(0)]))],
    ['in lines of 76', () => armored(blob, 76)],
    ['in one line', () => armored(blob, 1000)],
    ['with carriage returns', () => good.replaceAll('\n', '\r\n')],
    ['without its last line feed', () => good.trimEnd()],
    ['with a comment before it', () => `hello\n${good}`],
    ['with a line behind it', () => `${good}\n`],
    ['of the dead', () => good.replace('SSH SIGNATURE', 'PGP SIGNATURE')],
  ])('is none: %s', (_, text) => {
    expect(text()).not.toBe(good);
    expect(readSshsig(utf8(text()))).toBeUndefined();
  });

  test.skipIf(!present('ssh-keygen'))('is byte for byte the one that ssh-keygen makes with the same key', async () => {
    const message = utf8('DSSEv1 1 a 1 b');
    writeFileSync(join(home, 'message'), message);
    writeFileSync(join(home, 'ssh.key'), opensshKey(new Uint8Array(32).fill(7), signer.publicKey), { mode: 0o600 });
    execFileSync('ssh-keygen', ['-Y', 'sign', '-f', 'ssh.key', '-n', 'evidence-gate', 'message'], { cwd: home, stdio: 'pipe' });
    const ours = sshsigText(signer.publicKey, await signer.sign(sshsigMessage(message)));
    expect(fromUtf8(ours)).toBe(readFileSync(join(home, 'message.sig'), 'utf8'));
  });
});

describe('a signature for minisign and signify', () => {
  test('comes back as it was written', () => {
    fc.assert(
      fc.property(seeds, signatures, signatures, (seed, first, second) => {
        const { keyId } = signerFromSeed(seed);
        expect(readMinisig(minisigText(keyId, first, second), keyId, first)).toEqual(second);
      }),
    );
  });

  test('has one spelling: what differs in a byte is none, or holds another second signature', () => {
    const first = new Uint8Array(64).fill(1);
    const second = new Uint8Array(64).fill(2);
    fc.assert(
      fc.property(neighbours(minisigText(signer.keyId, first, second)), (bytes) => {
        const read = readMinisig(bytes, signer.keyId, first);
        expect(read === undefined || hex(read) !== hex(second)).toBe(true);
      }),
    );
  });

  const first = new Uint8Array(64).fill(1);
  const good = fromUtf8(minisigText(signer.keyId, first, new Uint8Array(64).fill(2))) ?? '';
  const other = signerFromSeed(new Uint8Array(32).fill(8));
  test.each<[string, string]>([
    [
      'with the number of another key',
      good.replace(
        /^RW.{10}/m,
        fromUtf8(minisigText(other.keyId, first, first))
          ?.split('\n')[1]
          ?.slice(0, 12) ?? '',
      ),
    ],
    ['over a digest (ED)', good.replace(/^RWQ/m, 'RUQ')],
    ['with another trusted comment', good.replace('format 1', 'format 2')],
    ['with a trusted comment that speaks to a terminal', good.replace('format 1', 'format \u001b[2J1')],
    ['with a trusted comment that breaks its line', good.replace('format 1', 'format\r 1')],
    ['with another untrusted comment', good.replace('signature of', 'signature for')],
    ['with a fifth line', `${good}more\n`],
    ['without its last line feed', good.trimEnd()],
    ['with carriage returns', good.replaceAll('\n', '\r\n')],
    ['as signify writes it', `${good.split('\n').slice(0, 2).join('\n')}\n`],
  ])('is none: %s', (_, text) => {
    expect(text).not.toBe(good);
    expect(readMinisig(utf8(text), signer.keyId, first)).toBeUndefined();
  });

  test('binds the comment to the signature', async () => {
    expect(minisigMessage(signer.keyId, first).subarray(0, 64)).toEqual(first);
    expect(fromUtf8(minisigMessage(signer.keyId, first).subarray(64))).toBe(good.split('\n')[2]?.replace('trusted comment: ', ''));
  });
});

describe('a Sigstore bundle', () => {
  const envelope = {
    payloadType: 'application/vnd.in-toto+json',
    payload: 'e30=',
    signatures: [{ keyid: signer.keyId, sig: base64(new Uint8Array(64)) }],
  } as const;
  const read = (stamps: readonly Uint8Array[]): unknown => JSON.parse(fromUtf8(sigstoreBundle(envelope as never, stamps)) ?? '');

  test('holds the envelope, the name of the key, and nothing of its own', () => {
    expect(read([])).toEqual({
      mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
      verificationMaterial: { publicKey: { hint: signer.keyId } },
      dsseEnvelope: envelope,
    });
  });

  test('holds the time stamps in the order of their numbers', () => {
    const files = new Map([2, 1, 9].map((number) => [`signatures/${signer.keyId}.${number}.tsr`, Uint8Array.of(number)]));
    expect(timestampsOf(signer.keyId, (path) => files.get(path))).toEqual([1, 2, 9].map((number) => Uint8Array.of(number)));
    expect(read([Uint8Array.of(1), Uint8Array.of(2)])).toMatchObject({
      verificationMaterial: { timestampVerificationData: { rfc3161Timestamps: [{ signedTimestamp: 'AQ==' }, { signedTimestamp: 'Ag==' }] } },
    });
  });
});

describe('a public key for other tools', () => {
  const form = (name: keyof typeof publicKeyForms): string => publicKeyForms[name](signer.publicKey);

  test.skipIf(!present('ssh-keygen'))('as ssh-keygen reads it', () => {
    writeFileSync(join(home, 'k.pub'), form('ssh'));
    const seen = execFileSync('ssh-keygen', ['-l', '-f', 'k.pub'], { cwd: home, encoding: 'utf8' });
    expect(seen).toContain(`${signer.keyId} (ED25519)`);
  });

  test.skipIf(!present('openssl'))('as openssl reads it', () => {
    writeFileSync(join(home, 'k.pem'), form('pem'));
    const der = execFileSync('openssl', ['pkey', '-pubin', '-in', 'k.pem', '-outform', 'DER'], { cwd: home });
    expect(form('spki')).toBe(`${der.toString('base64')}\n`);
  });

  test('as minisign and signify read it: one file, whose number is the beginning of the key id', () => {
    expect(form('signify')).toBe(form('minisign'));
    const raw = Buffer.from(form('minisign').split('\n')[1] ?? '', 'base64');
    expect(raw.subarray(0, 2).toString()).toBe('Ed');
    expect(hex(raw.subarray(2, 10))).toBe(signer.keyId.slice(0, 16));
    expect(hex(raw.subarray(10))).toBe(hex(signer.publicKey));
  });
});

/** A private key in OpenSSH's own form (PROTOCOL.key): the only one that ssh-keygen takes for ed25519. */
function opensshKey(seed: Uint8Array, publicKey: Uint8Array): string {
  const check = fromHex('0102030401020304') ?? new Uint8Array(0);
  const publicBlob = concatBytes([sshString('ssh-ed25519'), sshString(publicKey)]);
  const secret = concatBytes([check, publicBlob, sshString(concatBytes([seed, publicKey])), sshString('')]);
  const padding = Uint8Array.from({ length: (8 - (secret.length % 8)) % 8 }, (_, index) => index + 1);
  const blob = concatBytes([
    utf8('openssh-key-v1\0'),
    sshString('none'),
    sshString('none'),
    sshString(''),
    Uint8Array.of(0, 0, 0, 1),
    sshString(publicBlob),
    sshString(concatBytes([secret, padding])),
  ]);
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${base64(blob)
    .match(/.{1,70}/g)
    ?.join('\n')}\n-----END OPENSSH PRIVATE KEY-----\n`;
}
