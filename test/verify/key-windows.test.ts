import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Instant } from '../../src/core/clock.ts';
import type { Statement } from '../../src/model/generated/documents.ts';
import type { Anchor } from '../../src/verify/answers.ts';
import { keyProblems, thresholdFindings } from '../../src/verify/key-windows.ts';
import type { Trust, TrustedKey } from '../../src/trust/trust-policy.ts';
import { keyOf, signer, signerNumber, trustIn } from './trust.ts';

type Fields = Record<string, unknown>;

/** A statement that claims to have been promoted at a moment; nothing else of it is looked at. */
function claiming(promoted_at: string): Statement {
  return { predicateType: 'urn:evidence-gate:predicate:promotion:v1', predicate: { promotion: { promoted_at } } } as Statement;
}

function keyWith(more: Fields = {}): TrustedKey {
  const key = trustIn([keyOf(signer, 'ines', more)]).keys.get(signer.keyId);
  if (key === undefined) throw new Error('no key');
  return key;
}

function seen(at: string): Anchor {
  return { at: at as Instant, by: 'TT' };
}

function codes(key: TrustedKey, claimed: string, anchor?: string): readonly string[] {
  return keyProblems(key, claiming(claimed), anchor === undefined ? undefined : seen(anchor)).map(({ code }) => code);
}

const window = { valid_from: '2025-01-01T00:00:00.000Z', valid_to: '2029-12-31T23:59:59.999Z' };
const revokedFrom = (invalid_from: string, honour_earlier: boolean): Fields => ({ ...window, revoked: { reason: 'stolen', invalid_from, honour_earlier } });
const honoured = revokedFrom('2027-01-01T00:00:00.000Z', true);
const dishonoured = revokedFrom('2027-01-01T00:00:00.000Z', false);
const outside = ['key-outside-window'];
const revoked = ['key-revoked'];

describe('whether the signature of a known key counts', () => {
  test.each<[string, Fields, string, string | undefined, readonly string[]]>([
    // The claim, where nobody else vouches.
    ['claimed at the first moment', window, '2025-01-01T00:00:00.000Z', undefined, []],
    ['claimed at the last moment', window, '2029-12-31T23:59:59.999Z', undefined, []],
    ['claimed a millisecond before', window, '2024-12-31T23:59:59.999Z', undefined, outside],
    ['claimed a millisecond behind', window, '2030-01-01T00:00:00.000Z', undefined, outside],
    // Somebody else's word, where there is one.
    ['seen at the first moment', window, '2025-01-01T00:00:00.000Z', '2025-01-01T00:00:00.000Z', []],
    ['seen at the last moment', window, '2026-01-01T00:00:00.000Z', '2029-12-31T23:59:59.999Z', []],
    ['claimed inside and seen a millisecond behind', window, '2026-01-01T00:00:00.000Z', '2030-01-01T00:00:00.000Z', outside],
    ['claimed inside and seen before', window, '2025-06-01T00:00:00.000Z', '2024-06-01T00:00:00.000Z', outside],
    ['claimed behind and seen inside', window, '2045-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z', []],
    // Revoked, and nothing earlier honoured.
    ['revoked, claimed long before', dishonoured, '2025-06-01T00:00:00.000Z', undefined, revoked],
    ['revoked, seen long before', dishonoured, '2025-06-01T00:00:00.000Z', '2025-06-01T00:00:01.000Z', revoked],
    ['revoked from after the window', revokedFrom('2031-01-01T00:00:00.000Z', false), '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z', revoked],
    // Revoked, and what is earlier honoured: only by somebody else's word, and only strictly before.
    ['honoured, claimed before: a thief can claim that', honoured, '2026-01-01T00:00:00.000Z', undefined, revoked],
    ['honoured, seen a millisecond before', honoured, '2026-01-01T00:00:00.000Z', '2026-12-31T23:59:59.999Z', []],
    ['honoured, seen at that very moment', honoured, '2026-01-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z', revoked],
    ['honoured, claimed before and seen behind', honoured, '2026-01-01T00:00:00.000Z', '2027-06-01T00:00:00.000Z', revoked],
    ['honoured, seen before the window', honoured, '2026-01-01T00:00:00.000Z', '2024-01-01T00:00:00.000Z', outside],
    ['honoured, seen behind revocation and window', honoured, '2026-01-01T00:00:00.000Z', '2031-01-01T00:00:00.000Z', [...outside, ...revoked]],
    ['revoked from before it began', revokedFrom('2024-01-01T00:00:00.000Z', true), '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z', revoked],
    // A claim that is no moment says nothing, whoever vouches.
    ['claimed at no moment', window, '2026-02-30T00:00:00.000Z', '2026-01-01T00:00:00.000Z', ['statement-malformed']],
  ])('%s', (_, more, claimed, anchor, expected) => {
    expect(codes(keyWith(more), claimed, anchor)).toEqual(expected);
  });

  test.each(['promoter', 'reviewer', 'auditor'])('the same holds for a %s', (role) => {
    const keys = [keyOf(signer, 'ines'), keyOf(signerNumber(8), 'omar', { ...honoured, role })];
    const key = trustIn(keys).keys.get(signerNumber(8).keyId);
    if (key === undefined) throw new Error('no key');
    expect(codes(key, '2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z')).toEqual([]);
    expect(codes(key, '2026-01-01T00:00:00.000Z')).toEqual(revoked);
    expect(codes(key, '2026-01-01T00:00:00.000Z', '2030-06-01T00:00:00.000Z')).toEqual([...outside, ...revoked]);
  });

  test.each(['reviewer', 'auditor'])('a %s signs later than the promotion, and says nowhere when', (role) => {
    const keys = [keyOf(signer, 'ines'), keyOf(signerNumber(8), 'omar', { ...window, role })];
    const key = trustIn(keys).keys.get(signerNumber(8).keyId);
    if (key === undefined) throw new Error('no key');
    // A key that began to count after the promotion; seen by somebody, its window is held against that.
    expect(codes(key, '2024-01-01T00:00:00.000Z')).toEqual([]);
    expect(codes(key, '2024-01-01T00:00:00.000Z', '2024-06-01T00:00:00.000Z')).toEqual(outside);
    // One that had ended before the promotion cannot have signed it in time.
    expect(codes(key, '2029-12-31T23:59:59.999Z')).toEqual([]);
    expect(codes(key, '2030-01-01T00:00:00.000Z')).toEqual(outside);
  });

  test('another predicate than the key is for', () => {
    const statement = { ...claiming('2026-01-01T00:00:00.000Z'), predicateType: 'https://slsa.dev/provenance/v1' } as unknown as Statement;
    expect(keyProblems(keyWith(), statement, undefined).map(({ code }) => code)).toEqual(['signer-unknown']);
  });

  test('the reason says what was held against what', () => {
    const [nobody] = keyProblems(keyWith(honoured), claiming('2026-01-01T00:00:00.000Z'), undefined);
    expect(nobody?.message).toContain('(stolen), and nobody else vouches that it signed before');
    const [late] = keyProblems(keyWith(honoured), claiming('2026-01-01T00:00:00.000Z'), seen('2028-01-01T00:00:00.000Z'));
    expect(late?.message).toContain('TT saw this signature at 2028-01-01T00:00:00.000Z, not before 2027-01-01T00:00:00.000Z');
  });
});

