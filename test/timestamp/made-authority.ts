import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { concatBytes, utf8 } from '../../src/core/bytes.ts';
import { encodeDer, integerContent } from '../../src/timestamp/der-writer.ts';

type Hash = 'sha1' | 'sha256' | 'sha384' | 'sha512';
type Bytes = Uint8Array;

export interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

export const ecKey = (namedCurve = 'P-256'): KeyPair => generateKeyPairSync('ec', { namedCurve });
export const rsaKey = (modulusLength = 2048): KeyPair => generateKeyPairSync('rsa', { modulusLength });

export const sequence = (...parts: readonly Bytes[]): Bytes => encodeDer(0x30, ...parts);
/** In the order that DER asks for. */
export const setOf = (...parts: readonly Bytes[]): Bytes => encodeDer(0x31, ...[...parts].sort((a, b) => Buffer.compare(a, b)));
export const integer = (number: number | Bytes): Bytes => encodeDer(0x02, integerContent(typeof number === 'number' ? octetsOf(number) : number));
export const octets = (content: Bytes): Bytes => encodeDer(0x04, content);
export const nothing: Bytes = Uint8Array.of(5, 0);
export const yes: Bytes = Uint8Array.of(1, 1, 0xff);
export const bits = (content: Bytes, unused = 0): Bytes => encodeDer(0x03, Uint8Array.of(unused), content);

function octetsOf(number: number): Bytes {
  return Uint8Array.from(Buffer.from(number.toString(16).padStart(12, '0'), 'hex'));
}

export function oid(text: string): Bytes {
  const [root = 0, second = 0, ...arcs] = text.split('.').map(Number);
  const base128 = (arc: number): number[] => [...(arc >= 128 ? base128(Math.floor(arc / 128)).map((octet) => octet | 0x80) : []), arc % 128];
  return encodeDer(0x06, Uint8Array.from([root * 40 + second, ...arcs].flatMap(base128)));
}

export function nameOf(commonName: string): Bytes {
  return sequence(setOf(sequence(oid('2.5.4.3'), encodeDer(0x0c, utf8(commonName)))));
}

export function generalizedTime(iso: string): Bytes {
  // A fraction does not end in zeros.
  return encodeDer(
    0x18,
    utf8(
      iso
        .replace(/[-:T]/g, '')
        .replace(/\.?0*Z$/, (end) => (end.startsWith('.') ? 'Z' : end))
        .replace(/(\.[0-9]*[1-9])0+Z$/, '$1Z'),
    ),
  );
}

/** As certificates write it: two digits of the year up to 2049. */
export function certificateTime(iso: string): Bytes {
  return iso < '2050' ? encodeDer(0x17, utf8(iso.replace(/[-:T]/g, '').replace('.000Z', 'Z').slice(2))) : generalizedTime(iso);
}

const hashOids: Readonly<Record<Hash, string>> = {
  sha1: '1.3.14.3.2.26',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
};
export const hashAlgorithm = (hash: Hash): Bytes => sequence(oid(hashOids[hash]), nothing);

function signatureAlgorithm(key: KeyObject, hash: Hash): Bytes {
  if (key.asymmetricKeyType === 'ed25519') return sequence(oid('1.3.101.112'));
  const rsa = { sha1: 5, sha256: 11, sha384: 12, sha512: 13 } as const;
  const ec = { sha1: '1', sha256: '3.2', sha384: '3.3', sha512: '3.4' } as const;
  return key.asymmetricKeyType === 'rsa' ? sequence(oid(`1.2.840.113549.1.1.${rsa[hash]}`), nothing) : sequence(oid(`1.2.840.10045.4.${ec[hash]}`));
}

function signed(key: KeyObject, hash: Hash, bytes: Bytes): Bytes {
  return sign(key.asymmetricKeyType === 'ed25519' ? null : hash, bytes, key);
}

export function extension(id: string, content: Bytes, critical = false): Bytes {
  return sequence(oid(id), ...(critical ? [yes] : []), octets(content));
}

