import { asInstant, instant, millisOf, type Instant } from '../core/clock.ts';
import { problem, type PolicyProblem } from './policy-problem.ts';

/** Since when, and why, what was trusted is trusted no more. */
export interface Revocation {
  readonly reason: string;
  readonly invalid_from: Instant;
  readonly honour_earlier: boolean;
}

/** The moments in which something is trusted: closed at both ends. */
export interface TrustWindow {
  readonly valid_from: Instant;
  readonly valid_to: Instant;
  readonly revoked?: Revocation;
}

export function windowProblems({ valid_from, valid_to, revoked }: TrustWindow, path: string): readonly PolicyProblem[] {
  const moments = [
    [`${path}/valid_from`, valid_from],
    [`${path}/valid_to`, valid_to],
    ...(revoked === undefined ? [] : [[`${path}/revoked/invalid_from`, revoked.invalid_from] as const]),
  ] as const;
  const unreal = moments.flatMap(([place, moment]) => momentProblems(moment, place));
  if (unreal.length > 0) return unreal;
  return millisOf(valid_from) > millisOf(valid_to) ? [problem(path, 'its window ends before it begins')] : [];
}

/** The schema holds the spelling of a moment; the calendar decides whether there is one. */
export function momentProblems(moment: Instant, path: string): readonly PolicyProblem[] {
  return asInstant(moment) === undefined ? [problem(path, `${moment} is no date`)] : [];
}

export function isInside(moment: Instant, { valid_from, valid_to }: TrustWindow): boolean {
  return millisOf(moment) >= millisOf(valid_from) && millisOf(moment) <= millisOf(valid_to);
}

/**
 * Whether something of a revoked key still counts: only where the policy honours what is earlier, and only where somebody
 * else saw it strictly before. Whoever stole a key can claim any moment himself.
 */
export function outlives({ honour_earlier, invalid_from }: Revocation, seenAt: Instant | undefined): boolean {
  return honour_earlier && seenAt !== undefined && millisOf(seenAt) < millisOf(invalid_from);
}

/** The part of a window that a revocation leaves to what somebody else saw; undefined where it leaves nothing. */
export function honouredWindow({ valid_from, valid_to, revoked }: TrustWindow): TrustWindow | undefined {
  if (revoked === undefined) return { valid_from, valid_to };
  if (!revoked.honour_earlier || millisOf(revoked.invalid_from) <= millisOf(valid_from)) return undefined;
  const last = instant(BigInt(millisOf(revoked.invalid_from) - 1) * 1_000_000n);
  return { valid_from, valid_to: millisOf(last) < millisOf(valid_to) ? last : valid_to };
}
