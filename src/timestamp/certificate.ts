import { millisOf, type Instant } from '../core/clock.ts';
import type { PkixKey } from '../core/pkix-key.ts';
import { algorithmOf, signatureAlgorithmOf, type SignatureAlgorithm } from './algorithms.ts';
import { attempt, contextTag, Malformed, readDer, tags, type Der, type Read } from './der.ts';
import { Fields, instantOf, onlyChild, smallInteger, wholeBitString } from './der-values.ts';
import { extensionsOf, type Extensions } from './extensions.ts';
import { nameText } from './name-text.ts';
import { publicKeyOf } from './public-key.ts';

/** An X.509 certificate, version 3 (RFC 5280). Nothing is said yet of who vouches for it. */
export interface Certificate {
  readonly der: Uint8Array;
  /** Content of the INTEGER, which together with the issuer names the certificate. */
  readonly serial: Uint8Array;
  /** Names in DER: two are the same only where their bytes are. */
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  /** The subject for people: `CN=…, O=…`. */
  readonly subjectText: string;
  /** The certificate counts from one to the other, both included. */
  readonly notBefore: Instant;
  readonly notAfter: Instant;
  /** Not read where it is of a kind, or too weak, to be believed. */
  readonly publicKey: Read<PkixKey>;
  readonly extensions: Extensions;
  /** The bytes that its issuer signed, how, and the signature. A root that the policy lists may be signed in any way. */
  readonly signed: Uint8Array;
  readonly signatureAlgorithm: Read<SignatureAlgorithm>;
  readonly signature: Uint8Array;
}

/** Reads a certificate from DER. Never throws on bad bytes. */
export function parseCertificate(der: Uint8Array): Read<Certificate> {
  return attempt(() => certificateOf(readDer(der)));
}

/** The same inside a larger structure. Throws `Malformed`. */
export function certificateOf(value: Der): Certificate {
  const outer = new Fields(value, tags.sequence, 'a certificate');
  const tbs = outer.next(tags.sequence);
  const algorithm = outer.next(tags.sequence);
  const signature = wholeBitString(outer.next(tags.bitString));
  outer.end();
  const fields = new Fields(tbs, tags.sequence, 'a certificate');
  const version = fields.next(contextTag(0));
  if (smallInteger(onlyChild(version, tags.integer, 'a version')) !== 2) throw new Malformed('a certificate is not of version 3');
  const serial = fields.next(tags.integer).content;
  // The algorithm stands twice, and only once under the signature: RFC 5280 section 4.1.1.2 wants both alike.
  if (!sameEncoding(fields.next(tags.sequence), algorithm)) throw new Malformed('a certificate names two signature algorithms');
  const issuer = nonEmpty(fields.next(tags.sequence));
  const validity = new Fields(fields.next(tags.sequence), tags.sequence, 'a validity');
  const [notBefore, notAfter] = [timeOf(validity), timeOf(validity)];
  validity.end();
  const subject = fields.next(tags.sequence);
  const publicKey = fields.next(tags.sequence);
  const extensions = fields.optional(contextTag(3));
  fields.end();
  if (millisOf(notBefore) > millisOf(notAfter)) throw new Malformed('a certificate ends before it begins');
  return {
    der: value.encoding,
    serial,
    issuer: issuer.encoding,
    subject: subject.encoding,
    subjectText: nameText(subject),
    notBefore,
    notAfter,
    publicKey: attempt(() => publicKeyOf(publicKey)),
    extensions: extensionsOf(extensions === undefined ? undefined : onlyChild(extensions, tags.sequence, 'extensions')),
    signed: tbs.encoding,
    signatureAlgorithm: attempt(() => signatureAlgorithmOf(algorithmOf(algorithm))),
    signature,
  };
}

function timeOf(fields: Fields): Instant {
  return instantOf(fields.optional(tags.utcTime) ?? fields.next(tags.generalizedTime));
}

function nonEmpty(name: Der): Der {
  if (name.children.length === 0) throw new Malformed('a certificate names no issuer');
  return name;
}

function sameEncoding(a: Der, b: Der): boolean {
  return a.encoding.length === b.encoding.length && a.encoding.every((octet, at) => octet === b.encoding[at]);
}
