import { base64 } from '../core/bytes.ts';
import { instant, millisOf, type Instant } from '../core/clock.ts';
import { spkiOf, type PublicKey } from '../core/ed25519.ts';
import { EvidenceError } from '../core/errors.ts';
import { keyIdOf } from '../core/key-id.ts';
import type { TrustPolicy } from '../model/generated/documents.ts';
import type { AuthorityStatement } from './trusted-authorities.ts';
import { overlap, verifierKeyOf, type EpochStatement } from './trusted-epochs.ts';
import type { KeyStatement, Role } from './trusted-keys.ts';
import type { Revocation } from './window.ts';

/** A change of a policy. It may throw `usage` where it makes no sense; whether the outcome is a policy is for `readTrustPolicy`. */
export type PolicyChange = (policy: TrustPolicy) => TrustPolicy;

export type Span = Pick<KeyStatement, 'valid_from' | 'valid_to'>;

export interface NewKey extends Span {
  readonly key: PublicKey;
  readonly owner: string;
  readonly role: Role;
}

export function keyStatement({ key, owner, role, valid_from, valid_to }: NewKey): KeyStatement {
  return {
    key_id: keyIdOf(key),
    spki: base64(spkiOf(key)),
    owner,
    role,
    predicate_types: ['urn:evidence-gate:predicate:promotion:v1'],
    valid_from,
    valid_to,
  };
}

/** A policy that believes one key. */
export function newPolicy(name: string, version: string, key: KeyStatement): TrustPolicy {
  return {
    format: 'evidence-gate/trust-policy/1',
    name,
    version,
    keys: [key],
    thresholds: [{ role: key.role, owners: 1 }],
    time: { required: false, authorities: [] },
    log: { required: false, epochs: [] },
    rerun: { required: true },
  };
}

export function addKey(key: KeyStatement): PolicyChange {
  return (policy) => ({ ...policy, keys: [...policy.keys, key] });
}

export function addAuthority(authority: AuthorityStatement): PolicyChange {
  return (policy) => ({ ...policy, time: { ...policy.time, authorities: [...policy.time.authorities, authority] } });
}

/** Adds an epoch. One of the same log that still ran when the new one begins is closed a millisecond before. */
export function addEpoch(epoch: EpochStatement): PolicyChange {
  return (policy) => {
    const epochs = policy.log.epochs.map((earlier) =>
      sameLog(earlier, epoch) && overlap(earlier, epoch) && millisOf(earlier.valid_from) < millisOf(epoch.valid_from)
        ? { ...earlier, valid_to: justBefore(epoch.valid_from) }
        : earlier,
    );
    return { ...policy, log: { ...policy.log, epochs: [...epochs, epoch] } };
  };
}

export function setThreshold(role: Role, owners: number): PolicyChange {
  return (policy) => ({ ...policy, thresholds: [...policy.thresholds.filter((threshold) => threshold.role !== role), { role, owners }] });
}

/** What a policy may ask of every bundle. */
export const requirements = ['time', 'log', 'rerun'] as const;
export type Requirement = (typeof requirements)[number];

export function requireOf(what: Requirement): PolicyChange {
  return (policy) => ({ ...policy, [what]: { ...policy[what], required: true } });
}

export function revokeKey(keyId: string, revoked: Revocation): PolicyChange {
  return (policy) => ({ ...policy, keys: policy.keys.map((key) => (key.key_id === keyId ? { ...key, revoked: stricter(key.revoked, revoked, keyId) } : key)) });
}

export function revokeAuthority(name: string, revoked: Revocation): PolicyChange {
  return (policy) => {
    if (!policy.time.authorities.some((authority) => authority.name === name))
      throw new EvidenceError('usage', { where: name, cause: 'the policy knows no time authority of this name' });
    const authorities = policy.time.authorities.map((one) => (one.name === name ? { ...one, revoked: stricter(one.revoked, revoked, name) } : one));
    return { ...policy, time: { ...policy.time, authorities } };
  };
}

/** A revocation is never taken back: one that comes later may reach further, not less far. */
function stricter(old: Revocation | undefined, next: Revocation, where: string): Revocation {
  if (old !== undefined && (millisOf(next.invalid_from) > millisOf(old.invalid_from) || (next.honour_earlier && !old.honour_earlier)))
    throw new EvidenceError('usage', { where, cause: `it is revoked from ${old.invalid_from} already, and a revocation is not weakened` });
  return next;
}

function sameLog(a: EpochStatement, b: EpochStatement): boolean {
  const [left, right] = [verifierKeyOf(a.vkey, 'log'), verifierKeyOf(b.vkey, 'log')];
  return typeof left !== 'string' && typeof right !== 'string' && left.name === right.name;
}

/** The last millisecond before a moment: windows are closed at both ends. */
export function justBefore(moment: Instant): Instant {
  return instant(BigInt(millisOf(moment) - 1) * 1_000_000n);
}

/** The policy with its version counted up, or with the version given. Throws `usage` where it cannot be counted, or stays. */
export function withNextVersion(policy: TrustPolicy, version: string | undefined): TrustPolicy {
  if (version === policy.version) throw new EvidenceError('usage', { where: '--policy-version', cause: `the policy has the version ${version} already` });
  if (version !== undefined) return { ...policy, version };
  if (!/^(?:0|[1-9][0-9]{0,14})$/.test(policy.version))
    throw new EvidenceError('usage', {
      where: '--policy-version',
      cause: `"${policy.version}" is no whole number that could be counted up: give the new version`,
    });
  return { ...policy, version: String(Number(policy.version) + 1) };
}