export const authorityExtensions = (pathLength?: number): readonly Bytes[] => [
  extension('2.5.29.19', sequence(yes, ...(pathLength === undefined ? [] : [integer(pathLength)])), true),
  extension('2.5.29.15', bits(Uint8Array.of(0x06), 1), true),
];
export const purpose = (critical: boolean, ...oids: readonly string[]): Bytes => extension('2.5.29.37', sequence(...oids.map(oid)), critical);
export const timeStamping = '1.3.6.1.5.5.7.3.8';
export const stampExtensions: readonly Bytes[] = [
  extension('2.5.29.19', sequence(), true),
  extension('2.5.29.15', bits(Uint8Array.of(0xc0), 6), true),
  purpose(true, timeStamping),
];

export interface CertificateWishes {
  readonly subject: string;
  readonly key: KeyPair;
  /** Default: itself. */
  readonly issuer?: Issued;
  readonly serial?: number;
  readonly from?: string;
  readonly to?: string;
  readonly extensions?: readonly Bytes[];
  readonly hash?: Hash;
  readonly version?: Bytes;
  readonly signature?: Bytes;
  /** In place of the key's own SubjectPublicKeyInfo. */
  readonly spki?: Bytes;
  /** The algorithm that stands beside the signature, not under it. */
  readonly outerAlgorithm?: Bytes;
}

/** A certificate with the key that it is for. */
export interface Issued extends CertificateWishes {
  readonly der: Bytes;
}

export function issue(wishes: CertificateWishes): Issued {
  const { subject, key, issuer = wishes, serial = 7, from = '2020-01-01T00:00:00.000Z', to = '2040-01-01T00:00:00.000Z', hash = 'sha256' } = wishes;
  const algorithm = signatureAlgorithm(issuer.key.privateKey, hash);
  const extensions = wishes.extensions ?? authorityExtensions();
  const body = sequence(
    encodeDer(0xa0, wishes.version ?? integer(2)),
    integer(serial),
    algorithm,
    nameOf(issuer.subject),
    sequence(certificateTime(from), certificateTime(to)),
    nameOf(subject),
    wishes.spki ?? key.publicKey.export({ type: 'spki', format: 'der' }),
    ...(extensions.length === 0 ? [] : [encodeDer(0xa3, sequence(...extensions))]),
  );
  return { ...wishes, serial, der: sequence(body, wishes.outerAlgorithm ?? algorithm, bits(wishes.signature ?? signed(issuer.key.privateKey, hash, body))) };
}

export interface StampWishes {
  readonly over: Bytes;
  readonly signer: Issued;
  readonly at?: string;
  readonly hash?: Hash;
  /** What stands beside the token's signature. Default: the signer's certificate. */
  readonly certificates?: readonly Bytes[];
  readonly imprint?: Bytes;
  /** Behind the time of the statement: accuracy, ordering, nonce, name, extensions. */
  readonly more?: readonly Bytes[];
  readonly info?: Bytes;
  /** The certificate that ESSCertIDv2 names. */
  readonly named?: Bytes;
  readonly essHash?: Hash;
  readonly attributes?: (attributes: readonly Bytes[]) => readonly Bytes[];
  readonly order?: (attributes: readonly Bytes[]) => readonly Bytes[];
  readonly signature?: (bytes: Bytes) => Bytes;
  readonly signatureAlgorithm?: Bytes;
  readonly digestAlgorithm?: Bytes;
  readonly identifier?: Bytes;
  readonly signerVersion?: number;
  readonly version?: number;
  readonly behindSigner?: readonly Bytes[];
  readonly signers?: (signer: Bytes) => Bytes;
  readonly behindCertificates?: readonly Bytes[];
  readonly status?: Bytes;
}

const digest = (hash: Hash, bytes: Bytes): Bytes => createHash(hash).update(bytes).digest();
const signedData = '1.2.840.113549.1.7.2';
export const stampContent = '1.2.840.113549.1.9.16.1.4';
export const attribute = (id: string, ...values: readonly Bytes[]): Bytes => sequence(oid(id), setOf(...values));

