import { base64 } from '../core/bytes.ts';
import { millisOf, type Instant } from '../core/clock.ts';
import type { PublicKey } from '../core/ed25519.ts';
import { EvidenceError } from '../core/errors.ts';
import type { TrustPolicy } from '../model/generated/documents.ts';
import { keyStatement } from './policy-changes.ts';
import { rotationMessage, type RotationClaim } from './rotations.ts';

/** One end of a rotation: a key, and its hand. */
export interface RotationKey {
  readonly keyId: string;
  readonly publicKey: PublicKey;
  readonly sign: (message: Uint8Array) => Promise<Uint8Array>;
}

export interface RotationWishes {
  readonly old: RotationKey;
  readonly next: RotationKey;
  readonly at: Instant;
  /** Until when the new key counts. */
  readonly valid_to: Instant;
}

/**
 * Lets a key follow another of the same owner and role: the old window is closed at the moment, the new one opened at it,
 * and both keys sign that it is so. Throws `usage` where the policy does not know the old key, or knows the new one.
 */
export async function rotated(policy: TrustPolicy, { old, next, at, valid_to }: RotationWishes): Promise<TrustPolicy> {
  const followed = policy.keys.find((key) => key.key_id === old.keyId);
  if (followed === undefined) throw new EvidenceError('usage', { where: '--old-key', cause: `the policy does not know the key ${old.keyId}` });
  if (policy.keys.some((key) => key.key_id === next.keyId))
    throw new EvidenceError('usage', { where: '--new-key', cause: `the policy has the key ${next.keyId} already` });
  const { owner, role } = followed;
  const claim: RotationClaim = { owner, role, old_key_id: old.keyId, new_key_id: next.keyId, at };
  const message = rotationMessage(claim);
  const signatures = [
    { key_id: old.keyId, sig: base64(await old.sign(message)) },
    { key_id: next.keyId, sig: base64(await next.sign(message)) },
  ];
  const closed = millisOf(followed.valid_to) > millisOf(at) ? { ...followed, valid_to: at } : followed;
  return {
    ...policy,
    keys: [...policy.keys.map((key) => (key === followed ? closed : key)), keyStatement({ key: next.publicKey, owner, role, valid_from: at, valid_to })],
    rotations: [...(policy.rotations ?? []), { ...claim, signatures }],
  };
}
