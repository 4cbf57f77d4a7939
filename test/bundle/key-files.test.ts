import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { publicKeyFromFile, signerFromFile, writeKeyPair } from '../../src/bundle/key-files.node.ts';
import { signerFromSeed } from '../../src/bundle/seed-signer.ts';
import { base64, fromHex, utf8 } from '../../src/core/bytes.ts';
import { spkiOf, verifySignature, type PublicKey } from '../../src/core/ed25519.ts';
import { EvidenceError } from '../../src/core/errors.ts';

const seed = new Uint8Array(32).fill(5);
let home = '';
let at: (name: string) => string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'keys-'));
  at = (name) => join(home, name);
});
afterEach(() => {
  rmSync(home, { recursive: true });
});

function write(passphrase?: string): { readonly keyId: string } {
  return writeKeyPair({ privatePath: at('k.key.pem'), publicPath: at('k.pub.pem'), seed, ...(passphrase === undefined ? {} : { passphrase }) });
}

function codeOf(work: () => unknown): string {
  try {
    work();
    return 'done';
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error;
    expect(error.where).toContain(home);
    return error.code;
  }
}

describe('a key pair', () => {
  test('is read back: the same signer, the same public key', async () => {
    const { keyId } = write();
    const signer = signerFromFile(at('k.key.pem'));
    expect(signer.keyId).toBe(keyId);
    expect(keyId).toBe(signerFromSeed(seed).keyId);
    expect(publicKeyFromFile(at('k.pub.pem'))).toEqual(signer.publicKey);
    expect(verifySignature(await signer.sign(utf8('x')), utf8('x'), signer.publicKey)).toBe(true);
  });

  test('has a private half that only its owner may read', () => {
    write();
    expect(statSync(at('k.key.pem')).mode & 0o777).toBe(0o600);
  });

  test('is what openssl reads, and its key id is what openssl and sha256sum give', () => {
    const { keyId } = write();
    const openssl = (...args: string[]): string => execFileSync('openssl', args, { encoding: 'utf8', cwd: home });
    expect(openssl('pkey', '-in', 'k.key.pem', '-pubout')).toBe(readFileSync(at('k.pub.pem'), 'utf8'));
    expect(execFileSync('sh', ['-c', 'openssl pkey -pubin -in k.pub.pem -outform DER | sha256sum'], { cwd: home, encoding: 'utf8' })).toBe(`${keyId}  -\n`);
  });

  test('is never written over', () => {
    write();
    const before = readFileSync(at('k.key.pem'), 'utf8');
    expect(codeOf(() => writeKeyPair({ privatePath: at('k.key.pem'), publicPath: at('new.pub.pem'), seed: new Uint8Array(32) }))).toBe('file-exists');
    expect(codeOf(() => writeKeyPair({ privatePath: at('new.key.pem'), publicPath: at('k.pub.pem'), seed: new Uint8Array(32) }))).toBe('file-exists');
    expect(readFileSync(at('k.key.pem'), 'utf8')).toBe(before);
    expect(readdirSync(home).sort()).toEqual(['k.key.pem', 'k.pub.pem']);
    expect(codeOf(() => writeKeyPair({ privatePath: at('no/k.pem'), publicPath: at('no/p.pem'), seed }))).toBe('file-unwritable');
  });
});

describe('a passphrase', () => {
  test('is of no account to a key file that is not locked', () => {
    const { keyId } = write();
    expect(signerFromFile(at('k.key.pem'), 'correct horse').keyId).toBe(keyId);
  });

  test('locks the private key, for us and for openssl', () => {
    const { keyId } = write('correct horse');
    expect(readFileSync(at('k.key.pem'), 'utf8')).toContain('BEGIN ENCRYPTED PRIVATE KEY');
    expect(signerFromFile(at('k.key.pem'), 'correct horse').keyId).toBe(keyId);
    const pub = execFileSync('openssl', ['pkey', '-in', 'k.key.pem', '-passin', 'pass:correct horse', '-pubout'], { cwd: home, encoding: 'utf8' });
    expect(pub).toBe(readFileSync(at('k.pub.pem'), 'utf8'));
    const parsed = execFileSync('openssl', ['asn1parse', '-in', 'k.key.pem'], { cwd: home, encoding: 'utf8' });
    expect(parsed).toMatch(/scrypt|id-scrypt/);
    expect(parsed).toContain('aes-256-cbc');
  });

  test('is asked for, and must be the right one', () => {
    write('correct horse');
    expect(codeOf(() => signerFromFile(at('k.key.pem')))).toBe('key-passphrase');
    expect(codeOf(() => signerFromFile(at('k.key.pem'), 'wrong horse'))).toBe('key-passphrase');
    expect(codeOf(() => signerFromFile(at('k.key.pem'), ''))).toBe('key-passphrase');
  });

  test('of any text works', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }), (passphrase) => {
        rmSync(at('k.key.pem'), { force: true });
        rmSync(at('k.pub.pem'), { force: true });
        expect(signerFromFile(at('k.key.pem'), (write(passphrase), passphrase)).keyId).toBe(signerFromSeed(seed).keyId);
      }),
      { numRuns: 10 },
    );
  });
});

describe('a file that holds no key of ours', () => {
  const pem = (label: string, der: Uint8Array): string => `-----BEGIN ${label}-----\n${base64(der)}\n-----END ${label}-----\n`;

  test.each<[string, () => string, string]>([
    ['text', () => 'not a key', 'key-malformed'],
    ['nothing', () => '', 'key-malformed'],
    ['a torn private key', () => pem('PRIVATE KEY', new Uint8Array(20)), 'key-malformed'],
    ['an RSA key', () => generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ format: 'pem', type: 'pkcs8' }), 'key-malformed'],
    ['an X25519 key', () => generateKeyPairSync('x25519').privateKey.export({ format: 'pem', type: 'pkcs8' }), 'key-malformed'],
    ['a public key', () => generateKeyPairSync('ed25519').publicKey.export({ format: 'pem', type: 'spki' }), 'key-malformed'],
  ])('as a private key: %s', (_, text, code) => {
    writeFileSync(at('x.pem'), text());
    expect(codeOf(() => signerFromFile(at('x.pem')))).toBe(code);
  });

  test.each<[string, () => string, string]>([
    ['a private key', () => generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }), 'key-malformed'],
    ['a torn public key', () => pem('PUBLIC KEY', new Uint8Array(20)), 'key-malformed'],
    ['another kind', () => generateKeyPairSync('x25519').publicKey.export({ format: 'pem', type: 'spki' }), 'key-malformed'],
    ['a key of small order', () => pem('PUBLIC KEY', spkiOf((fromHex(`01${'00'.repeat(31)}`) ?? new Uint8Array()) as PublicKey)), 'key-weak'],
  ])('as a public key: %s', (_, text, code) => {
    writeFileSync(at('x.pem'), text());
    expect(codeOf(() => publicKeyFromFile(at('x.pem')))).toBe(code);
  });

  test('no file, and no file to read', () => {
    expect(codeOf(() => signerFromFile(at('none.pem')))).toBe('file-missing');
    writeFileSync(at('file'), '');
    expect(codeOf(() => signerFromFile(at('file/none.pem')))).toBe('file-missing');
    expect(codeOf(() => publicKeyFromFile(home))).toBe('file-unreadable');
  });
});
