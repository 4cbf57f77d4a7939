import { fromBase64, hex } from '../core/bytes.ts';
import { fromSpki, type PublicKey } from '../core/ed25519.ts';
import { keyIdOf } from '../core/key-id.ts';
import type { TrustPolicy } from '../model/generated/documents.ts';
import { problem, repeats, type PolicyProblem, type ReadPart } from './policy-problem.ts';
import { windowProblems } from './window.ts';

export type KeyStatement = TrustPolicy['keys'][number];
export type Role = KeyStatement['role'];

export const roles: readonly Role[] = ['promoter', 'reviewer', 'auditor'];

/** A key of a trust policy, ready to verify with. */
export interface TrustedKey {
  readonly statement: KeyStatement;
  readonly publicKey: PublicKey;
}

export function readKeys(statements: readonly KeyStatement[]): ReadPart<TrustedKey> {
  const ready: TrustedKey[] = [];
  const problems: PolicyProblem[] = [];
  for (const [index, statement] of statements.entries()) {
    const path = `/keys/${index}`;
    const publicKey = publicKeyOf(statement, path);
    if ('code' in publicKey) problems.push(publicKey);
    else ready.push({ statement, publicKey });
    problems.push(...windowProblems(statement, path));
  }
  problems.push(
    ...repeats(
      statements,
      ({ key_id }) => key_id,
      (_, index) => problem(`/keys/${index}`, 'the key stands twice'),
    ),
  );
  return { ready, problems };
}

function publicKeyOf({ spki, key_id }: KeyStatement, path: string): PublicKey | PolicyProblem {
  const der = fromBase64(spki);
  // SubjectPublicKeyInfo of ed25519 up to the key (RFC 8410 section 4).
  if (der?.length !== 44 || hex(der.subarray(0, 12)) !== '302a300506032b6570032100')
    return problem(`${path}/spki`, 'it is not the SubjectPublicKeyInfo of an ed25519 key in base64', 'key-malformed');
  const publicKey = fromSpki(der);
  if (publicKey === undefined) return problem(`${path}/spki`, 'anyone can sign for this key', 'key-weak');
  return keyIdOf(publicKey) === key_id ? publicKey : problem(`${path}/key_id`, `its key id is ${keyIdOf(publicKey)}`, 'key-malformed');
}
