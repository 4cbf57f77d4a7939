import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalDocument } from '../../src/core/canonical-json.ts';
import { instant, millisOf, type Instant } from '../../src/core/clock.ts';
import { digestOfNode } from '../../src/core/digest.node.ts';
import { EvidenceError } from '../../src/core/errors.ts';
import type { TrustPolicy } from '../../src/model/generated/documents.ts';
import { principalOf } from '../../src/trust/allowed-signers.ts';
import { exported, exportFormats } from '../../src/trust/exports.ts';
import { lintChanges } from '../../src/trust/lint-changes.ts';
import { lintPolicy } from '../../src/trust/lint.ts';
import {
  addAuthority,
  addEpoch,
  addKey,
  keyStatement,
  newPolicy,
  requirements,
  requireOf,
  revokeKey,
  setThreshold,
  withNextVersion,
} from '../../src/trust/policy-changes.ts';
import { rotated } from '../../src/trust/rotate.ts';
import { readTrustPolicy, type Trust } from '../../src/trust/trust-policy.ts';
import { roles } from '../../src/trust/trusted-keys.ts';
import { verifierKey, verifierKeyText } from '../../src/transparency/verifier-key.ts';
import { policyText, keyOf, signer, signerNumber } from '../verify/trust.ts';
import { testAuthority } from './authority.ts';

const { root } = testAuthority('TT');
const firstMoment = Date.parse('2025-01-01T00:00:00.000Z');
const moment = (hours: number): Instant => instant(BigInt(firstMoment + hours * 3_600_000) * 1_000_000n);
const options = { at: moment(0), maxYears: 5 };

function read(policy: TrustPolicy): Trust | undefined {
  try {
    return readTrustPolicy(canonicalDocument(policy), 'trust.json', digestOfNode);
  } catch (error) {
    if (error instanceof EvidenceError && ['schema-violation', 'key-malformed', 'key-weak'].includes(error.code)) return undefined;
    throw error;
  }
}

/** One change that a person makes: what the verbs do, with texts and moments that are anything. */
const hours = fc.integer({ min: -20_000, max: 60_000 });
const span = fc.record({ valid_from: hours.map(moment), valid_to: hours.map(moment) });
const name = fc.oneof(
  fc.constantFrom('ines', 'omar', 'Omar', 'vera '),
  fc.string({ unit: 'grapheme', minLength: 0, maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const number = fc.integer({ min: 1, max: 12 });
const change = fc.oneof(
  fc.record({ kind: fc.constant('key' as const), owner: name, role: fc.constantFrom(...roles), number, span }),
  fc.record({ kind: fc.constant('authority' as const), name, span }),
  fc.record({
    kind: fc.constant('epoch' as const),
    name,
    span,
    number,
    witnesses: fc.array(fc.record({ owner: name, number }), { maxLength: 3 }),
    quorum: fc.nat(3),
  }),
  fc.record({ kind: fc.constant('threshold' as const), role: fc.constantFrom(...roles), owners: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ kind: fc.constant('require' as const), what: fc.constantFrom(...requirements) }),
  fc.record({ kind: fc.constant('revoke' as const), number, reason: name, from: hours, honour: fc.boolean() }),
  fc.record({ kind: fc.constant('rotate' as const), number, next: number, at: hours, years: fc.integer({ min: 1, max: 3 }) }),
);
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

async function apply(policy: TrustPolicy, step: Change): Promise<TrustPolicy> {
  switch (step.kind) {
    case 'key':
      return addKey(keyStatement({ key: signerNumber(step.number).publicKey, owner: step.owner, role: step.role, ...step.span }))(policy);
    case 'authority':
      return addAuthority({ name: step.name, certificates: [root], ...step.span })(policy);
    case 'epoch': {
      const vkey = verifierKeyText(verifierKey('log.example', 'log', signerNumber(40).publicKey));
      const witnesses = step.witnesses.map((one) => ({
        owner: one.owner,
        vkey: verifierKeyText(verifierKey('w', 'witness', signerNumber(60 + one.number).publicKey)),
      }));
      return addEpoch({ name: step.name, vkey, witnesses, quorum: step.quorum, ...step.span })(policy);
    }
    case 'threshold':
      return setThreshold(step.role, step.owners)(policy);
    case 'require':
      return requireOf(step.what)(policy);
    case 'revoke':
      return revokeKey(signerNumber(step.number).keyId, { reason: step.reason, invalid_from: moment(step.from), honour_earlier: step.honour })(policy);
    case 'rotate':
      return await rotated(policy, {
        old: signerNumber(step.number),
        next: signerNumber(step.next),
        at: moment(step.at),
        valid_to: moment(step.at + step.years * 8760),
      });
  }
}

/** The policy after a change that is read back; the policy before, where the change was refused. */
async function accepted(policy: TrustPolicy, step: Change): Promise<TrustPolicy> {
  try {
    const next = withNextVersion(await apply(policy, step), undefined);
    return read(next) === undefined ? policy : next;
  } catch (error) {
    if (error instanceof EvidenceError && error.code === 'usage') return policy;
    throw error;
  }
}

const first = keyStatement({ key: signerNumber(1).publicKey, owner: 'ines', role: 'promoter', valid_from: moment(0), valid_to: moment(20_000) });

describe('whatever the verbs write', () => {
  test('is read back, byte for byte, and can be linted and exported', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 12 }), async (steps) => {
        let policy = newPolicy('regulator', '1', first);
        for (const step of steps) {
          const before = policy;
          policy = await accepted(before, step);
          // What one change did can be told, and a change of ours never takes anything away.
          if (policy !== before) expect(lintChanges(before, policy).filter(({ level }) => level === 'error')).toEqual([]);
        }
        const text = canonicalDocument(policy);
        const trust = readTrustPolicy(text, 'trust.json', digestOfNode);
        expect(canonicalDocument(trust.policy)).toBe(text);
        expect(trust.keys.size).toBe(policy.keys.length);
        expect(trust.authorities.length).toBe(policy.time.authorities.length);
        expect(trust.epochs.length).toBe(policy.log.epochs.length);
        for (const { where } of lintPolicy(trust, options)) expect(pointsInto(trust.policy, where)).toBe(true);
        for (const format of exportFormats) for (const file of exported(trust, format)) expect(file.name).toMatch(/^[a-z0-9_.]+$/);
        const lines = exported(trust, 'allowed-signers')[0]?.text.split('\n') ?? [];
        expect(lines.length).toBe(policy.keys.length + 1);
        for (const line of lines.slice(0, -1))
          expect(line).toMatch(
            /^(# [0-9a-f]{64} |(?:"[^"]+"|[^ "#!,*?]+) namespaces="evidence-gate",valid-after="\d{14}Z",valid-before="\d{14}Z" ssh-ed25519 \S{68} [a-z]+ [0-9a-f]{64}$)/u,
          );
      }),
      { numRuns: 150 },
    );
  });
});

