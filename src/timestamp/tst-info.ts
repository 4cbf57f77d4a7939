import type { Instant } from '../core/clock.ts';
import type { Sha2Name } from '../core/sha2.ts';
import { algorithmOf, hashOf } from './algorithms.ts';
import { contextTag, Malformed, readDer, tags, type Der } from './der.ts';
import { Fields, instantOf, smallInteger } from './der-values.ts';
import { extensionList } from './extensions.ts';

/** What a time-stamping authority states (RFC 3161 section 2.4.2). */
export interface TstInfo {
  readonly imprint: { readonly hash: Sha2Name; readonly digest: Uint8Array };
  /** A moment at which the imprint was there, rounded up to milliseconds. */
  readonly at: Instant;
  /** How far the authority's clock may be off, in milliseconds, rounded up. */
  readonly accuracyMs: number;
  /** Content of the INTEGER that the request asked to see again. */
  readonly nonce: Uint8Array | undefined;
}

/** Throws `Malformed`. The name of the authority (`tsa`) is not used: its certificate says who it is. */
export function tstInfoOf(bytes: Uint8Array): TstInfo {
  const fields = new Fields(readDer(bytes), tags.sequence, 'a time stamp');
  if (smallInteger(fields.next(tags.integer)) !== 1) throw new Malformed('a time stamp is not of version 1');
  fields.next(tags.oid);
  const imprint = imprintOf(fields.next(tags.sequence));
  fields.next(tags.integer);
  const at = instantOf(fields.next(tags.generalizedTime));
  const accuracy = fields.optional(tags.sequence);
  fields.optional(tags.boolean);
  const nonce = fields.optional(tags.integer)?.content;
  fields.optional(contextTag(0));
  const extensions = fields.optional(contextTag(1));
  fields.end();
  if (extensions !== undefined && extensionList(extensions).some(({ critical }) => critical)) throw new Malformed('a time stamp has a critical extension');
  return { imprint, at, accuracyMs: accuracy === undefined ? 0 : accuracyOf(accuracy), nonce };
}

function imprintOf(value: Der): TstInfo['imprint'] {
  const fields = new Fields(value, tags.sequence, 'an imprint');
  const hash = hashOf(algorithmOf(fields.next(tags.sequence)));
  const digest = fields.next(tags.octetString).content;
  fields.end();
  return { hash, digest };
}

function accuracyOf(value: Der): number {
  const fields = new Fields(value, tags.sequence, 'an accuracy');
  const seconds = fields.optional(tags.integer);
  const millis = fields.optional(contextTag(0, 'primitive'));
  const micros = fields.optional(contextTag(1, 'primitive'));
  fields.end();
  return (seconds === undefined ? 0 : smallInteger(seconds) * 1000) + fractionOf(millis) + Math.ceil(fractionOf(micros) / 1000);
}

function fractionOf(value: Der | undefined): number {
  if (value === undefined) return 0;
  const number = smallInteger(value);
  if (value.content.length === 0 || number < 1 || number > 999) throw new Malformed('an accuracy has a part out of its range');
  return number;
}
