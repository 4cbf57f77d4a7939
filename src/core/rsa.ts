import { concatBytes, equalBytes, fromHex, hex } from './bytes.ts';
import type { Sha2Name } from './sha2.ts';

// DigestInfo up to the digest (RFC 8017 section 9.2, note 1).
const digestInfo: Readonly<Record<Sha2Name, string>> = {
  sha256: '3031300d060960864801650304020105000420',
  sha384: '3041300d060960864801650304020205000430',
  sha512: '3051300d060960864801650304020305000440',
};

/**
 * RSASSA-PKCS1-v1_5 (RFC 8017 section 8.2.2) over a digest. The expected encoding is built and compared whole: whoever parses
 * the padding instead lets forgeries through. Only public numbers are used, so that timing tells nothing.
 */
export function verifyRsa(
  key: { readonly modulus: Uint8Array; readonly exponent: number },
  hash: Sha2Name,
  digest: Uint8Array,
  signature: Uint8Array,
): boolean {
  const length = key.modulus.length;
  if (signature.length !== length) return false;
  const modulus = numberOf(key.modulus);
  const number = numberOf(signature);
  if (number >= modulus) return false;
  return equalBytes(bytesOf(power(number, key.exponent, modulus), length), encoded(hash, digest, length));
}

function encoded(hash: Sha2Name, digest: Uint8Array, length: number): Uint8Array {
  const info = concatBytes([fromHex(digestInfo[hash]) ?? new Uint8Array(0), digest]);
  return concatBytes([Uint8Array.of(0, 1), new Uint8Array(length - info.length - 3).fill(0xff), Uint8Array.of(0), info]);
}

function power(base: bigint, exponent: number, modulus: bigint): bigint {
  let result = 1n;
  for (const bit of exponent.toString(2)) {
    result = (result * result) % modulus;
    if (bit === '1') result = (result * base) % modulus;
  }
  return result;
}

function numberOf(bytes: Uint8Array): bigint {
  return BigInt(`0x${hex(bytes)}`);
}

function bytesOf(number: bigint, length: number): Uint8Array {
  return fromHex(number.toString(16).padStart(length * 2, '0')) ?? new Uint8Array(0);
}