function pointsInto(policy: TrustPolicy, pointer: string): boolean {
  let value: unknown = policy;
  for (const part of pointer.split('/').slice(1)) value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[part] : undefined;
  return value !== undefined;
}

describe('hostile text', () => {
  const base = policyText([keyOf(signer, 'ines')]);

  test('a policy with bytes flipped, cut or inserted is read or refused, never anything else', () => {
    fc.assert(
      fc.property(fc.nat(base.length), fc.nat(20), fc.string({ unit: 'binary', maxLength: 8 }), (at, cut, put) => {
        const text = base.slice(0, at) + put + base.slice(at + cut);
        try {
          readTrustPolicy(text, 'trust.json', digestOfNode);
        } catch (error) {
          if (!(error instanceof EvidenceError)) throw error;
          expect(error.where).toContain('trust.json');
          expect(error.exit).toBe(2);
        }
      }),
    );
  });

  test('any value of any member is read or refused with its place', () => {
    const document = JSON.parse(policyText([keyOf(signer, 'ines'), keyOf(signerNumber(8), 'omar')])) as Record<string, unknown>;
    const members = fc.constantFrom(
      'name',
      'version',
      'keys',
      'thresholds',
      'time',
      'log',
      'rerun',
      'rotations',
      'format',
      'description',
      'constructor',
      'extra',
    );
    fc.assert(
      fc.property(members, fc.jsonValue(), (member, value) => {
        try {
          readTrustPolicy(JSON.stringify({ ...document, [member]: value }), 'trust.json', digestOfNode);
        } catch (error) {
          if (!(error instanceof EvidenceError)) throw error;
          expect(`${error.where} ${error.why}`).toContain(error.code === 'json-malformed' ? 'trust.json' : member);
        }
      }),
    );
  });

  test('a principal matches its owner and nobody else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), (a, b) => {
        expect(principalOf(a)).toMatch(/^(?:"[^"\n,!*?#]+"|[^ "\n,!*?#]+)$/u);
        expect(principalOf(a) === principalOf(b)).toBe(a === b);
      }),
    );
  });
});

describe('the next version', () => {
  const policy = newPolicy('regulator', '9', first);
  test.each<[string, string | undefined, string]>([
    ['9', undefined, '10'],
    ['0', undefined, '1'],
    ['9', 'spring', 'spring'],
    ['spring', 'summer', 'summer'],
  ])('of %s, with %s given, is %s', (version, given, next) => {
    expect(withNextVersion({ ...policy, version }, given).version).toBe(next);
  });
  test.each([
    ['spring', undefined],
    ['1.0', undefined],
    ['01', undefined],
    ['9', '9'],
  ])('of %s, with %s given, is refused', (version, given) => {
    expect(() => withNextVersion({ ...policy, version }, given)).toThrow(EvidenceError);
  });
});

test('an epoch is closed a millisecond before the next one of its log begins', () => {
  const epoch = (name: string, from: number, to: number, log = 'log.example'): Parameters<typeof addEpoch>[0] => ({
    name,
    vkey: verifierKeyText(verifierKey(log, 'log', signerNumber(40).publicKey)),
    witnesses: [],
    quorum: 0,
    valid_from: moment(from),
    valid_to: moment(to),
  });
  const policy = [epoch('a', 0, 1000), epoch('other', 0, 1000, 'other.example'), epoch('b', 500, 2000)].reduce(
    (sum, one) => addEpoch(one)(sum),
    newPolicy('r', '1', first),
  );
  expect(policy.log.epochs.map(({ name, valid_to }) => [name, millisOf(valid_to) - firstMoment])).toEqual([
    ['a', 500 * 3_600_000 - 1],
    ['other', 1000 * 3_600_000],
    ['b', 2000 * 3_600_000],
  ]);
  expect(read(policy)).toBeDefined();
});
