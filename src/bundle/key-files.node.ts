import { readFileSync, rmSync } from 'node:fs';
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { base64, concatBytes, utf8 } from '../core/bytes.ts';
import { errnoOf, writeError, writeNewFile } from '../core/durable-files.node.ts';
import { fromSpki, spkiOf, type PublicKey } from '../core/ed25519.ts';
import { EvidenceError, reasonOf } from '../core/errors.ts';
import { encryptPkcs8 } from './encrypted-key.node.ts';
import { signerFromSeed } from './seed-signer.ts';
import type { Signer } from './signer.ts';

export interface KeyFiles {
  readonly privatePath: string;
  readonly publicPath: string;
  /** 32 random bytes. */
  readonly seed: Uint8Array;
  readonly passphrase?: string;
}

// PrivateKeyInfo of ed25519 up to the seed (RFC 8410 section 7).
const pkcs8Prefix = Uint8Array.of(0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20);

/** Writes a key pair as PEM: PKCS#8 (mode 0600) and SPKI. Throws `file-exists` rather than replace a key, and then leaves nothing. */
export function writeKeyPair({ privatePath, publicPath, seed, passphrase }: KeyFiles): { readonly keyId: string; readonly publicKey: PublicKey } {
  const { keyId, publicKey } = signerFromSeed(seed);
  const pkcs8 = concatBytes([pkcs8Prefix, seed]);
  const privatePem = passphrase === undefined ? pem('PRIVATE KEY', pkcs8) : pem('ENCRYPTED PRIVATE KEY', encryptPkcs8(pkcs8, seed, passphrase));
  writeNew(publicPath, pem('PUBLIC KEY', spkiOf(publicKey)), 0o644);
  try {
    writeNew(privatePath, privatePem, 0o600);
  } catch (error) {
    rmSync(publicPath);
    throw error;
  }
  return { keyId, publicKey };
}

/** The signer of a private key file. Throws `file-missing`, `file-unreadable`, `key-malformed` or `key-passphrase`. */
export function signerFromFile(path: string, passphrase?: string): Signer {
  return signerFromPem(readKeyFile(path), path, passphrase);
}

/** The signer of a private key as PEM. `where` names it in errors. Throws `key-malformed` or `key-passphrase`. */
export function signerFromPem(text: string, where: string, passphrase?: string): Signer {
  const encrypted = text.includes('-----BEGIN ENCRYPTED PRIVATE KEY-----');
  const key = keyObject(where, encrypted ? 'key-passphrase' : 'key-malformed', () =>
    createPrivateKey({ key: text, format: 'pem', ...(passphrase === undefined ? {} : { passphrase }) }),
  );
  return signerFromSeed(key.export({ format: 'der', type: 'pkcs8' }).subarray(pkcs8Prefix.length));
}

/** The key of a public key file. Throws `file-missing`, `file-unreadable`, `key-malformed` or `key-weak`. */
export function publicKeyFromFile(path: string): PublicKey {
  const text = readKeyFile(path);
  // createPublicKey would take a private key too, and give its public half.
  if (!text.includes('-----BEGIN PUBLIC KEY-----')) throw new EvidenceError('key-malformed', { where: path });
  const der = keyObject(path, 'key-malformed', () => createPublicKey({ key: text, format: 'pem' })).export({ format: 'der', type: 'spki' });
  const key = fromSpki(der);
  if (key === undefined) throw new EvidenceError('key-weak', { where: path });
  return key;
}

function keyObject(path: string, code: 'key-passphrase' | 'key-malformed', read: () => KeyObject): KeyObject {
  let key: KeyObject;
  try {
    key = read();
  } catch (error) {
    throw new EvidenceError(code, { where: path, cause: reasonOf(error) });
  }
  if (key.asymmetricKeyType !== 'ed25519')
    throw new EvidenceError('key-malformed', { where: path, cause: `it is a key of ${key.asymmetricKeyType ?? 'no known kind'}` });
  return key;
}

function pem(label: string, der: Uint8Array): string {
  const lines = base64(der).match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

function readKeyFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const absent = ['ENOENT', 'ENOTDIR'].includes(errnoOf(error) ?? '');
    throw new EvidenceError(absent ? 'file-missing' : 'file-unreadable', absent ? { where: path } : { where: path, cause: error });
  }
}

function writeNew(path: string, text: string, mode: number): void {
  try {
    writeNewFile(path, utf8(text), mode);
  } catch (error) {
    throw errnoOf(error) === 'EEXIST' ? new EvidenceError('file-exists', { where: path }) : writeError(error, path);
  }
}
