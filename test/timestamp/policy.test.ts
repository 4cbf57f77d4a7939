import { describe, expect, test } from 'vitest';
import { digestOfNode } from '../../src/core/digest.node.ts';
import { verifySignatureNode } from '../../src/core/ed25519.node.ts';
import { verifyPkixNode } from '../../src/core/pkix.node.ts';
import type { VerificationReport } from '../../src/model/generated/documents.ts';
import { parse } from '../../src/model/parse.ts';
import { verifyBundle } from '../../src/verify/verify-bundle.ts';
import { forge } from '../verify/attacks.ts';
import type { Forgery } from '../verify/forgery.ts';
import { after, alpha, authorityOf, putStamp, stampOn, stampPath, timeTrust, withStamp } from '../verify/stamped.ts';
import { keyOf, signer, trustIn } from '../verify/trust.ts';
import { extension, issue, joined, makeAuthority, sequence, integer, stampExtensions } from './made-authority.ts';

type Fields = Readonly<Record<string, unknown>>;
const node = { hash: digestOfNode, verifySignature: verifySignatureNode, verifyPkix: verifyPkixNode };

function verified(bundle: Forgery, policy: Fields = timeTrust(), key: Fields = {}): VerificationReport {
  const trust = trustIn([keyOf(signer, 'ines', key)], policy);
  const report = parse('verification-report', verifyBundle(bundle.zip(), trust, node), 'report');
  expect(verifyBundle(bundle.zip(), trust)).toEqual(report);
  return report;
}

const codes = ({ lamps }: VerificationReport): readonly string[] => [...new Set(Object.values(lamps).flatMap((lamp) => lamp.findings.map(({ code }) => code)))];
const brief = (report: VerificationReport): unknown => ({
  outcome: report.outcome,
  time: report.lamps.time.state,
  codes: codes(report),
  at: report.signers[0]?.anchored?.at,
});
const messages = ({ lamps }: VerificationReport): string => lamps.time.findings.map(({ message }) => message).join('\n');
const unchecked = ({ lamps }: VerificationReport): string => lamps.time.not_checked.map(({ what, why }) => `${what}: ${why}`).join('\n');
const two = after(forge(), 2);

test('a time stamp by an authority of the policy anchors the signature in time', () => {
  const report = verified(withStamp(forge()), timeTrust(undefined, true));
  expect(brief(report)).toEqual({ outcome: 'verified', time: 'green', codes: [], at: two });
  expect(report.signers[0]?.anchored?.by).toBe('Alpha time stamps');
});

test('without one, the lamp is grey; where the policy asks for one, nothing is determined', () => {
  expect(brief(verified(forge()))).toMatchObject({ outcome: 'verified', time: 'grey', codes: [] });
  expect(brief(verified(forge(), timeTrust(undefined, true)))).toMatchObject({ outcome: 'undetermined', time: 'grey', codes: ['not-time-anchored'] });
});

test('of several, the earliest counts', () => {
  const bundle = withStamp(withStamp(forge(), { at: after(forge(), 9) }, 9), {}, 2);
  expect(brief(verified(bundle))).toMatchObject({ outcome: 'verified', at: two });
});

describe('an authority that the policy does not know', () => {
  test('proves nothing, and the report says so', () => {
    const beta = makeAuthority('Beta');
    const report = verified(putStamp(forge(), stampOn(forge(), {}, beta)));
    expect(brief(report)).toMatchObject({ outcome: 'verified', time: 'grey', codes: [], at: undefined });
    expect(unchecked(report)).toContain(`${stampPath()}: the trust policy does not know CN=Beta time stamps`);
  });
  test('does not stand in the way of one that it knows', () => {
    const beta = makeAuthority('Beta');
    const report = verified(putStamp(withStamp(forge(), {}, 2), stampOn(forge(), {}, beta)));
    expect(brief(report)).toMatchObject({ outcome: 'verified', time: 'green', at: two });
    expect(unchecked(report)).toContain('Beta');
  });
  test('may not stamp another signature either', () => {
    expect(brief(verified(putStamp(forge(), stampOn(forge(), { over: new Uint8Array(64) }, makeAuthority('Beta')))))).toMatchObject({
      codes: ['timestamp-invalid'],
    });
  });
  test('cannot clear a terminal with its name', () => {
    const by = issue({ ...alpha.signer, subject: 'Beta\u001b[2J', issuer: makeAuthority('Beta').root });
    expect(unchecked(verified(putStamp(forge(), stampOn(forge(), {}, { ...alpha, signer: by }))))).toContain('Beta<U+001B>[2J');
  });
});

