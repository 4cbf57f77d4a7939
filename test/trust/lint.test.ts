import { describe, expect, test } from 'vitest';
import type { Instant } from '../../src/core/clock.ts';
import type { TrustPolicy } from '../../src/model/generated/documents.ts';
import { lintChanges } from '../../src/trust/lint-changes.ts';
import { lintPolicy } from '../../src/trust/lint.ts';
import { rotated } from '../../src/trust/rotate.ts';
import type { Trust } from '../../src/trust/trust-policy.ts';
import { verifierKey, verifierKeyText } from '../../src/transparency/verifier-key.ts';
import { keyOf, signerNumber, trustIn } from '../verify/trust.ts';
import { testAuthority } from './authority.ts';

type Fields = Record<string, unknown>;

const tsa = testAuthority('TT');
const at = '2026-06-01T00:00:00.000Z' as Instant;
const window = { valid_from: '2026-01-01T00:00:00.000Z', valid_to: '2029-01-01T00:00:00.000Z' };
const key = (number: number, owner: string, more: Fields = {}): Fields => keyOf(signerNumber(number), owner, { ...window, ...more });
const vkey = (use: 'log' | 'witness', number: number, name: string): string => verifierKeyText(verifierKey(name, use, signerNumber(number).publicKey));
const authority = { name: 'TT', certificates: [tsa.root, tsa.signing], ...window };
const epoch = {
  name: 'first',
  vkey: vkey('log', 40, 'log.example'),
  ...window,
  witnesses: [{ owner: 'wanda', vkey: vkey('witness', 41, 'w.example') }],
  quorum: 1,
};
const whole = { time: { required: true, authorities: [authority] }, log: { required: false, epochs: [epoch] }, thresholds: [{ role: 'promoter', owners: 2 }] };
const two = [key(7, 'ines'), key(8, 'omar')];
const revoked = (honour_earlier: boolean): Fields => ({ revoked: { reason: 'lost', invalid_from: '2027-01-01T00:00:00.000Z', honour_earlier } });

function lint(keys: readonly Fields[], more: Fields = whole, maxYears = 5): readonly string[] {
  return lintPolicy(trustIn(keys, more), { at, maxYears }).map(({ code, where }) => `${code} ${where}`);
}

test('a policy with nothing to say of', () => {
  expect(lint(two)).toEqual([]);
});

describe('a policy is valid, and its author should know', () => {
  test.each<[string, readonly Fields[], Fields, readonly string[]]>([
    ['one owner is enough', two, { thresholds: [{ role: 'promoter', owners: 1 }] }, ['threshold-of-one /thresholds/0']],
    ['too few keys still count', [key(7, 'ines'), key(8, 'omar', revoked(false))], {}, ['threshold-beyond-reach /thresholds/0', 'revoked /keys/1']],
    ['keys that count only for what was before', [key(7, 'ines'), key(8, 'omar', revoked(true))], {}, []],
    ['nobody gives the time', two, { time: { required: false, authorities: [] } }, ['no-time-authority /time/authorities', 'time-not-required /time/required']],
    [
      'nobody vouches for what is honoured',
      [key(7, 'ines'), key(8, 'omar'), key(9, 'vera', revoked(true))],
      { time: { required: false, authorities: [] }, log: { required: false, epochs: [] } },
      ['no-time-authority /time/authorities', 'time-not-required /time/required', 'nobody-to-honour /keys/2/revoked'],
    ],
    ['a long window of a key', [key(7, 'ines', { valid_to: '2032-01-01T00:00:00.000Z' }), key(8, 'omar')], {}, ['window-too-long /keys/0']],
    [
      'a long window of an authority',
      two,
      { time: { required: true, authorities: [{ ...authority, valid_to: '2034-01-01T00:00:00.000Z' }] } },
      ['window-too-long /time/authorities/0'],
    ],
    [
      'an authority that outlives its certificates',
      two,
      { time: { required: true, authorities: [{ ...authority, valid_to: '2099-01-01T00:00:00.000Z' }] } },
      ['window-too-long /time/authorities/0', 'window-beyond-certificate /time/authorities/0'],
    ],
    ['a long epoch', two, { log: { required: false, epochs: [{ ...epoch, valid_to: '2034-01-01T00:00:00.000Z' }] } }, ['window-too-long /log/epochs/0']],
    ['a key that ends within 90 days', [key(7, 'ines', { valid_to: '2026-08-30T00:00:00.000Z' }), key(8, 'omar')], {}, ['key-expires-soon /keys/0']],
    ['a key that ends after 91', [key(7, 'ines', { valid_to: '2026-08-31T00:00:00.000Z' }), key(8, 'omar')], {}, []],
    ['a key that has ended', [key(7, 'ines', { valid_to: '2026-05-31T23:59:59.999Z' }), key(8, 'omar')], {}, ['key-expired /keys/0']],
    [
      'a second key of an owner that the first did not sign for',
      [...two, key(9, 'omar', { valid_from: '2026-02-01T00:00:00.000Z' })],
      {},
      ['key-without-rotation /keys/2'],
    ],
    ['a key in a role that no threshold names', [...two, key(9, 'vera', { role: 'auditor' })], {}, ['role-without-threshold /keys/2']],
    ['a log without witnesses', two, { log: { required: false, epochs: [{ ...epoch, witnesses: [], quorum: 0 }] } }, ['epoch-without-witnesses /log/epochs/0']],
    [
      'a witness who signs',
      two,
      { log: { required: false, epochs: [{ ...epoch, witnesses: [{ ...epoch.witnesses[0], owner: 'Ines' }] }] } },
      ['witness-is-signer /log/epochs/0/witnesses'],
    ],
  ])('%s', (_, keys, more, expected) => {
    expect(lint(keys, { ...whole, ...more })).toEqual(expected);
  });

  test('a rotated key is not called ending or without its successor', async () => {
    const { policy } = trustIn([...two, key(9, 'vera')], whole);
    const next = await rotated(policy, {
      old: signerNumber(9),
      next: signerNumber(10),
      at: '2026-06-15T00:00:00.000Z' as Instant,
      valid_to: '2029-01-01T00:00:00.000Z' as Instant,
    });
    const { keys, rotations } = next;
    expect(lint(keys, { ...whole, rotations })).toEqual([]);
    expect(lint(keys, whole)).toEqual(['key-expires-soon /keys/2', 'key-without-rotation /keys/3']);
  });
});

