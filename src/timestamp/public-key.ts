import type { CurveName, PkixKey } from '../core/pkix-key.ts';
import { orderLength } from '../core/pkix-key.ts';
import { algorithmOf, checkParameters, nameOf, rsaEncryption, type Algorithm } from './algorithms.ts';
import { Malformed, readDer, tags, type Der } from './der.ts';
import { Fields, oidOf, positiveInteger, smallInteger, wholeBitString } from './der-values.ts';

const ecPublicKey = '1.2.840.10045.2.1';
const curveOids: Readonly<Record<string, CurveName>> = { '1.2.840.10045.3.1.7': 'P-256', '1.3.132.0.34': 'P-384', '1.3.132.0.35': 'P-521' };

const fewestBits = 2048;
const mostBits = 8192;
// 3 is safe where the padding is compared whole, and some roots have it.
const smallestExponent = 3;

/** A SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7). Throws `Malformed` where the key is none that a time stamp may be signed with. */
export function publicKeyOf(value: Der): PkixKey {
  const fields = new Fields(value, tags.sequence, 'a public key');
  const algorithm = algorithmOf(fields.next(tags.sequence));
  const bits = wholeBitString(fields.next(tags.bitString));
  fields.end();
  if (algorithm.oid === rsaEncryption) return rsaKey(algorithm, bits, value.encoding);
  if (algorithm.oid === ecPublicKey) return ecKey(algorithm, bits, value.encoding);
  throw new Malformed(`a key for ${nameOf(algorithm.oid)} is none of the format (RSA, or ECDSA on P-256, P-384, P-521)`);
}

function rsaKey(algorithm: Algorithm, bits: Uint8Array, spki: Uint8Array): PkixKey {
  checkParameters('rsa', algorithm.parameters);
  const fields = new Fields(readDer(bits), tags.sequence, 'an RSA key');
  const modulus = positiveInteger(fields.next(tags.integer));
  const exponent = smallInteger(fields.next(tags.integer));
  fields.end();
  const length = modulus.length * 8 - Math.clz32((modulus[0] ?? 0) << 24);
  if (length < fewestBits || length > mostBits) throw new Malformed(`an RSA key has ${length} bits, not ${fewestBits} to ${mostBits}`);
  if ((modulus.at(-1) ?? 0) % 2 === 0 || exponent % 2 === 0 || exponent < smallestExponent) throw new Malformed('an RSA key is weak');
  return { kind: 'rsa', spki, modulus, exponent };
}

function ecKey(algorithm: Algorithm, point: Uint8Array, spki: Uint8Array): PkixKey {
  const curve = algorithm.parameters === undefined ? undefined : curveOids[oidOf(algorithm.parameters)];
  if (curve === undefined) throw new Malformed('an EC key is not on P-256, P-384 or P-521');
  // Octet 4: both coordinates are there (RFC 5480 section 2.2). Each is as long as the order, on these three curves.
  if (point[0] !== 4 || point.length !== 1 + 2 * orderLength[curve]) throw new Malformed('an EC key is not given by both coordinates');
  return { kind: 'ec', spki, curve, point };
}

/** r and s of an ECDSA-Sig-Value (RFC 3279 section 2.2.3), each as long as the order of the curve; undefined where one is longer. */
export function ecdsaSignature(bytes: Uint8Array, curve: CurveName): Uint8Array {
  const fields = new Fields(readDer(bytes), tags.sequence, 'an ECDSA signature');
  const parts = [positiveInteger(fields.next(tags.integer)), positiveInteger(fields.next(tags.integer))];
  fields.end();
  const length = orderLength[curve];
  const out = new Uint8Array(2 * length);
  for (const [index, part] of parts.entries()) {
    if (part.length > length) throw new Malformed('an ECDSA signature is too long for its curve');
    out.set(part, (index + 1) * length - part.length);
  }
  return out;
}
