import type { TrustPolicy } from '../model/generated/documents.ts';
import { problem, repeats, type PolicyProblem } from './policy-problem.ts';
import type { KeyStatement, Role } from './trusted-keys.ts';

/**
 * One threshold a role, and one for promoters: they are who lets an answer out. Revoked keys are counted too: who revokes the
 * last key must be able to write a policy that verifies nothing.
 */
export function thresholdProblems({ thresholds, keys }: Pick<TrustPolicy, 'thresholds' | 'keys'>): readonly PolicyProblem[] {
  return [
    ...repeats(
      thresholds,
      ({ role }) => role,
      ({ role }, index) => problem(`/thresholds/${index}`, `a second threshold for the role ${role}`),
    ),
    ...(thresholds.some(({ role }) => role === 'promoter') ? [] : [problem('/thresholds', 'no threshold for the role promoter')]),
    ...thresholds.flatMap(({ role, owners }, index) => {
      const named = ownersOf(keys, role).size;
      return owners > named ? [problem(`/thresholds/${index}`, `owners who must sign as ${role}: ${owners}; named: ${named}`)] : [];
    }),
  ];
}

/** Distinct owners of keys in a role. */
export function ownersOf(keys: readonly KeyStatement[], role: Role): ReadonlySet<string> {
  return new Set(keys.filter((key) => key.role === role).map(({ owner }) => owner));
}
