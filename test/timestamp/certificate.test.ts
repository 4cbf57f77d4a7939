import { expect, test } from 'vitest';
import { anchorProblem } from '../../src/timestamp/path.ts';
import { parseCertificate, type Certificate } from '../../src/timestamp/certificate.ts';
import { readDer } from '../../src/timestamp/der.ts';
import { encodeDer } from '../../src/timestamp/der-writer.ts';
import * as make from './made-authority.ts';

const key = make.ecKey();
const plain: make.CertificateWishes = { subject: 'Alpha', key };
const why = (der: Uint8Array): string => {
  const read = parseCertificate(der);
  return read.ok ? '' : read.why;
};
const read = (wishes: Partial<make.CertificateWishes>): Certificate => {
  const certificate = parseCertificate(make.issue({ ...plain, ...wishes }).der);
  if (!certificate.ok) throw new Error(certificate.why);
  return certificate.value;
};
const rsaSpki = (modulus: Uint8Array, exponent: number): Uint8Array =>
  make.sequence(make.sequence(make.oid('1.2.840.113549.1.1.1'), make.nothing), make.bits(make.sequence(make.integer(modulus), make.integer(exponent))));
const odd = (octets: number, first = 0xff): Uint8Array => Uint8Array.from({ length: octets }, (_, at) => (at === 0 ? first : 0xff));

test('what stands in a certificate', () => {
  const certificate = read({ from: '1950-01-01T00:00:00.000Z', to: '2050-01-01T00:00:00.000Z', extensions: make.authorityExtensions(3) });
  expect(certificate).toMatchObject({
    subjectText: 'CN=Alpha',
    notBefore: '1950-01-01T00:00:00.000Z',
    notAfter: '2050-01-01T00:00:00.000Z',
    serial: Uint8Array.of(7),
    publicKey: { ok: true, value: { kind: 'ec', curve: 'P-256' } },
    extensions: { authority: { isAuthority: true, pathLength: 3 }, keyUsage: { mayVouch: false, maySignCertificates: true }, unknownCritical: [] },
  });
  expect(certificate.subject).toEqual(certificate.issuer);
});

test.each<[string, Partial<make.CertificateWishes>, string]>([
  ['version 1', { version: make.integer(0) }, 'not of version 3'],
  ['an end before its beginning', { from: '2030-01-01T00:00:00.000Z', to: '2029-12-31T23:59:59.000Z' }, 'ends before it begins'],
  ['an extension twice', { extensions: [...make.authorityExtensions(), ...make.authorityExtensions()] }, 'stands twice'],
  ['two signature algorithms', { outerAlgorithm: make.sequence(make.oid('1.2.840.10045.4.3.3')) }, 'two signature algorithms'],
  ['a negative path length', { extensions: [make.extension('2.5.29.19', make.sequence(make.yes, encodeDer(2, Uint8Array.of(0xff))), true)] }, 'negative'],
  ['no purpose in its list', { extensions: [make.purpose(true)] }, 'names no purpose'],
  ['key usage of another type', { extensions: [make.extension('2.5.29.15', make.integer(1))] }, 'key usage'],
  ['bytes behind an extension', { extensions: [make.extension('2.5.29.19', make.joined(make.sequence(), make.nothing))] }, 'behind its end'],
])('malformed: %s', (_, wishes, text) => expect(why(make.issue({ ...plain, ...wishes }).der)).toContain(text));

test('an issuer without a name', () => {
  const [body, ...behind] = readDer(make.issue(plain).der).children;
  // Version, serial number and algorithm stand before the issuer.
  const fields = (body?.children ?? []).map(({ encoding }, at) => (at === 3 ? make.sequence() : encoding));
  expect(why(make.sequence(make.sequence(...fields), ...behind.map(({ encoding }) => encoding)))).toContain('names no issuer');
});

test.each<[string, Uint8Array, string]>([
  ['of 8192 bits', rsaSpki(odd(1024), 65_537), ''],
  ['of 8193 bits', rsaSpki(odd(1025, 1), 65_537), '8193 bits'],
  ['of 2047 bits', rsaSpki(odd(256, 0x7f), 65_537), '2047 bits'],
  ['with exponent 3', rsaSpki(odd(256), 3), ''],
  ['with exponent 1: everybody can sign', rsaSpki(odd(256), 1), 'weak'],
  ['with an even exponent', rsaSpki(odd(256), 65_536), 'weak'],
  ['with an even modulus', rsaSpki(odd(256).fill(0xfe, 255), 65_537), 'weak'],
  ['with an exponent of 40 bits', rsaSpki(odd(256), 0x80_0000_0001), 'too large'],
  ['with nothing in it', rsaSpki(Uint8Array.of(0), 65_537), 'not positive'],
])('an RSA key %s', (_, spki, text) => {
  const { publicKey } = read({ spki });
  expect(publicKey.ok ? '' : publicKey.why).toContain(text);
  expect(publicKey.ok).toBe(text === '');
});

test.each<[string, Partial<make.CertificateWishes>, string | undefined]>([
  ['an authority', {}, undefined],
  ['a certificate for time stamps', { extensions: make.stampExtensions }, undefined],
  ['one for servers', { extensions: [make.purpose(true, '1.3.6.1.5.5.7.3.1')] }, 'not for time stamping alone'],
  [
    'an authority for servers',
    { extensions: [...make.authorityExtensions(), make.purpose(false, '1.3.6.1.5.5.7.3.1')] },
    'may not issue certificates for time stamping',
  ],
  ['a weak key', { spki: rsaSpki(odd(128), 65_537) }, '1024 bits'],
  ['an unknown critical extension', { extensions: [...make.authorityExtensions(), make.extension('1.2.3', make.nothing, true)] }, 'critical extension 1.2.3'],
])('as the end of a path: %s', (_, wishes, text) => {
  const problem = anchorProblem(read(wishes));
  if (text === undefined) expect(problem).toBeUndefined();
  else expect(problem).toContain(text);
});
