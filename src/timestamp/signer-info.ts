import { concatBytes } from '../core/bytes.ts';
import type { Sha2Name } from '../core/sha2.ts';
import { algorithmOf, hashOf, stampSignatureAlgorithmOf, type SignatureAlgorithm } from './algorithms.ts';
import { contextTag, isInSetOrder, Malformed, tags, type Der } from './der.ts';
import { Fields, oidOf, onlyChild, smallInteger } from './der-values.ts';

/** Who signed a time stamp, and what exactly (RFC 5652 section 5.3). */
export interface SignerInfo {
  /** The certificate, as the signer identifier names it. */
  readonly issuer: Uint8Array;
  readonly serial: Uint8Array;
  /** The certificate, as the signed attribute ESSCertIDv2 names it (RFC 5816): nobody can put another in its place. */
  readonly certificateHash: { readonly hash: Sha2Name; readonly digest: Uint8Array };
  readonly hash: Sha2Name;
  readonly messageDigest: Uint8Array;
  /** The bytes under the signature: the signed attributes as a SET OF. */
  readonly signed: Uint8Array;
  readonly algorithm: SignatureAlgorithm;
  readonly signature: Uint8Array;
}

export const timeStampContent = '1.2.840.113549.1.9.16.1.4';

const attributes = {
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  certificateV1: '1.2.840.113549.1.9.16.2.12',
  certificateV2: '1.2.840.113549.1.9.16.2.47',
} as const;

/** Throws `Malformed`. */
export function signerInfoOf(value: Der): SignerInfo {
  const fields = new Fields(value, tags.sequence, 'a signer');
  if (smallInteger(fields.next(tags.integer)) !== 1) throw new Malformed('a signer is not named by issuer and serial number');
  const identifier = new Fields(fields.next(tags.sequence), tags.sequence, 'a signer');
  const issuer = identifier.next(tags.sequence).encoding;
  const serial = identifier.next(tags.integer).content;
  identifier.end();
  const hash = hashOf(algorithmOf(fields.next(tags.sequence)));
  const signedAttributes = fields.next(contextTag(0));
  const algorithm = stampSignatureAlgorithmOf(algorithmOf(fields.next(tags.sequence)), hash);
  const signature = fields.next(tags.octetString).content;
  // What is not signed can be changed by anyone who passes the file on.
  if (fields.optional(contextTag(1)) !== undefined) throw new Malformed('a signer has attributes that nobody signed');
  fields.end();
  return { issuer, serial, hash, ...signedAttributesOf(signedAttributes), algorithm, signature };
}

function signedAttributesOf(list: Der): Pick<SignerInfo, 'certificateHash' | 'messageDigest' | 'signed'> {
  // [0] IMPLICIT hides from the reader that this is a SET OF.
  if (!isInSetOrder(list.children)) throw new Malformed('a set is not in order');
  const values = new Map<string, Der>();
  for (const attribute of list.children) {
    const fields = new Fields(attribute, tags.sequence, 'an attribute');
    const oid = oidOf(fields.next(tags.oid));
    const set = fields.next(tags.set);
    fields.end();
    if (values.has(oid)) throw new Malformed('a signed attribute stands twice');
    values.set(oid, set);
  }
  const single = (oid: string, tag: number, what: string): Der => {
    const set = values.get(oid);
    if (set === undefined) throw new Malformed(`the signed attribute ${what} is missing`);
    return onlyChild(set, tag, what);
  };
  if (oidOf(single(attributes.contentType, tags.oid, 'contentType')) !== timeStampContent) throw new Malformed('what is signed is no time stamp');
  if (values.has(attributes.certificateV1) && !values.has(attributes.certificateV2))
    throw new Malformed('the signer is bound to its certificate by SHA-1 alone (ESSCertID of RFC 3161): ask for ESSCertIDv2 (RFC 5816)');
  return {
    messageDigest: single(attributes.messageDigest, tags.octetString, 'messageDigest').content,
    certificateHash: certificateHashOf(single(attributes.certificateV2, tags.sequence, 'signingCertificateV2')),
    signed: concatBytes([Uint8Array.of(tags.set), list.encoding.subarray(1)]),
  };
}

/** The first of the certificates names that of the signer (RFC 5035 section 3); the others are of its path, and not needed. */
function certificateHashOf(value: Der): SignerInfo['certificateHash'] {
  const [first] = new Fields(value, tags.sequence, 'signingCertificateV2').next(tags.sequence).children;
  if (first === undefined) throw new Malformed('signingCertificateV2 names no certificate');
  const fields = new Fields(first, tags.sequence, 'ESSCertIDv2');
  const algorithm = fields.optional(tags.sequence);
  const digest = fields.next(tags.octetString).content;
  return { hash: algorithm === undefined ? 'sha256' : hashOf(algorithmOf(algorithm)), digest };
}
