import type { Sha2Name } from '../core/sha2.ts';
import { Malformed, tags, type Der } from './der.ts';
import { Fields, oidOf } from './der-values.ts';

/** An AlgorithmIdentifier (RFC 5280 section 4.1.1.2): what it names, and the whole of its parameters. */
export interface Algorithm {
  readonly oid: string;
  readonly parameters: Der | undefined;
}

export function algorithmOf(value: Der): Algorithm {
  const fields = new Fields(value, tags.sequence, 'an algorithm');
  const oid = oidOf(fields.next(tags.oid));
  const [, parameters, ...more] = value.children;
  if (more.length > 0) throw new Malformed('an algorithm holds more than it may');
  return { oid, parameters };
}

const hashOids: Readonly<Record<string, Sha2Name>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

const signatureOids: Readonly<Record<string, SignatureAlgorithm>> = {
  '1.2.840.113549.1.1.11': { kind: 'rsa', hash: 'sha256' },
  '1.2.840.113549.1.1.12': { kind: 'rsa', hash: 'sha384' },
  '1.2.840.113549.1.1.13': { kind: 'rsa', hash: 'sha512' },
  '1.2.840.10045.4.3.2': { kind: 'ec', hash: 'sha256' },
  '1.2.840.10045.4.3.3': { kind: 'ec', hash: 'sha384' },
  '1.2.840.10045.4.3.4': { kind: 'ec', hash: 'sha512' },
};

const refusedOids: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.5': 'MD5',
  '1.3.14.3.2.26': 'SHA-1',
  '1.2.840.113549.1.1.4': 'MD5 with RSA',
  '1.2.840.113549.1.1.5': 'SHA-1 with RSA',
  '1.2.840.113549.1.1.10': 'RSA-PSS',
  '1.2.840.10045.4.1': 'SHA-1 with ECDSA',
  '1.3.101.112': 'Ed25519',
  '1.3.101.113': 'Ed448',
};

export interface SignatureAlgorithm {
  readonly kind: 'rsa' | 'ec';
  readonly hash: Sha2Name;
}

/** The hash function that an AlgorithmIdentifier names. Throws `Malformed` where it is none of SHA-2: MD5 and SHA-1 collide. */
export function hashOf(algorithm: Algorithm): Sha2Name {
  const hash = hashOids[algorithm.oid];
  if (hash === undefined) throw new Malformed(`${nameOf(algorithm.oid)} is no hash function of the format (SHA-256, SHA-384, SHA-512)`);
  if (!isAbsentOrNull(algorithm.parameters)) throw new Malformed('a hash function has parameters');
  return hash;
}

/** How a certificate is signed. Throws `Malformed` where it is neither RSA PKCS #1 v1.5 nor ECDSA, with SHA-2. */
export function signatureAlgorithmOf(algorithm: Algorithm): SignatureAlgorithm {
  const known = signatureOids[algorithm.oid];
  if (known === undefined) throw new Malformed(`${nameOf(algorithm.oid)} is no signature of the format (RSA PKCS #1 v1.5 or ECDSA, with SHA-2)`);
  checkParameters(known.kind, algorithm.parameters);
  return known;
}

/** How a time stamp is signed, given its hash function: RFC 3370 lets `rsaEncryption` stand for all of RSA. */
export function stampSignatureAlgorithmOf(algorithm: Algorithm, hash: Sha2Name): SignatureAlgorithm {
  if (algorithm.oid === rsaEncryption) {
    checkParameters('rsa', algorithm.parameters);
    return { kind: 'rsa', hash };
  }
  const named = signatureAlgorithmOf(algorithm);
  if (named.hash !== hash) throw new Malformed('its signature is made with another hash function than it says');
  return named;
}

export const rsaEncryption = '1.2.840.113549.1.1.1';

/** Throws `Malformed` unless the parameters are what RFC 4055 (RSA: null) or RFC 5758 (ECDSA: none) say. */
export function checkParameters(kind: 'rsa' | 'ec', parameters: Der | undefined): void {
  if (kind === 'rsa' ? parameters?.tag !== tags.null : parameters !== undefined) throw new Malformed('a signature algorithm has wrong parameters');
}

function isAbsentOrNull(parameters: Der | undefined): boolean {
  return parameters === undefined || parameters.tag === tags.null;
}

export function nameOf(oid: string): string {
  return refusedOids[oid] ?? oid;
}
