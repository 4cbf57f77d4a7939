import { createHash, createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { verifyPkixNode } from '../../src/core/pkix.node.ts';
import { verifyPkix } from '../../src/core/pkix.ts';
import { parseCertificate, type Certificate } from '../../src/timestamp/certificate.ts';
import { encodeDer } from '../../src/timestamp/der-writer.ts';
import { imprintProblem, readTimeStamp } from '../../src/timestamp/time-stamp.ts';
import { timeStampProblems } from '../../src/timestamp/verify-time-stamp.ts';
import * as make from './made-authority.ts';

const over = new Uint8Array(64).fill(5);
const authority = make.makeAuthority('Alpha');
const other = make.makeAuthority('Beta');
const { root, middle, signer } = authority;

function certificate({ der }: make.Issued): Certificate {
  const read = parseCertificate(der);
  if (!read.ok) throw new Error(read.why);
  return read.value;
}

/** What is wrong, by both implementations alike: `malformed: …`, `unknown`, or the problems. */
function judged(bytes: Uint8Array, listed: readonly make.Issued[] = [root]): string | readonly string[] {
  const read = readTimeStamp(bytes);
  if (!read.ok) return `malformed: ${read.why}`;
  const [plain, node] = [verifyPkix, verifyPkixNode].map((verify) => timeStampProblems(read.value, listed.map(certificate), verify));
  expect(plain).toEqual(node);
  const imprint = imprintProblem(read.value, over);
  return imprint === undefined ? (plain ?? 'unknown') : [imprint];
}

const good = make.goodTimeStamp(authority, over);
const stamp = (wishes: Partial<make.StampWishes>, by = signer): string | readonly string[] =>
  judged(make.timeStamp({ over, signer: by, certificates: [by.der, middle.der], ...wishes }));

describe('a time stamp holds', () => {
  test('under the root, the authority below it, or its own certificate, whichever is listed', () => {
    expect(judged(good)).toEqual([]);
    expect(judged(make.timeStamp({ over, signer }), [middle])).toEqual([]);
    expect(judged(make.timeStamp({ over, signer }), [root, middle])).toEqual([]);
    expect(judged(make.timeStamp({ over, signer, certificates: [] }), [root, middle, signer])).toEqual([]);
    expect(judged(make.timeStamp({ over, signer }), [signer])).toEqual([]);
    // A copy of what is listed changes nothing.
    expect(judged(make.timeStamp({ over, signer, certificates: [root.der, middle.der, signer.der] }), [root])).toEqual([]);
  });

  test.each([
    ['RSA 2048', () => make.rsaKey(2048), 'sha256'],
    ['RSA 3072', () => make.rsaKey(3072), 'sha512'],
    ['P-256', () => make.ecKey('P-256'), 'sha512'],
    ['P-384', () => make.ecKey('P-384'), 'sha384'],
    ['P-521', () => make.ecKey('P-521'), 'sha256'],
  ] as const)('signed with %s', (_, key, hash) => {
    const made = make.makeAuthority('Gamma', key);
    expect(judged(make.timeStamp({ over, signer: made.signer, hash, certificates: [made.signer.der, made.middle.der] }), [made.root])).toEqual([]);
  });

  test('with accuracy, order, nonce and the name of its authority', () => {
    const accuracy = make.sequence(make.integer(2), encodeDer(0x80, Uint8Array.of(1, 0xf4)), encodeDer(0x81, Uint8Array.of(1)));
    const name = encodeDer(0xa0, encodeDer(0xa4, make.nameOf('Alpha time stamps')));
    const bytes = make.timeStamp({ over, signer, certificates: [signer.der, middle.der], more: [accuracy, make.yes, make.integer(4711), name] });
    expect(judged(bytes)).toEqual([]);
    const read = readTimeStamp(bytes);
    expect(read.ok && read.value.info).toMatchObject({ at: '2026-11-24T13:50:00.000Z', accuracyMs: 2501, nonce: Uint8Array.of(0x12, 0x67) });
  });

  test('with a fraction of a second, which is rounded up: no later than', () => {
    const read = readTimeStamp(make.timeStamp({ over, signer, at: '2026-11-24T13:50:00.0004Z' }));
    expect(read.ok && read.value.info.at).toBe('2026-11-24T13:50:00.001Z');
  });

  test('with sha256WithRSAEncryption in place of rsaEncryption', () => {
    const made = make.makeAuthority('Gamma', make.rsaKey);
    const signatureAlgorithm = make.sequence(make.oid('1.2.840.113549.1.1.11'), make.nothing);
    expect(judged(make.timeStamp({ over, signer: made.signer, certificates: [made.signer.der], signatureAlgorithm }), [made.middle])).toEqual([]);
  });

  test('however its root is signed: a root is believed as it is listed', () => {
    const old = make.issue({ subject: 'Old root', key: make.rsaKey(), hash: 'sha1' });
    const by = make.issue({ subject: 'Old stamps', key: make.ecKey(), issuer: old, extensions: make.stampExtensions });
    expect(judged(make.timeStamp({ over, signer: by }), [old])).toEqual([]);
  });

  test('at the very ends of the windows', () => {
    const brief = make.issue({ ...signer, from: '2026-11-24T13:50:00.000Z', to: '2026-11-24T13:50:00.000Z' });
    expect(stamp({}, brief)).toEqual([]);
  });
});

describe('nobody listed vouches for it', () => {
  test('another authority', () => expect(judged(good, [other.root])).toBe('unknown'));
  test('an empty list', () => expect(judged(good, [])).toBe('unknown'));
  test('the authority between is missing', () => expect(judged(make.timeStamp({ over, signer }))).toBe('unknown'));
  test('no certificate at all, of a stranger', () => expect(judged(make.timeStamp({ over, signer, certificates: [] }))).toBe('unknown'));
});

const problem = (text: string | RegExp): unknown => expect.arrayContaining([expect.stringMatching(text)]);

describe('one attack each', () => {
  test('a stamp over another signature', () => {
    expect(judged(make.goodTimeStamp(authority, new Uint8Array(64)))).toEqual(['it is over something else than this signature']);
  });
  test('an imprint with another hash function', () => {
    const imprint = make.sequence(make.hashAlgorithm('sha512'), make.octets(createHash('sha512').update(over).digest()));
    expect(stamp({ imprint })).toEqual(['its imprint is not made with SHA-256']);
  });
  test('its certificate is left out, and the policy lists only its issuer', () => {
    expect(judged(make.timeStamp({ over, signer, certificates: [] }), [middle])).toEqual(problem('neither in it nor in the trust policy'));
  });
  test('a statement that was not signed', () => {
    const attributes = (honest: readonly Uint8Array[]): readonly Uint8Array[] => [
      ...honest.filter((one) => !Buffer.from(one).includes(Buffer.from('2a864886f70d010904', 'hex'))),
      make.attribute('1.2.840.113549.1.9.4', make.octets(new Uint8Array(32))),
    ];
    expect(stamp({ attributes })).toEqual(problem('not what was signed'));
  });
  test('a signature that is not the one of this key', () => {
    expect(stamp({ signature: () => make.sequence(make.integer(5), make.integer(6)) })).toEqual(problem('the signature is not the one of'));
    expect(stamp({ signature: () => new Uint8Array(70) })).toEqual(problem('the signature is not the one of'));
  });
  test('a certificate of the same name and number with another key', () => {
    const twin = make.issue({ ...signer, key: make.ecKey() });
    expect(stamp({ certificates: [twin.der, middle.der] })).toEqual(problem('not the one that the signer named'));
    expect(stamp({ certificates: [twin.der, signer.der, middle.der] })).toEqual(problem('not the one that the signer named'));
    expect(stamp({ certificates: [signer.der, twin.der, middle.der] })).toEqual(problem('which its path does not need'));
  });
  test('ESSCertIDv2 names another certificate', () => expect(stamp({ named: middle.der })).toEqual(problem('not the one that the signer named')));
  test('ESSCertIDv2 with SHA-512 holds', () => expect(stamp({ essHash: 'sha512' })).toEqual([]));
  test('an RSA signature under the name of ECDSA', () => {
    const by = make.issue({ ...signer, key: make.rsaKey() });
    expect(stamp({ signatureAlgorithm: make.sequence(make.oid('1.2.840.10045.4.3.2')) }, by)).toEqual(problem('the signature is not the one of'));
  });
  test('a certificate that nobody needs', () => {
    expect(stamp({ certificates: [signer.der, middle.der, other.root.der] })).toEqual(problem('which its path does not need'));
  });

  test.each<[string, Partial<make.CertificateWishes>, string | RegExp]>([
    ['expired by then', { to: '2026-11-24T13:49:59.000Z' }, 'counts from'],
    ['not yet begun', { from: '2026-11-24T13:50:01.000Z' }, 'counts from'],
    ['for servers', { extensions: [make.purpose(true, '1.3.6.1.5.5.7.3.1')] }, 'not for time stamping alone'],
    ['for time stamps and servers', { extensions: [make.purpose(true, make.timeStamping, '1.3.6.1.5.5.7.3.1')] }, 'not for time stamping alone'],
    ['for time stamps, not critical', { extensions: [make.purpose(false, make.timeStamping)] }, 'not for time stamping alone'],
    ['for anything', { extensions: [make.purpose(true, '2.5.29.37.0')] }, 'not for time stamping alone'],
    ['without a purpose', { extensions: [] }, 'not for time stamping alone'],
    [
      'a key that may not sign',
      { extensions: [make.purpose(true, make.timeStamping), make.extension('2.5.29.15', make.bits(Uint8Array.of(0x20), 5), true)] },
      'may not sign',
    ],
    ['an unknown critical extension', { extensions: [...make.stampExtensions, make.extension('1.2.3', make.nothing, true)] }, 'critical extension 1\\.2\\.3'],
    ['issued with SHA-1', { hash: 'sha1' }, 'SHA-1 with ECDSA is no signature of the format'],
    ['issued by nobody', { signature: new Uint8Array(70) }, 'did not sign the certificate of'],
    ['an RSA key of 1024 bits', { key: make.rsaKey(1024) }, 'has 1024 bits'],
    ['an Ed25519 key', { key: generateKeyPairSync('ed25519') }, 'Ed25519'],
    ['a curve that is none of ours', { key: make.ecKey('secp256k1') }, 'not on P-256'],
  ])("the signer's certificate: %s", (_, wishes, text) => {
    const by = make.issue({ ...signer, ...wishes });
    const made = stamp(by.key.privateKey.asymmetricKeyType === 'ed25519' ? { signatureAlgorithm: make.sequence(make.oid('1.2.840.10045.4.3.2')) } : {}, by);
    expect(made).toEqual(problem(text));
  });

  test.each<[string, Partial<make.CertificateWishes>, string | RegExp]>([
    ['expired by then', { to: '2026-11-24T13:49:59.000Z' }, 'Alpha authority counts from'],
    ['no authority', { extensions: make.stampExtensions }, 'may not issue certificates'],
    ['without basic constraints', { extensions: [] }, 'may not issue certificates'],
    [
      'a key that may not sign certificates',
      { extensions: [make.extension('2.5.29.19', make.sequence(make.yes), true), make.extension('2.5.29.15', make.bits(Uint8Array.of(0x80), 7), true)] },
      'may not issue certificates',
    ],
    ['for servers', { extensions: [...make.authorityExtensions(), make.purpose(false, '1.3.6.1.5.5.7.3.1')] }, 'may not issue certificates for time stamping'],
    [
      'names that are allowed',
      { extensions: [...make.authorityExtensions(), make.extension('2.5.29.30', make.sequence(), true)] },
      'critical extension 2\\.5\\.29\\.30',
    ],
    [
      'signed by another',
      { issuer: { ...root, key: other.root.key } },
      'did not sign the certificate of Alpha|did not sign the certificate of CN=Alpha authority',
    ],
  ])('the authority between: %s', (_, wishes, text) => {
    const between = make.issue({ ...middle, ...wishes });
    const by = make.issue({ ...signer, issuer: between });
    expect(judged(make.timeStamp({ over, signer: by, certificates: [by.der, between.der] }))).toEqual(problem(text));
  });

  test('a root that lets no authority stand below it', () => {
    const strict = make.issue({ ...root, extensions: make.authorityExtensions(0) });
    expect(judged(good, [strict])).toEqual(problem('may have fewer authorities below it'));
  });
  test('a root that had expired by then', () => {
    expect(judged(good, [make.issue({ ...root, to: '2026-11-24T13:49:59.000Z' })])).toEqual(problem('Alpha root counts from'));
  });
  test('a root of the same name with another key', () => {
    expect(judged(good, [make.issue({ ...root, key: make.ecKey() })])).toEqual(problem('Alpha root did not sign'));
  });
  test('of two roots of one name the one with the right key is meant', () => {
    expect(judged(good, [make.issue({ ...root, key: make.ecKey() }), root])).toEqual([]);
  });
  test('certificates in a circle', () => {
    const a = { ...root, subject: 'A', key: make.ecKey() };
    const b = make.issue({ ...root, subject: 'B', key: make.ecKey(), issuer: a });
    const back = make.issue({ ...a, issuer: b });
    const by = make.issue({ ...signer, issuer: b });
    expect(judged(make.timeStamp({ over, signer: by, certificates: [by.der, b.der, back.der] }))).toBe('unknown');
  });
});

describe('malformed', () => {
  const later = make.attribute('1.2.840.113549.1.9.5', make.certificateTime('2026-11-24T13:50:00.000Z'));
  test.each<[string, Partial<make.StampWishes>, string | RegExp]>([
    ['not granted', { status: make.sequence(make.integer(2)) }, 'did not grant'],
    ['granted with changes', { status: make.sequence(make.integer(1)) }, 'did not grant'],
    ['words that nobody signed', { status: make.sequence(make.integer(0), make.sequence(encodeDer(0x0c, Uint8Array.of(65)))) }, 'a status holds more'],
    ['signed data of another version', { version: 1 }, 'version 3'],
    ['a signer of another version', { signerVersion: 3 }, 'issuer and serial number'],
    ['attributes that nobody signed', { behindSigner: [encodeDer(0xa1, later)] }, 'nobody signed'],
    ['two signers', { signers: (one) => encodeDer(0x31, one, one) }, 'exactly one'],
    ['no signer', { signers: () => encodeDer(0x31) }, 'exactly one'],
    ['a list of revoked certificates', { behindCertificates: [encodeDer(0xa1, make.sequence())] }, 'lacks a part'],
    ['signed attributes out of order', { order: (list) => [...list].sort((a, b) => Buffer.compare(b, a)) }, 'not in order'],
    ['an attribute twice', { attributes: (list) => [...list, later, later] }, 'stands twice'],
    ['no messageDigest', { attributes: (list) => list.filter((_, at) => at !== 1) }, 'messageDigest is missing'],
    ['no contentType', { attributes: (list) => list.filter((_, at) => at !== 0) }, 'contentType is missing'],
    ['no certificate named', { attributes: (list) => list.slice(0, 2) }, 'signingCertificateV2 is missing'],
    [
      'a certificate named by SHA-1 alone',
      { attributes: (list) => [...list.slice(0, 2), make.attribute('1.2.840.113549.1.9.16.2.12', make.sequence())] },
      'SHA-1 alone',
    ],
    [
      'two values in one attribute',
      { attributes: (list) => [...list.slice(1), make.attribute('1.2.840.113549.1.9.3', make.oid(make.stampContent), make.oid('1.2.3'))] },
      'exactly one',
    ],
    ['content of another type', { attributes: (list) => [...list.slice(1), make.attribute('1.2.840.113549.1.9.3', make.oid('1.2.3'))] }, 'no time stamp'],
    ['SHA-1', { digestAlgorithm: make.hashAlgorithm('sha1') }, 'SHA-1 is no hash function'],
    ['MD5', { digestAlgorithm: make.sequence(make.oid('1.2.840.113549.2.5'), make.nothing) }, 'MD5 is no hash function'],
    ['a signature with another hash function than it says', { signatureAlgorithm: make.sequence(make.oid('1.2.840.10045.4.3.4')) }, 'another hash function'],
    ['RSA-PSS', { signatureAlgorithm: make.sequence(make.oid('1.2.840.113549.1.1.10'), make.sequence()) }, 'RSA-PSS is no signature'],
    ['ECDSA with parameters', { signatureAlgorithm: make.sequence(make.oid('1.2.840.10045.4.3.2'), make.nothing) }, 'wrong parameters'],
    ['nine certificates', { certificates: Array.from({ length: 9 }, () => root.der) }, 'more than 8'],
    ['a certificate that is none', { certificates: [signer.der, make.sequence(make.integer(1))] }, 'a certificate'],
    ['a statement of version 2', { info: make.sequence(make.integer(2)) }, 'version 1'],
    ['a critical extension in the statement', { more: [encodeDer(0xa1, make.extension('1.2.3', make.nothing, true))] }, 'critical extension'],
    ['a day that no calendar has', { at: '2026-02-30T13:50:00.000Z' }, 'no date'],
    ['a leap second', { at: '2026-12-31T23:59:60.000Z' }, 'no date'],
    ['an accuracy of 1000 milliseconds', { more: [make.sequence(encodeDer(0x80, Uint8Array.of(3, 0xe8)))] }, 'out of its range'],
    ['a negative accuracy', { more: [make.sequence(encodeDer(0x02, Uint8Array.of(0xff)))] }, 'negative'],
  ])('%s', (_, wishes, text) => {
    expect(judged(make.timeStamp({ over, signer, ...wishes }))).toMatch(new RegExp(`^malformed: .*${text instanceof RegExp ? text.source : text}`));
  });
});

test('a forged RSA signature that only a padding parser believes', () => {
  // Bleichenbacher 2006: with exponent 3 a cube root can begin with a right padding, and carry rubbish behind the digest.
  const made = createPrivateKey({ key: make.rsaKey().privateKey.export({ format: 'jwk' }), format: 'jwk' }).export({ format: 'jwk' });
  const modulus = Buffer.from(made.n ?? '', 'base64url');
  const digest = createHash('sha256').update('m').digest();
  const info = Buffer.concat([Buffer.from('3031300d060960864801650304020105000420', 'hex'), digest]);
  const head = Buffer.concat([Buffer.from('0001ffffffffffffffffffff00', 'hex'), info]);
  const target = BigInt(`0x${Buffer.concat([head, Buffer.alloc(256 - head.length)]).toString('hex')}`);
  const root3 = cubeRoot(target) + 1n;
  const cubed = (root3 ** 3n).toString(16).padStart(512, '0');
  expect(cubed.startsWith(head.toString('hex'))).toBe(true);
  const signature = Buffer.from(root3.toString(16).padStart(512, '0'), 'hex');
  const key = { kind: 'rsa', spki: rsaSpki(modulus, 3), modulus, exponent: 3 } as const;
  expect([verifyPkix, verifyPkixNode].map((verify) => verify(key, 'sha256', signature, Buffer.from('m')))).toEqual([false, false]);
});

function cubeRoot(number: bigint): bigint {
  let [low, high] = [0n, 1n << 700n];
  while (low < high) {
    const middleNumber = (low + high + 1n) >> 1n;
    if (middleNumber ** 3n <= number) low = middleNumber;
    else high = middleNumber - 1n;
  }
  return low;
}

function rsaSpki(modulus: Uint8Array, exponent: number): Uint8Array {
  return make.sequence(make.sequence(make.oid('1.2.840.113549.1.1.1'), make.nothing), make.bits(make.sequence(make.integer(modulus), make.integer(exponent))));
}
