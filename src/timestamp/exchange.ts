import { fromHex, fromUtf8 } from '../core/bytes.ts';
import { sha2 } from '../core/sha2.ts';
import { visibleExcerpt } from '../core/visible-text.ts';
import { attempt, contextTag, readDer, tags, type Der, type Read } from './der.ts';
import type { Certificate } from './certificate.ts';
import { encodeDer, integerContent } from './der-writer.ts';
import { Fields, smallInteger } from './der-values.ts';

// AlgorithmIdentifier of SHA-256, with NULL as parameters: the spelling that every authority takes.
const sha256Algorithm = fromHex('300d06096086480165030402010500') ?? new Uint8Array(0);
const version = Uint8Array.of(1);
const yes = Uint8Array.of(0xff);

/** A `TimeStampReq` (RFC 3161 section 2.4.1) over the SHA-256 of the bytes; asks for the signer's certificate to come along. */
export function timeStampQuery(bytes: Uint8Array, nonce: Uint8Array): Uint8Array {
  const imprint = encodeDer(tags.sequence, sha256Algorithm, encodeDer(tags.octetString, sha2('sha256', bytes)));
  return encodeDer(tags.sequence, encodeDer(tags.integer, version), imprint, encodeDer(tags.integer, integerContent(nonce)), encodeDer(tags.boolean, yes));
}

/** What an authority answered: a response to keep, or why it gave none. */
export type Answer = { readonly granted: true; readonly response: Uint8Array } | { readonly granted: false; readonly why: string };

/**
 * Reads the answer to a query. The response to keep is the authority's token in a status without words: nobody signs those,
 * and the format has no place for them.
 */
export function readAnswer(bytes: Uint8Array): Read<Answer> {
  return attempt((): Answer => {
    const fields = new Fields(readDer(bytes), tags.sequence, 'a response');
    const status = fields.next(tags.sequence);
    const number = smallInteger(new Fields(status, tags.sequence, 'a status').next(tags.integer));
    if (number > 1) return { granted: false, why: `status ${number}${wordsOf(status)}` };
    const token = fields.next(tags.sequence);
    fields.end();
    const granted = encodeDer(tags.sequence, encodeDer(tags.integer, Uint8Array.of(0)));
    return { granted: true, response: encodeDer(tags.sequence, granted, token.encoding) };
  });
}

function wordsOf(status: Der): string {
  const words = status.children.filter(({ tag }) => tag === tags.sequence).flatMap(({ children }) => children.map(({ content }) => fromUtf8(content) ?? ''));
  return words.length === 0 ? '' : `: ${visibleExcerpt(words.join(' '), 200)}`;
}

/** A response that was read, with only these of its certificates: nobody signs which ones come along. */
export function withCertificates(response: Uint8Array, kept: readonly Certificate[]): Uint8Array {
  const certificates = kept.length === 0 ? new Uint8Array(0) : encodeDer(contextTag(0), ...kept.map(({ der }) => der));
  const inSignedData = (data: Der): Uint8Array =>
    encodeDer(data.tag, ...data.children.map((child) => (child.tag === contextTag(0) ? certificates : child.encoding)));
  return withLast(readDer(response), (token) => withLast(token, (content) => withLast(content, inSignedData)));
}

function withLast({ tag, children }: Der, change: (last: Der) => Uint8Array): Uint8Array {
  return encodeDer(tag, ...children.map((child, at) => (at === children.length - 1 ? change(child) : child.encoding)));
}