describe('a key that was rotated', () => {
  const at = '2027-01-01T00:00:00.000Z';
  const trust = trustIn([keyOf(signer, 'ines', { valid_to: at }), keyOf(signerNumber(9), 'ines', { valid_from: at, valid_to: '2031-01-01T00:00:00.000Z' })]);
  const [old, next] = [...trust.keys.values()];
  test.each<[string, string, readonly string[], readonly string[]]>([
    ['before', '2026-12-31T23:59:59.999Z', [], outside],
    ['at the moment itself, where both count', at, [], []],
    ['behind', '2027-01-01T00:00:00.001Z', outside, []],
  ])('%s', (_, moment, byOld, byNew) => {
    if (old === undefined || next === undefined) throw new Error('no key');
    expect([codes(old, moment), codes(next, moment)]).toEqual([byOld, byNew]);
    expect([codes(old, '2026-06-01T00:00:00.000Z', moment), codes(next, '2028-01-01T00:00:00.000Z', moment)]).toEqual([byOld, byNew]);
  });
});

describe('thresholds count distinct owners in each role', () => {
  const owners = ['ines', 'omar', 'vera'];
  const promoters = owners.map((owner, index) => keyOf(signerNumber(10 + index), owner));
  const second = keyOf(signerNumber(20), 'ines');
  const reviewer = keyOf(signerNumber(30), 'vera', { role: 'reviewer' });
  const twoOfThree = { thresholds: [{ role: 'promoter', owners: 2 }] };

  function unmet(trust: Trust, ...numbers: readonly number[]): readonly string[] {
    const signed = numbers.map((number) => {
      const key = trust.keys.get(signerNumber(number).keyId);
      if (key === undefined) throw new Error('no key');
      return key;
    });
    return thresholdFindings(signed, trust).map(({ message }) => message);
  }

  test.each<[string, readonly number[], readonly string[]]>([
    ['nobody', [], ['0 of 2 owners have signed as promoter']],
    ['one of three', [11], ['1 of 2 owners have signed as promoter']],
    ['two of three', [10, 12], []],
    ['any two of three', [11, 12], []],
    ['all three', [10, 11, 12], []],
    ['one owner with two keys', [10, 20], ['1 of 2 owners have signed as promoter']],
    ['a promoter and a reviewer', [10, 30], ['1 of 2 owners have signed as promoter']],
  ])('two of three promoters: %s', (_, numbers, expected) => {
    expect(unmet(trustIn([...promoters, second, reviewer], twoOfThree), ...numbers)).toEqual(expected);
  });

  test('each role is asked for on its own', () => {
    const trust = trustIn([...promoters, reviewer], {
      thresholds: [
        { role: 'promoter', owners: 1 },
        { role: 'reviewer', owners: 1 },
      ],
    });
    expect(unmet(trust, 10, 11)).toEqual(['0 of 1 owners have signed as reviewer']);
    expect(unmet(trust, 30)).toEqual(['0 of 1 owners have signed as promoter']);
    expect(unmet(trust, 10, 30)).toEqual([]);
  });
});

describe('no clock is read', () => {
  afterEach(() => void vi.useRealTimers());
  test.each(['1999-01-01T00:00:00.000Z', '2045-01-01T00:00:00.000Z'])('at %s the answers are the same', (now) => {
    vi.useFakeTimers({ now: new Date(now) });
    expect(codes(keyWith(window), '2026-01-01T00:00:00.000Z')).toEqual([]);
    expect(codes(keyWith(window), '2030-06-01T00:00:00.000Z')).toEqual(outside);
    expect(codes(keyWith(honoured), '2026-01-01T00:00:00.000Z', '2026-06-01T00:00:00.000Z')).toEqual([]);
    expect(codes(keyWith(honoured), '2026-01-01T00:00:00.000Z', '2027-06-01T00:00:00.000Z')).toEqual(revoked);
  });
});