describe('what changed since an earlier version', () => {
  const old = trustIn(two, { ...whole, version: '3' });

  function since(keys: readonly Fields[], more: Fields = {}, before: Trust = old): readonly string[] {
    return lintChanges(before.policy, trustIn(keys, { ...whole, version: '4', ...more }).policy).map(({ level, code, where }) => `${level} ${code} ${where}`);
  }

  test.each<[string, readonly Fields[], Fields, readonly string[]]>([
    ['nothing but the version', two, {}, []],
    ['the version stayed', two, { version: '3' }, ['error version-not-grown /version']],
    ['the version went back', two, { version: '2' }, ['error version-not-grown /version']],
    ['9 to 10 is growth, as numbers', two, { version: '10' }, []],
    ['the version became a word', two, { version: 'spring' }, ['error version-not-grown /version']],
    ['another policy', two, { name: 'somebody else' }, ['error another-policy /name']],
    ['a key was removed', [key(7, 'ines'), key(9, 'vera')], {}, [`error key-removed ${signerNumber(8).keyId}`, 'warning key-added /keys/1']],
    ['a key was added that nobody signed for', [...two, key(9, 'vera')], {}, ['warning key-added /keys/2']],
    [
      'an authority was removed',
      two,
      { time: { required: true, authorities: [{ ...authority, name: 'other' }] } },
      ['error authority-removed TT', 'warning authority-added /time/authorities/0'],
    ],
    ['an epoch was deleted', two, { log: { required: false, epochs: [] } }, ['error epoch-removed first']],
    [
      'an epoch was added',
      two,
      { log: { required: false, epochs: [epoch, { ...epoch, name: 'other', vkey: vkey('log', 44, 'other') }] } },
      ['warning epoch-added /log/epochs/1'],
    ],
    [
      'the witnesses of an epoch were changed',
      two,
      { log: { required: false, epochs: [{ ...epoch, witnesses: [], quorum: 0 }] } },
      ['warning epoch-changed /log/epochs/0'],
    ],
    ['a key changed hands', [key(7, 'mallory'), key(8, 'omar')], {}, ['warning key-changed /keys/0']],
    ['a window was widened', [key(7, 'ines', { valid_from: '2025-01-01T00:00:00.000Z' }), key(8, 'omar')], {}, ['warning window-widened /keys/0']],
    ['a window was narrowed', [key(7, 'ines', { valid_to: '2028-01-01T00:00:00.000Z' }), key(8, 'omar')], {}, ['warning window-narrowed /keys/0']],
    ['a key was revoked', [key(7, 'ines', revoked(true)), key(8, 'omar')], {}, ['warning newly-revoked /keys/0']],
    ['a threshold was lowered', two, { thresholds: [{ role: 'promoter', owners: 1 }] }, ['warning threshold-lowered /thresholds']],
    ['a requirement was lifted', two, { time: { required: false, authorities: [authority] } }, ['warning requirement-lifted /time/required']],
  ])('%s', (_, keys, more, expected) => {
    expect(since(keys, more)).toEqual(expected);
  });

  test.each<[string, Fields, Fields]>([
    ['taken back', revoked(true), {}],
    ['weakened to honour what is earlier', revoked(false), revoked(true)],
    ['moved to later', revoked(false), { revoked: { reason: 'lost', invalid_from: '2028-01-01T00:00:00.000Z', honour_earlier: false } }],
  ])('a revocation was %s', (_, before, after) => {
    const earlier = trustIn([key(7, 'ines', before), key(8, 'omar')], { ...whole, version: '3' });
    expect(since([key(7, 'ines', after), key(8, 'omar')], {}, earlier)).toContain('error revocation-lifted /keys/0');
  });

  test('versions that are words cannot be compared, and that is said', () => {
    const spring = trustIn(two, { ...whole, version: 'spring' });
    expect(since(two, { version: 'summer' }, spring)).toEqual(['warning version-not-compared /version']);
    expect(since(two, { version: 'spring' }, spring)).toEqual(['error version-not-grown /version']);
  });

  test('a rotation adds a key and closes another without a word, and is missed where it is gone', async () => {
    const { policy } = old;
    const next: TrustPolicy = {
      ...(await rotated(policy, { old: signerNumber(8), next: signerNumber(9), at, valid_to: '2029-01-01T00:00:00.000Z' as Instant })),
      version: '4',
    };
    expect(lintChanges(policy, next)).toEqual([]);
    const { rotations: _rotations, ...without } = next;
    expect(lintChanges(next, { ...without, version: '5' }).map(({ code }) => code)).toEqual(['rotation-removed']);
    expect(lintChanges(policy, without).map(({ code }) => code)).toEqual(['window-narrowed', 'key-added']);
  });
});
