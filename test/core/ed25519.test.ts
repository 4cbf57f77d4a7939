import { createPrivateKey, createPublicKey } from 'node:crypto';
import { Point, verify } from '@noble/ed25519';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes, fromHex, hex, utf8 } from '../../src/core/bytes.ts';
import { sha512 } from '../../src/core/sha2.ts';
import { asPublicKey, fromSpki, publicKeyOf, sign, spkiOf, verifySignature, type PublicKey } from '../../src/core/ed25519.ts';
import { verifySignatureNode } from '../../src/core/ed25519.node.ts';

function bytes(text: string): Uint8Array {
  const read = fromHex(text);
  if (read === undefined) throw new Error(`${text} is no hex`);
  return read;
}

/** What a lenient verifier says (ZIP-215, as blockchains want it): the forgeries here must fool somebody to prove anything. */
function lenient(signature: Uint8Array, text: Uint8Array, anyKey: Uint8Array): boolean {
  return verify(signature, text, anyKey, { zip215: true });
}

/** Both of ours; they must decide alike. */
function decide(signature: Uint8Array, message: Uint8Array, key: PublicKey): boolean {
  const plain = verifySignature(signature, message, key);
  expect(verifySignatureNode(signature, message, key)).toBe(plain);
  return plain;
}

// RFC 8032 section 7.1, tests 1 to 3.
const vectors = [
  {
    seed: '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    key: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    message: '',
    signature: 'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  },
  {
    seed: '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    key: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    message: '72',
    signature: '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  },
  {
    seed: 'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
    key: 'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    message: 'af82',
    signature: '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  },
] as const;

// The eight points of small order, and further spellings of three of them that only a lenient reader takes (y ≥ p).
const smallOrder = [
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0000000000000000000000000000000000000000000000000000000000000080',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
] as const;
const nonCanonical = [
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  '0100000000000000000000000000000000000000000000000000000000000080',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
] as const;

const order = 2n ** 252n + 27742317777372353535851937790883648493n;
const seed = bytes(vectors[0].seed);
const key = publicKeyOf(seed);
const message = utf8('the message');

function little(value: bigint): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * i)) & 0xffn));
}

function number(of: Uint8Array): bigint {
  return of.reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n);
}

/** A signature with whatever R and A its maker wants: S = r + H(R, A, M)·s, as RFC 8032 computes it. */
function forge(r: Uint8Array, s: bigint, commitment: Uint8Array, forKey: Uint8Array, text: Uint8Array): Uint8Array {
  const challenge = number(sha512(concatBytes([commitment, forKey, text]))) % order;
  return concatBytes([commitment, little((number(r) + challenge * s) % order)]);
}

function scalarOf(of: Uint8Array): bigint {
  const digest = sha512(of).slice(0, 32);
  digest[0] = (digest[0] ?? 0) & 248;
  digest[31] = ((digest[31] ?? 0) & 127) | 64;
  return number(digest);
}

