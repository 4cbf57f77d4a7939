import { rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { writeKeyPair } from '../bundle/key-files.node.ts';
import { instant } from '../core/clock.ts';
import type { PublicKey } from '../core/ed25519.ts';
import type { TrustPolicy } from '../model/generated/documents.ts';
import { keyStatement, newPolicy } from '../trust/policy-changes.ts';
import type { PipelinePorts } from './ports.ts';
import { makeFolder } from '../core/whole-file.node.ts';
import { writeTrustFile } from './trust-file.ts';

const nanosInYear = 365n * 24n * 3600n * 1_000_000_000n;

export interface MadeKey {
  readonly key_id: string;
  readonly private_key: string;
  readonly public_key: string;
  readonly trust_policy: string;
  readonly encrypted: boolean;
}

export interface KeyWishes {
  readonly owner: string | undefined;
  readonly years: number;
  readonly passphrase: string | undefined;
}

/** Makes `<path>.key.pem` (0600), `<path>.pub.pem` and `<path>.trust.json`, a trust policy that believes this key alone: all three, or none. Replaces nothing. */
export function createKeyFiles(path: string, { owner, years, passphrase }: KeyWishes, { clock, random }: Pick<PipelinePorts, 'clock' | 'random'>): MadeKey {
  const made = { private_key: `${path}.key.pem`, public_key: `${path}.pub.pem`, trust_policy: `${path}.trust.json`, encrypted: passphrase !== undefined };
  makeFolder(dirname(path));
  const { keyId, publicKey } = writeKeyPair({
    privatePath: made.private_key,
    publicPath: made.public_key,
    seed: random(32),
    ...(passphrase === undefined ? {} : { passphrase }),
  });
  try {
    writeTrustFile(made.trust_policy, trustPolicyFor(publicKey, owner ?? basename(path), clock(), years));
  } catch (error) {
    for (const file of [made.private_key, made.public_key]) rmSync(file, { force: true });
    throw error;
  }
  return { key_id: keyId, ...made };
}

/** A trust policy for one promoter's key, from a moment on (nanoseconds since the epoch) for so many years of 365 days. */
export function trustPolicyFor(key: PublicKey, owner: string, from: bigint, years: number): TrustPolicy {
  const window = { valid_from: instant(from), valid_to: instant(from + BigInt(years) * nanosInYear) };
  return newPolicy(owner, '1', keyStatement({ key, owner, role: 'promoter', ...window }));
}
