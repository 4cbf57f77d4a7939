import { fromBase64, utf8 } from '../core/bytes.ts';
import { canonicalJson } from '../core/canonical-json.ts';
import { millisOf } from '../core/clock.ts';
import { pae } from '../core/dsse.ts';
import type { VerifySignature } from '../core/ed25519.ts';
import type { TrustPolicy } from '../model/generated/documents.ts';
import { problem, repeats, type PolicyProblem } from './policy-problem.ts';
import type { TrustedKey } from './trusted-keys.ts';
import { momentProblems } from './window.ts';

export type Rotation = NonNullable<TrustPolicy['rotations']>[number];
/** What both keys sign: one key of an owner follows another at a moment. */
export type RotationClaim = Omit<Rotation, 'signatures'>;

const rotationType = 'application/vnd.evidence-gate.key-rotation+json';

/** The bytes that the old key and the new one sign. */
export function rotationMessage({ owner, role, old_key_id, new_key_id, at }: RotationClaim): Uint8Array {
  return pae(rotationType, utf8(canonicalJson({ owner, role, old_key_id, new_key_id, at })));
}

/**
 * Problems of rotations. The keys are in the policy, of one owner and role, and both have signed. The old key ends at that
 * moment or before, or is revoked; the new one begins at it or later: at the moment itself both count. A key follows one key
 * and is followed by one, later than it followed.
 */
export function rotationProblems(rotations: readonly Rotation[], keys: ReadonlyMap<string, TrustedKey>, verify: VerifySignature): readonly PolicyProblem[] {
  const at = (index: number, why: string, member = ''): PolicyProblem => problem(`/rotations/${index}${member}`, why);
  return [
    ...rotations.flatMap((rotation, index) => [
      ...momentProblems(rotation.at, `/rotations/${index}/at`),
      ...claimProblems(rotation, keys).map((why) => at(index, why)),
      ...signatureProblems(rotation, keys, verify).map((why) => at(index, why, '/signatures')),
    ]),
    ...repeats(
      rotations,
      ({ old_key_id }) => old_key_id,
      (_, index) => at(index, 'the old key is followed by two keys', '/old_key_id'),
    ),
    ...repeats(
      rotations,
      ({ new_key_id }) => new_key_id,
      (_, index) => at(index, 'the new key follows two keys', '/new_key_id'),
    ),
    ...rotations.flatMap((rotation, index) => {
      const before = rotations.find(({ new_key_id }) => new_key_id === rotation.old_key_id);
      return before !== undefined && millisOf(before.at) >= millisOf(rotation.at) ? [at(index, 'the old key is followed before it follows')] : [];
    }),
  ];
}

function claimProblems(rotation: Rotation, keys: ReadonlyMap<string, TrustedKey>): readonly string[] {
  const { owner, role, old_key_id, new_key_id, at } = rotation;
  const [old, next] = [keys.get(old_key_id)?.statement, keys.get(new_key_id)?.statement];
  if (old === undefined) return ['the old key is not in the policy'];
  if (next === undefined) return ['the new key is not in the policy'];
  return [
    ...(old_key_id === next.key_id ? ['old and new key are the same'] : []),
    ...([old, next].every((key) => key.owner === owner && key.role === role) ? [] : ['old and new key are not of this owner in this role']),
    ...(old.revoked !== undefined || millisOf(old.valid_to) <= millisOf(at)
      ? []
      : [`the old key counts beyond ${at}: its window must end there, or it is revoked`]),
    ...(millisOf(next.valid_from) >= millisOf(at) ? [] : [`the new key counts before ${at}`]),
  ];
}

function signatureProblems(rotation: Rotation, keys: ReadonlyMap<string, TrustedKey>, verify: VerifySignature): readonly string[] {
  const message = rotationMessage(rotation);
  return [
    { what: 'old', keyId: rotation.old_key_id, signature: rotation.signatures[0] },
    { what: 'new', keyId: rotation.new_key_id, signature: rotation.signatures[1] },
  ].flatMap(({ what, keyId, signature }) => {
    const key = keys.get(keyId);
    // What is wrong with the key itself is said elsewhere.
    if (key === undefined) return [];
    const bytes = signature?.key_id === keyId ? fromBase64(signature.sig) : undefined;
    return bytes !== undefined && verify(bytes, message, key.publicKey) ? [] : [`the ${what} key has not signed this rotation`];
  });
}
