import { equalBytes } from '../core/bytes.ts';
import { sha2 } from '../core/sha2.ts';
import { algorithmOf, hashOf } from './algorithms.ts';
import { certificateOf, type Certificate } from './certificate.ts';
import { attempt, contextTag, Malformed, readDer, tags, type Der, type Read } from './der.ts';
import { Fields, oidOf, onlyChild, smallInteger } from './der-values.ts';
import { signerInfoOf, timeStampContent, type SignerInfo } from './signer-info.ts';
import { tstInfoOf, type TstInfo } from './tst-info.ts';

/** A time stamp as it was read: what is stated, by whom, with which certificates beside it. Nothing is verified yet. */
export interface TimeStamp {
  readonly info: TstInfo;
  /** The bytes of `info`, whose digest the signer signed. */
  readonly content: Uint8Array;
  readonly signer: SignerInfo;
  /** In the order of the file. Anyone can add some: they are not signed. */
  readonly certificates: readonly Certificate[];
}

const signedData = '1.2.840.113549.1.7.2';
const granted = 0;
// A signer with two authorities above it has three; whoever sends more wants them all to be tried.
const mostCertificates = 8;

/**
 * Reads a `TimeStampResp` (RFC 3161 section 2.4.2): granted, with a token of exactly one signer. Never throws on bad bytes.
 * A field that the format does not need is malformed where nobody signs it, so that each byte of the file counts.
 */
export function readTimeStamp(bytes: Uint8Array): Read<TimeStamp> {
  return attempt(() => {
    const fields = new Fields(readDer(bytes), tags.sequence, 'a response');
    const status = new Fields(fields.next(tags.sequence), tags.sequence, 'a status');
    const number = smallInteger(status.next(tags.integer));
    if (number !== granted) throw new Malformed(`the authority did not grant a time stamp (status ${number})`);
    status.end();
    const token = fields.next(tags.sequence);
    fields.end();
    return timeStampOf(contentOf(token, signedData));
  });
}

/** The content of a ContentInfo of this type (RFC 5652 section 3). */
function contentOf(info: Der, type: string): Der {
  const fields = new Fields(info, tags.sequence, 'a token');
  if (oidOf(fields.next(tags.oid)) !== type) throw new Malformed('a token is no signed data');
  const content = onlyChild(fields.next(contextTag(0)), tags.sequence, 'a token');
  fields.end();
  return content;
}

function timeStampOf(value: Der): TimeStamp {
  const fields = new Fields(value, tags.sequence, 'signed data');
  if (smallInteger(fields.next(tags.integer)) !== 3) throw new Malformed('signed data is not of version 3');
  const algorithms = fields.next(tags.set);
  const content = encapsulated(fields.next(tags.sequence));
  const certificates = fields.optional(contextTag(0))?.children ?? [];
  if (certificates.length > mostCertificates) throw new Malformed(`there are more than ${mostCertificates} certificates`);
  // A list of revoked certificates may follow here in CMS. Nobody signs that it belongs here.
  const signer = signerInfoOf(onlyChild(fields.next(tags.set), tags.sequence, 'the set of signers'));
  fields.end();
  if (hashOf(algorithmOf(onlyChild(algorithms, tags.sequence, 'the set of hash functions'))) !== signer.hash)
    throw new Malformed('the signer uses another hash function than the token names');
  return { info: tstInfoOf(content), content, signer, certificates: certificates.map(certificateOf) };
}

function encapsulated(info: Der): Uint8Array {
  const fields = new Fields(info, tags.sequence, 'signed data');
  if (oidOf(fields.next(tags.oid)) !== timeStampContent) throw new Malformed('what is signed is no time stamp');
  const { content } = onlyChild(fields.next(contextTag(0)), tags.octetString, 'signed data');
  fields.end();
  return content;
}

/** Why a time stamp is not over these bytes; undefined where it is. The format's imprint is SHA-256. */
export function imprintProblem({ info: { imprint } }: TimeStamp, bytes: Uint8Array): string | undefined {
  if (imprint.hash !== 'sha256') return 'its imprint is not made with SHA-256';
  return equalBytes(imprint.digest, sha2('sha256', bytes)) ? undefined : 'it is over something else than this signature';
}
