import type { Brand } from '../core/brand.ts';
import { fromBase64, hex, utf8 } from '../core/bytes.ts';
import { asInstant, millisOf, type Instant } from '../core/clock.ts';
import type { Digest, HashBytes } from '../core/digest.ts';
import { fromSpki, type PublicKey } from '../core/ed25519.ts';
import { EvidenceError } from '../core/errors.ts';
import { keyIdOf } from '../core/key-id.ts';
import type { TrustPolicy } from '../model/generated/documents.ts';
import { parseJson } from '../model/parse.ts';

/** A key of a trust policy, ready to verify with. */
export interface TrustedKey {
  readonly statement: TrustPolicy['keys'][number];
  readonly publicKey: PublicKey;
}

interface CheckedPolicy {
  readonly policy: TrustPolicy;
  /** Of the text that the policy was read from. */
  readonly sha256: Digest;
  readonly keys: ReadonlyMap<string, TrustedKey>;
}

/** A trust policy whose keys were checked. Only `readTrustPolicy` mints it: nobody verifies with a policy that says nothing. */
export type Trust = Brand<CheckedPolicy, 'Trust'>;

/**
 * Reads a trust policy. `where` names it in errors. Throws `json-malformed`, `schema-violation` (an unknown field, no key, a
 * window that ends before it begins, a threshold that no signatures could meet), `key-malformed` or `key-weak`.
 */
export function readTrustPolicy(text: string, where: string, hash: HashBytes): Trust {
  const policy = parseJson('trust-policy', text, where);
  const keys = new Map<string, TrustedKey>();
  for (const [index, key] of policy.keys.entries()) {
    const place = `${where}: /keys/${index}`;
    const problem = keyProblem(key) ?? (keys.has(key.key_id) ? 'the key stands twice' : undefined);
    if (problem !== undefined) throw new EvidenceError('schema-violation', { where: place, cause: problem });
    keys.set(key.key_id, { statement: key, publicKey: publicKeyOf(key, place) });
  }
  for (const threshold of policy.thresholds) {
    const owners = new Set(policy.keys.filter((key) => key.role === threshold.role).map((key) => key.owner)).size;
    if (threshold.owners > owners)
      throw new EvidenceError('schema-violation', { where: `${where}: /thresholds`, cause: `${threshold.owners} owners must sign and ${owners} are named` });
  }
  const checked: CheckedPolicy = { policy, sha256: hash(utf8(text)), keys };
  return checked as Trust;
}

function keyProblem(key: TrustPolicy['keys'][number]): string | undefined {
  const moments: readonly Instant[] = [key.valid_from, key.valid_to, ...(key.revoked === undefined ? [] : [key.revoked.invalid_from])];
  const unreal = moments.find((moment) => asInstant(moment) === undefined);
  if (unreal !== undefined) return `${unreal} is no date`;
  return millisOf(key.valid_from) > millisOf(key.valid_to) ? 'its window ends before it begins' : undefined;
}

function publicKeyOf(key: TrustPolicy['keys'][number], where: string): PublicKey {
  const der = fromBase64(key.spki);
  // SubjectPublicKeyInfo of ed25519 up to the key (RFC 8410 section 4).
  if (der?.length !== 44 || hex(der.subarray(0, 12)) !== '302a300506032b6570032100') throw new EvidenceError('key-malformed', { where });
  const publicKey = fromSpki(der);
  if (publicKey === undefined) throw new EvidenceError('key-weak', { where });
  if (keyIdOf(publicKey) !== key.key_id) throw new EvidenceError('key-malformed', { where, cause: `its key id is ${keyIdOf(publicKey)}` });
  return publicKey;
}
