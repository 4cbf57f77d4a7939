import { asInstant, millisOf, type Instant } from '../core/clock.ts';
import { signaturePath } from '../bundle/signature-files.ts';
import type { Statement, VerificationReportFinding } from '../model/generated/documents.ts';
import { ownersOf } from '../trust/thresholds.ts';
import type { Trust, TrustedKey } from '../trust/trust-policy.ts';
import { isInside, outlives, type TrustWindow } from '../trust/window.ts';
import { finding, type Anchor } from './answers.ts';

/**
 * Why a valid signature of a known key does not count: predicate, window, revocation. The moment is the one that somebody
 * else vouches for; without one it is the signer's claim, which a thief of the key can choose.
 */
export function keyProblems(
  { statement: key }: TrustedKey,
  { predicate, predicateType }: Statement,
  anchor: Anchor | undefined,
): readonly VerificationReportFinding[] {
  const problem = (code: VerificationReportFinding['code'], message: string): VerificationReportFinding =>
    finding('signer', code, signaturePath({ keyId: key.key_id, kind: 'dsse.json', number: 0 }), message);
  const claimed = asInstant(predicate.promotion.promoted_at);
  if (claimed === undefined) return [problem('statement-malformed', `${predicate.promotion.promoted_at} is no date`)];
  const moment = anchor?.at ?? claimed;
  const problems: VerificationReportFinding[] = [];
  if (!key.predicate_types.includes(predicateType)) problems.push(problem('signer-unknown', `the policy does not know this key for ${predicateType}`));
  if (anchor === undefined && key.role !== 'promoter' ? isOver(claimed, key) : !isInside(moment, key))
    problems.push(problem('key-outside-window', `signed for ${moment}; the key of ${key.owner} counts from ${key.valid_from} to ${key.valid_to}`));
  if (key.revoked !== undefined && !outlives(key.revoked, anchor?.at))
    problems.push(
      problem(
        'key-revoked',
        `the key of ${key.owner} is revoked from ${key.revoked.invalid_from} (${key.revoked.reason}), and ${unsaved(key.revoked, anchor)}`,
      ),
    );
  return problems;
}

/**
 * Whoever signs beside the promoter signs later, and says nowhere when: without somebody else's word only this is known, that
 * a window which had ended before the promotion was not open afterwards.
 */
function isOver(promotedAt: Instant, { valid_to }: TrustWindow): boolean {
  return millisOf(valid_to) < millisOf(promotedAt);
}

/** Why the revocation holds for this signature. */
function unsaved({ honour_earlier, invalid_from }: NonNullable<TrustedKey['statement']['revoked']>, anchor: Anchor | undefined): string {
  if (!honour_earlier) return 'nothing earlier is honoured';
  return anchor === undefined ? 'nobody else vouches that it signed before' : `${anchor.by} saw this signature at ${anchor.at}, not before ${invalid_from}`;
}

/** Roles in which too few distinct owners have signed. */
export function thresholdFindings(keys: readonly TrustedKey[], trust: Trust): readonly VerificationReportFinding[] {
  return trust.policy.thresholds.flatMap(({ role, owners }) => {
    const signed = ownersOf(
      keys.map(({ statement }) => statement),
      role,
    ).size;
    return signed >= owners ? [] : [finding('signer', 'threshold-unmet', 'signatures', `${signed} of ${owners} owners have signed as ${role}`)];
  });
}
