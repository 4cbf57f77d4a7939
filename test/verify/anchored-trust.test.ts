import { afterEach, describe, expect, test, vi } from 'vitest';
import { statementBytes } from '../../src/bundle/attestation.ts';
import { digestOfNode } from '../../src/core/digest.node.ts';
import { verifySignatureNode } from '../../src/core/ed25519.node.ts';
import type { VerificationReport } from '../../src/model/generated/documents.ts';
import { verifyBundle } from '../../src/verify/verify-bundle.ts';
import { testAuthority } from '../trust/authority.ts';
import { forge } from './attacks.ts';
import type { Forgery } from './forgery.ts';
import { keyOf, signer, signerNumber, trustIn } from './trust.ts';

type Fields = Record<string, unknown>;

// Bundles that a time stamping authority of openssl has seen today, against policies that revoke, rotate and ask for several.
const tsa = testAuthority('Trusted Time');
const today = new Date().toISOString();
const daysFrom = (days: number): string => new Date(Date.parse(today) + days * 24 * 3600 * 1000).toISOString();

function stamped(bundle: Forgery, ...numbers: readonly number[]): Forgery {
  for (const { keyId } of [signer, ...numbers.map(signerNumber)])
    bundle.put(`signatures/${keyId}.1.tsr`, tsa.stamp(bundle.bytes(`signatures/${keyId}.sig`))).files.delete(`signatures/${keyId}.sigstore.json`);
  return bundle;
}

const authority = { name: 'TT', certificates: [tsa.root], valid_from: daysFrom(-30), valid_to: daysFrom(3000) };
const timed = { time: { required: true, authorities: [authority] } };
const good = stamped(forge()).zip();
const signed = await forge().addSignature(signerNumber(8), statementBytes(forge().statement()));
const both = stamped(signed, 8).zip();

function verify(bytes: Uint8Array, keys: readonly Fields[], more: Fields = timed): VerificationReport {
  return verifyBundle(bytes, trustIn(keys, more), { hash: digestOfNode, verifySignature: verifySignatureNode });
}

function codes(report: VerificationReport): readonly string[] {
  return Object.values(report.lamps).flatMap((lamp) => lamp.findings.map(({ code }) => code));
}

const long = { valid_to: daysFrom(3000) };
const ines = keyOf(signer, 'ines', long);
const stolen = (invalid_from: string, honour_earlier = true): Fields => ({ revoked: { reason: 'stolen', invalid_from, honour_earlier } });

describe('what somebody else has seen', () => {
  test('is time-anchored, and says by whom', () => {
    const report = verify(good, [ines]);
    expect(codes(report)).toEqual([]);
    expect(report).toMatchObject({ outcome: 'verified', lamps: { time: { state: 'green' } } });
    expect(report.signers[0]?.anchored?.by).toContain('TT');
  });

  test.each<[string, Fields, readonly string[]]>([
    ['survives a revocation of tomorrow that honours it', stolen(daysFrom(1)), []],
    ['does not survive one of yesterday', stolen(daysFrom(-1)), ['key-revoked']],
    ['does not survive one that honours nothing', stolen(daysFrom(1), false), ['key-revoked']],
    ['is held against the window, whatever the signer claims', { valid_to: daysFrom(-1) }, ['key-outside-window']],
  ])('%s', (_, more, expected) => {
    expect(codes(verify(good, [{ ...ines, ...more }]))).toEqual(expected);
  });

  test('meets a threshold of two of three', () => {
    const keys = [ines, keyOf(signerNumber(8), 'omar', long), keyOf(signerNumber(9), 'vera', long)];
    const two = { ...timed, thresholds: [{ role: 'promoter', owners: 2 }] };
    expect(verify(both, keys, two)).toMatchObject({ outcome: 'verified', signers: [{}, {}] });
    expect(codes(verify(good, keys, two))).toEqual(['threshold-unmet']);
    const revoked = keys.map((key) => (key['owner'] === 'omar' ? { ...key, ...stolen(daysFrom(-1)) } : key));
    expect(codes(verify(both, revoked, two))).toEqual(['key-revoked']);
  });

  test('counts for each signature on its own', () => {
    const half = stamped(forge());
    for (const [path, bytes] of signed.files) if (path.includes(signerNumber(8).keyId) && !path.endsWith('.tsr')) half.put(path, bytes);
    const keys = [ines, keyOf(signerNumber(8), 'omar', { ...long, ...stolen(daysFrom(1)) })];
    expect(codes(verify(both, keys))).toEqual([]);
    expect(codes(verify(half.zip(), keys))).toEqual(['key-revoked']);
  });

  test('counts no more once its authority is revoked with nothing honoured', () => {
    const more = { time: { required: true, authorities: [{ ...authority, revoked: { reason: 'x', invalid_from: daysFrom(1), honour_earlier: false } }] } };
    expect(verify(good, [ines], more)).toMatchObject({ outcome: 'undetermined', lamps: { time: { findings: [{ code: 'not-time-anchored' }] } } });
  });
});

describe('the clock of the verifier', () => {
  afterEach(() => void vi.useRealTimers());
  test.each(['2001-01-01T00:00:00.000Z', '2045-01-01T00:00:00.000Z'])('at %s changes nothing', (now) => {
    const cases: readonly (readonly Fields[])[] = [
      [ines],
      [{ ...ines, ...stolen(daysFrom(1)) }],
      [{ ...ines, ...stolen(daysFrom(-1)) }],
      [{ ...ines, valid_to: daysFrom(-1) }],
    ];
    const before = cases.map((keys) => verify(good, keys));
    vi.useFakeTimers({ now: new Date(now) });
    expect(cases.map((keys) => verify(good, keys))).toEqual(before);
  });
});