describe('the window of an authority is closed at both ends', () => {
  test.each([
    ['both ends at once', { valid_from: two, valid_to: two }, 'verified'],
    ['a millisecond late', { valid_to: after(forge(), 1.999) }, 'rejected'],
    ['a millisecond early', { valid_from: after(forge(), 2.001) }, 'rejected'],
  ])('%s', (_, window, outcome) => {
    const report = verified(withStamp(forge()), timeTrust([authorityOf(window)]));
    expect(brief(report)).toMatchObject({ outcome, codes: outcome === 'rejected' ? ['timestamp-invalid'] : [] });
  });
  test('the same certificates may stand twice, with other windows: one of them is enough', () => {
    const past = authorityOf({ name: 'Alpha 2025', valid_to: '2025-12-31T00:00:00.000Z' });
    const report = verified(withStamp(forge()), timeTrust([past, authorityOf()]));
    expect(brief(report)).toMatchObject({ outcome: 'verified', time: 'green', codes: [] });
  });
});

describe('a revoked authority', () => {
  const revoked = (invalid_from: string, honour_earlier: boolean): Fields =>
    timeTrust([authorityOf({ revoked: { reason: 'key lost', invalid_from, honour_earlier } })], true);
  test.each([
    ['counts for earlier moments where the policy says so', revoked(after(forge(), 2.001), true), 'verified', two],
    ['does not from the moment on', revoked(two, true), 'undetermined', undefined],
    ['does not at all where the policy honours nothing', revoked('2029-01-01T00:00:00.000Z', false), 'undetermined', undefined],
  ])('%s', (_, policy, outcome, at) => {
    const report = verified(withStamp(forge()), policy);
    expect(brief(report)).toMatchObject({ outcome, at });
    if (at === undefined) expect(unchecked(report)).toContain('Alpha time stamps is revoked from');
  });
});

describe('a key of the signer', () => {
  test('that is outside its window at the moment of the time stamp does not count', () => {
    expect(brief(verified(withStamp(forge()), timeTrust(), { valid_to: after(forge(), 1) }))).toMatchObject({
      outcome: 'rejected',
      codes: ['key-outside-window'],
    });
  });
  test('that was revoked later still counts where the time stamp is earlier', () => {
    const revoked = { reason: 'lost', invalid_from: after(forge(), 3), honour_earlier: true };
    expect(brief(verified(withStamp(forge()), timeTrust(), { revoked }))).toMatchObject({ outcome: 'verified' });
    expect(brief(verified(forge(), timeTrust(), { revoked }))).toMatchObject({ outcome: 'rejected', codes: ['key-revoked'] });
  });
});

describe('a signature that was there before its run was promoted', () => {
  const accuracy = sequence(integer(5));
  test.each([
    ['by a minute, as clocks may differ', -60, [], []],
    ['by more', -60.001, [], ['time-contradiction']],
    ['by more, within the accuracy that the authority states', -65, [accuracy], []],
    ['by more than that', -65.001, [accuracy], ['time-contradiction']],
  ])('%s', (_, seconds, more, found) => {
    const report = verified(withStamp(forge(), { at: after(forge(), seconds), more }));
    expect(codes(report)).toEqual(found);
    expect(report.outcome).toBe(found.length === 0 ? 'verified' : 'rejected');
  });
});

test('everything that is wrong is said', () => {
  const by = issue({ ...alpha.signer, to: '2025-06-01T00:00:00.000Z', extensions: [...stampExtensions, extension('1.2.3', integer(1), true)] });
  const report = verified(withStamp(forge(), { signer: by, certificates: [by.der, alpha.middle.der], named: alpha.root.der }));
  expect(codes(report)).toEqual(['timestamp-invalid']);
  expect(messages(report)).toMatch(/not the one that the signer named\n.*2025-06-01T00:00:00.000Z\n.*critical extension 1\.2\.3/);
});

test('a time stamp that has expired by now, and had not then, holds: no clock is asked', () => {
  const by = issue({ ...alpha.signer, to: after(forge(), 3).replace(/\.[0-9]{3}Z/, '.000Z') });
  expect(brief(verified(withStamp(forge(), { signer: by, certificates: [by.der, alpha.middle.der] })))).toMatchObject({ outcome: 'verified', time: 'green' });
});

test('a file that is longer than a time stamp can be is not read', () => {
  const report = verified(putStamp(forge(), joined(stampOn(forge()), new Uint8Array(70_000))));
  expect(messages(report)).toBe('it is longer than 65536 bytes');
});