describe('what RFC 8032 says', () => {
  test.each(vectors)('the vector of seed $seed', (vector) => {
    const vectorKey = publicKeyOf(bytes(vector.seed));
    expect(hex(vectorKey)).toBe(vector.key);
    expect(hex(sign(bytes(vector.message), bytes(vector.seed)))).toBe(vector.signature);
    expect(decide(bytes(vector.signature), bytes(vector.message), vectorKey)).toBe(true);
    expect(decide(bytes(vector.signature), bytes(`${vector.message}00`), vectorKey)).toBe(false);
  });

  test('any change of one byte of a signature breaks it, for both implementations', () => {
    const signature = sign(message, seed);
    for (let at = 0; at < 64; at += 1) {
      const changed = Uint8Array.from(signature);
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
      expect(decide(changed, message, key)).toBe(false);
    }
  });

  test('OpenSSL reads and makes the same keys and signatures', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.uint8Array({ maxLength: 100 }), (anySeed, anyMessage) => {
        const pkcs8 = concatBytes([bytes('302e020100300506032b657004220420'), anySeed]);
        const theirs = createPublicKey(createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' })).export({ format: 'der', type: 'spki' });
        expect(hex(spkiOf(publicKeyOf(anySeed)))).toBe(hex(theirs));
        expect(hex(fromSpki(theirs) ?? new Uint8Array())).toBe(hex(publicKeyOf(anySeed)));
        expect(decide(sign(anyMessage, anySeed), anyMessage, publicKeyOf(anySeed))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});

describe('keys that fit every message', () => {
  test('a lenient verifier takes one trivial signature for every message; we take no such key', () => {
    const identity = bytes(smallOrder[0]);
    const trivial = concatBytes([identity, new Uint8Array(32)]);
    expect(lenient(trivial, utf8('one thing'), identity)).toBe(true);
    expect(lenient(trivial, utf8('another thing'), identity)).toBe(true);
    expect(asPublicKey(identity)).toBeUndefined();
  });

  test.each(smallOrder)('small order: %s', (point) => {
    expect(Point.fromBytes(bytes(point), true).isSmallOrder()).toBe(true);
    expect(asPublicKey(bytes(point))).toBeUndefined();
    expect(fromSpki(spkiOf(bytes(point) as PublicKey))).toBeUndefined();
  });

  test.each(nonCanonical)('not canonical: %s', (point) => {
    expect(asPublicKey(bytes(point))).toBeUndefined();
  });

  test('mixed order: a good key plus a point of small order', () => {
    for (const torsion of smallOrder.slice(1)) {
      const mixed = Point.fromBytes(key, false).add(Point.fromBytes(bytes(torsion), true));
      expect(mixed.isSmallOrder()).toBe(false);
      expect(asPublicKey(mixed.toBytes())).toBeUndefined();
    }
  });

  test('other lengths, and points that are not on the curve', () => {
    expect(asPublicKey(key.slice(0, 31))).toBeUndefined();
    expect(asPublicKey(concatBytes([key, Uint8Array.of(0)]))).toBeUndefined();
    expect(asPublicKey(bytes(`02${'00'.repeat(31)}`))).toBeUndefined();
  });

  test('another structure around the key', () => {
    const der = spkiOf(key);
    for (const broken of [der.slice(0, 43), concatBytes([der, Uint8Array.of(0)]), Uint8Array.from(der, (byte, at) => (at === 8 ? 0x6e : byte))])
      expect(fromSpki(broken)).toBeUndefined();
  });
});

describe('signatures that some verifiers take', () => {
  const r = little(12345n);
  const R = Point.BASE.multiply(12345n);

  test('our forger is a signer like any other', () => {
    expect(decide(forge(r, scalarOf(seed), R.toBytes(), key, message), message, key)).toBe(true);
  });

  test('S + L: the same signature with another spelling', () => {
    const signature = sign(message, seed);
    const malleable = concatBytes([signature.slice(0, 32), little(number(signature.slice(32)) + order)]);
    expect(decide(malleable, message, key)).toBe(false);
  });

  test.each(smallOrder)('R of small order: %s', (point) => {
    const signature = forge(new Uint8Array(32), scalarOf(seed), bytes(point), key, message);
    expect(lenient(signature, message, key)).toBe(true);
    expect(decide(signature, message, key)).toBe(false);
  });

  test('R of mixed order holds with the cofactor alone', () => {
    for (const torsion of smallOrder.slice(1)) {
      const mixed = R.add(Point.fromBytes(bytes(torsion), true)).toBytes();
      const signature = forge(r, scalarOf(seed), mixed, key, message);
      expect(lenient(signature, message, key)).toBe(true);
      expect(decide(signature, message, key)).toBe(false);
    }
  });

  test.each(nonCanonical)('R that is not canonical: %s', (point) => {
    expect(decide(forge(new Uint8Array(32), scalarOf(seed), bytes(point), key, message), message, key)).toBe(false);
  });

  test('a signature of another length', () => {
    const signature = sign(message, seed);
    for (const broken of [new Uint8Array(), signature.slice(0, 63), concatBytes([signature, Uint8Array.of(0)])])
      expect(decide(broken, message, key)).toBe(false);
  });
});
