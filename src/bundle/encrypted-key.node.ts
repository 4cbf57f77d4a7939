import { createCipheriv, hkdfSync, scryptSync } from 'node:crypto';
import { concatBytes, utf8 } from '../core/bytes.ts';

// Node's own export knows PBKDF2 with 2,048 rounds alone, which a thief of the file guesses through. OpenSSL reads scrypt too.
const cost = { N: 16_384, r: 8, p: 1 } as const;

const oid = {
  pbes2: Uint8Array.of(0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0d),
  scrypt: Uint8Array.of(0x06, 0x09, 0x2b, 0x06, 0x01, 0x04, 0x01, 0xda, 0x47, 0x04, 0x0b),
  aes256Cbc: Uint8Array.of(0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01, 0x2a),
} as const;

/**
 * EncryptedPrivateKeyInfo (RFC 5958 section 3) by PBES2 with scrypt (RFC 7914 section 7) and AES-256-CBC. Salt and IV come
 * from the seed through HKDF: as good as random to whoever does not know it, and the same key file each time.
 */
export function encryptPkcs8(pkcs8: Uint8Array, seed: Uint8Array, passphrase: string): Uint8Array {
  const drawn = new Uint8Array(hkdfSync('sha256', seed, new Uint8Array(0), utf8('evidence-gate key file'), 32));
  const salt = drawn.subarray(0, 16);
  const iv = drawn.subarray(16);
  const cipher = createCipheriv('aes-256-cbc', scryptSync(passphrase, salt, 32, cost), iv);
  const encrypted = concatBytes([cipher.update(pkcs8), cipher.final()]);
  const kdf = sequence(oid.scrypt, sequence(octets(salt), integer(cost.N), integer(cost.r), integer(cost.p)));
  return sequence(sequence(oid.pbes2, sequence(kdf, sequence(oid.aes256Cbc, octets(iv)))), octets(encrypted));
}

function sequence(...parts: readonly Uint8Array[]): Uint8Array {
  return tagged(0x30, concatBytes(parts));
}

function octets(bytes: Uint8Array): Uint8Array {
  return tagged(0x04, bytes);
}

function integer(value: number): Uint8Array {
  const bytes = value < 0x80 ? [value] : [value >> 8, value & 0xff];
  return tagged(0x02, Uint8Array.from(bytes));
}

/** DER with definite length; nothing here is longer than 255 bytes. */
function tagged(tag: number, body: Uint8Array): Uint8Array {
  const length = body.length < 0x80 ? [body.length] : [0x81, body.length];
  return Uint8Array.of(tag, ...length, ...body);
}
