import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { CurveName, PkixKey } from '../../src/core/pkix-key.ts';
import { verifyPkixNode } from '../../src/core/pkix.node.ts';
import { verifyPkix } from '../../src/core/pkix.ts';

const message = Buffer.from('a signature in time');

/** What both implementations say. They must agree. */
function both(key: PkixKey, signature: Uint8Array, hash: 'sha256' | 'sha384' | 'sha512' = 'sha256', over: Uint8Array = message): boolean {
  const plain = verifyPkix(key, hash, signature, over);
  expect(verifyPkixNode(key, hash, signature, over)).toBe(plain);
  return plain;
}

const spkiOf = (key: KeyObject): Uint8Array => key.export({ type: 'spki', format: 'der' });
const number = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
const octets = (value: bigint, length: number): Uint8Array => Buffer.from(value.toString(16).padStart(2 * length, '0'), 'hex');

const orders: Readonly<Record<CurveName, bigint>> = {
  'P-256': 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  'P-384': 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
  'P-521': 0x01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n,
};

describe.each(['P-256', 'P-384', 'P-521'] as const)('ECDSA on %s', (curve) => {
  const pair = generateKeyPairSync('ec', { namedCurve: curve });
  const length = { 'P-256': 32, 'P-384': 48, 'P-521': 66 }[curve];
  const spki = spkiOf(pair.publicKey);
  const point = spki.subarray(spki.length - 2 * length - 1);
  const key: PkixKey = { kind: 'ec', spki, curve, point };
  const good = sign('sha256', message, { key: pair.privateKey, dsaEncoding: 'ieee-p1363' });
  const [r, s, n] = [number(good.subarray(0, length)), number(good.subarray(length)), orders[curve]];
  const of = (a: bigint, b: bigint): Uint8Array => Buffer.concat([octets(a, length), octets(b, length)]);

  test.each(['sha256', 'sha384', 'sha512'] as const)('with %s, shorter or longer than the order', (hash) => {
    expect(both(key, sign(hash, message, { key: pair.privateKey, dsaEncoding: 'ieee-p1363' }), hash)).toBe(true);
  });
  test('s and its negative are both signatures', () => expect([both(key, of(r, s)), both(key, of(r, n - s))]).toEqual([true, true]));
  test.each<[string, () => Uint8Array]>([
    ['r is 0', () => of(0n, s)],
    ['s is 0', () => of(r, 0n)],
    ['both are 0', () => of(0n, 0n)],
    ['r is the order', () => of(n, s)],
    ['s is the order', () => of(r, n)],
    ['both are 1', () => of(1n, 1n)],
    ['r and s change places', () => of(s, r)],
    ['a byte too few', () => good.subarray(1)],
    ['a byte too many', () => Buffer.concat([good, Buffer.of(0)])],
    ['nothing', () => new Uint8Array(0)],
    ['all bits', () => new Uint8Array(2 * length).fill(255)],
  ])('%s: refused', (_, make) => expect(both(key, make())).toBe(false));
  test('r or s plus the order is another spelling, and refused', () => {
    for (const pairOf of [of, (a: bigint, b: bigint) => of(b, a)] as const)
      if ((r + n).toString(16).length <= 2 * length) expect(both(key, pairOf(r + n, s))).toBe(false);
  });
  test('another message, another hash function', () => {
    expect([both(key, good, 'sha256', Buffer.from('x')), both(key, good, 'sha512')]).toEqual([false, false]);
  });
  test('a point that is not on the curve', () => {
    const off = Uint8Array.from(spki);
    off[off.length - 1] = (off.at(-1) ?? 0) ^ 1;
    expect(both({ ...key, spki: off, point: off.subarray(off.length - 2 * length - 1) }, good)).toBe(false);
  });
});

describe.each([2048, 2049, 4096])('RSA of %i bits', (modulusLength) => {
  const pair = generateKeyPairSync('rsa', { modulusLength });
  const modulus = Buffer.from(pair.publicKey.export({ format: 'jwk' }).n ?? '', 'base64url');
  const key: PkixKey = { kind: 'rsa', spki: spkiOf(pair.publicKey), modulus, exponent: 65_537 };
  const good = sign('sha256', message, pair.privateKey);

  test.each(['sha256', 'sha384', 'sha512'] as const)('with %s', (hash) => expect(both(key, sign(hash, message, pair.privateKey), hash)).toBe(true));
  test.each<[string, () => Uint8Array]>([
    ['plus the modulus: another spelling', () => octets(number(good) + number(modulus), modulus.length + 1).subarray(-modulus.length)],
    ['the modulus', () => modulus],
    ['0', () => new Uint8Array(modulus.length)],
    ['1', () => octets(1n, modulus.length)],
    ['a byte too few', () => good.subarray(1)],
    ['a byte too many', () => Buffer.concat([Buffer.of(0), good])],
    ['nothing', () => new Uint8Array(0)],
    ['signed with SHA-1', () => sign('sha1', message, pair.privateKey)],
    ['signed with PSS', () => sign('sha256', message, { key: pair.privateKey, padding: 6 })],
  ])('%s: refused', (_, make) => expect(both(key, make())).toBe(false));

  // RFC 8017 section 9.2, and what verifiers have taken for it.
  const info = '3031300d060960864801650304020105000420';
  const digest = createHash('sha256').update(message).digest('hex');
  const block = (head: string, tail: string): Uint8Array => Buffer.from(head + 'ff'.repeat(modulus.length - (head.length + tail.length) / 2) + tail, 'hex');
  test.each<[string, () => Uint8Array, boolean]>([
    ['right', () => block('0001', `00${info}${digest}`), true],
    ['rubbish behind the digest', () => block('0001', `00${info}${digest}${'00'.repeat(8)}`), false],
    ['block type 2', () => block('0002', `00${info}${digest}`), false],
    ['a hole in the padding', () => block('0001ff00', `00${info}${digest}`), false],
    ['no end of the padding', () => block('0001', `${info}${digest}`), false],
    ['parameters left out', () => block('0001', `00302f300b06096086480165030402010420${digest}`), false],
    ['the digest alone', () => block('0001', `00${digest}`), false],
  ])('padding: %s', (_, make, holds) => {
    const jwk = pair.privateKey.export({ format: 'jwk' });
    const signature = octets(power(number(make()), number(Buffer.from(jwk.d ?? '', 'base64url')), number(modulus)), modulus.length);
    expect(both(key, signature)).toBe(holds);
  });
});

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let [result, square] = [1n, base % modulus];
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}