/** The statement that a time stamp is made of. */
export function stampInfo({ over, at = '2026-11-24T13:50:00.000Z', more = [], imprint }: Pick<StampWishes, 'over' | 'at' | 'more' | 'imprint'>): Bytes {
  return sequence(
    integer(1),
    oid('1.2.3.4.1'),
    imprint ?? sequence(hashAlgorithm('sha256'), octets(digest('sha256', over))),
    integer(99),
    generalizedTime(at),
    ...more,
  );
}

/** A `TimeStampResp` as an honest authority makes it, but for what is wished otherwise. */
export function timeStamp(wishes: StampWishes): Bytes {
  const { signer, hash = 'sha256' } = wishes;
  const info = wishes.info ?? stampInfo(wishes);
  const named = digest(wishes.essHash ?? 'sha256', wishes.named ?? signer.der);
  const essHash = wishes.essHash === undefined ? [] : [hashAlgorithm(wishes.essHash)];
  const honest = [
    attribute('1.2.840.113549.1.9.3', oid(stampContent)),
    attribute('1.2.840.113549.1.9.4', octets(digest(hash, info))),
    attribute('1.2.840.113549.1.9.16.2.47', sequence(sequence(sequence(...essHash, octets(named))))),
  ];
  const attributes = wishes.attributes?.(honest) ?? honest;
  const ordered = wishes.order?.(attributes) ?? [...attributes].sort((a, b) => Buffer.compare(a, b));
  const toSign = encodeDer(0x31, ...ordered);
  const key = signer.key.privateKey;
  const signerInfo = sequence(
    integer(wishes.signerVersion ?? 1),
    wishes.identifier ?? sequence(nameOf((signer.issuer ?? signer).subject), integer(signer.serial ?? 7)),
    wishes.digestAlgorithm ?? hashAlgorithm(hash),
    encodeDer(0xa0, ...ordered),
    wishes.signatureAlgorithm ?? (key.asymmetricKeyType === 'rsa' ? sequence(oid('1.2.840.113549.1.1.1'), nothing) : signatureAlgorithm(key, hash)),
    octets(wishes.signature?.(toSign) ?? signed(key, hash, toSign)),
    ...(wishes.behindSigner ?? []),
  );
  const certificates = wishes.certificates ?? [signer.der];
  const data = sequence(
    integer(wishes.version ?? 3),
    setOf(wishes.digestAlgorithm ?? hashAlgorithm(hash)),
    sequence(oid(stampContent), encodeDer(0xa0, octets(info))),
    ...(certificates.length === 0 ? [] : [encodeDer(0xa0, ...certificates)]),
    ...(wishes.behindCertificates ?? []),
    wishes.signers?.(signerInfo) ?? setOf(signerInfo),
  );
  return sequence(wishes.status ?? sequence(integer(0)), sequence(oid(signedData), encodeDer(0xa0, data)));
}

/** A root, an authority below it, and its key for time stamps. */
export interface Authority {
  readonly root: Issued;
  readonly middle: Issued;
  readonly signer: Issued;
}

export function makeAuthority(name: string, key: () => KeyPair = ecKey): Authority {
  const root = issue({ subject: `${name} root`, key: key(), extensions: authorityExtensions() });
  const middle = issue({ subject: `${name} authority`, key: key(), issuer: root, extensions: authorityExtensions(0), serial: 8 });
  return { root, middle, signer: issue({ subject: `${name} time stamps`, key: key(), issuer: middle, extensions: stampExtensions, serial: 9 }) };
}

/** A time stamp that verifies under the root of the authority. For fuzzers too. */
export function goodTimeStamp({ signer, middle }: Authority, over: Bytes, at?: string): Bytes {
  return timeStamp({ over, signer, certificates: [signer.der, middle.der], ...(at === undefined ? {} : { at }) });
}

export function joined(...parts: readonly Bytes[]): Bytes {
  return concatBytes(parts);
}
