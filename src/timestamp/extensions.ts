import { Malformed, readDer, tags, type Der } from './der.ts';
import { Fields, namedBit, oidOf, smallInteger } from './der-values.ts';

/** What a certificate says of its own use (RFC 5280 section 4.2). Absent members were not said. */
export interface Extensions {
  readonly authority: { readonly isAuthority: boolean; readonly pathLength: number | undefined } | undefined;
  readonly keyUsage: { readonly mayVouch: boolean; readonly maySignCertificates: boolean } | undefined;
  readonly purposes: { readonly oids: readonly string[]; readonly critical: boolean } | undefined;
  /** Critical ones that this reader does not know: whoever wrote them asks not to be believed then. */
  readonly unknownCritical: readonly string[];
}

const oids = { basicConstraints: '2.5.29.19', keyUsage: '2.5.29.15', certificatePolicies: '2.5.29.32', extendedKeyUsage: '2.5.29.37' } as const;
export const timeStampingPurpose = '1.3.6.1.5.5.7.3.8';
export const anyPurpose = '2.5.29.37.0';

interface Extension {
  readonly oid: string;
  readonly critical: boolean;
  readonly content: Uint8Array;
}

/** Extensions of a certificate, or of a time stamp: a sequence of them, each at most once. */
export function extensionList(list: Der): readonly Extension[] {
  if (list.children.length === 0) throw new Malformed('there is a list of extensions without one');
  const extensions = list.children.map(extensionOf);
  if (new Set(extensions.map(({ oid }) => oid)).size !== extensions.length) throw new Malformed('an extension stands twice');
  return extensions;
}

function extensionOf(value: Der): Extension {
  const fields = new Fields(value, tags.sequence, 'an extension');
  const oid = oidOf(fields.next(tags.oid));
  const critical = fields.optional(tags.boolean)?.content[0] === 0xff;
  const { content } = fields.next(tags.octetString);
  fields.end();
  return { oid, critical, content };
}

export function extensionsOf(list: Der | undefined): Extensions {
  const extensions = list === undefined ? [] : extensionList(list);
  const contentOf = (oid: string): Der | undefined => {
    const found = extensions.find((extension) => extension.oid === oid);
    return found === undefined ? undefined : readDer(found.content);
  };
  const basic = contentOf(oids.basicConstraints);
  const usage = contentOf(oids.keyUsage);
  const purposes = contentOf(oids.extendedKeyUsage);
  // Certificate policies narrow nothing as long as nobody asks for a certain one (RFC 5280 section 6.1).
  const known: readonly string[] = Object.values(oids);
  return {
    authority: basic === undefined ? undefined : authorityOf(basic),
    keyUsage: usage === undefined ? undefined : keyUsageOf(usage),
    purposes:
      purposes === undefined
        ? undefined
        : { oids: purposesOf(purposes), critical: extensions.some(({ oid, critical }) => oid === oids.extendedKeyUsage && critical) },
    unknownCritical: extensions.filter(({ oid, critical }) => critical && !known.includes(oid)).map(({ oid }) => oid),
  };
}

function authorityOf(value: Der): Extensions['authority'] {
  const fields = new Fields(value, tags.sequence, 'basic constraints');
  const isAuthority = fields.optional(tags.boolean)?.content[0] === 0xff;
  const pathLength = fields.optional(tags.integer);
  fields.end();
  return { isAuthority, pathLength: pathLength === undefined ? undefined : smallInteger(pathLength) };
}

function keyUsageOf(value: Der): Extensions['keyUsage'] {
  if (value.tag !== tags.bitString) throw new Malformed('key usage is of another type');
  return { mayVouch: namedBit(value, 0) || namedBit(value, 1), maySignCertificates: namedBit(value, 5) };
}

function purposesOf(value: Der): readonly string[] {
  if (value.tag !== tags.sequence || value.children.length === 0) throw new Malformed('extended key usage names no purpose');
  return value.children.map(oidOf);
}
