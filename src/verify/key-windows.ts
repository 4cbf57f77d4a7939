import { asInstant, millisOf } from '../core/clock.ts';
import { signaturePath } from '../bundle/signature-files.ts';
import type { Statement, VerificationReportFinding } from '../model/generated/documents.ts';
import type { Trust, TrustedKey } from '../trust/trust-policy.ts';
import { finding, type Anchor } from './answers.ts';

/**
 * Why a valid signature of a known key does not count: predicate, window, revocation. The moment is the one that somebody
 * else vouches for; without one it is the signer's claim, which a thief of the key can choose.
 */
export function keyProblems({ statement: key }: TrustedKey, { predicate, predicateType }: Statement, anchor: Anchor | undefined): readonly VerificationReportFinding[] {
  const problem = (code: VerificationReportFinding['code'], message: string): VerificationReportFinding =>
    finding('signer', code, signaturePath({ keyId: key.key_id, kind: 'dsse.json', number: 0 }), message);
  const claimed = asInstant(predicate.promotion.promoted_at);
  if (claimed === undefined) return [problem('statement-malformed', `${predicate.promotion.promoted_at} is no date`)];
  const moment = anchor?.at ?? claimed;
  const problems: VerificationReportFinding[] = [];
  if (!key.predicate_types.includes(predicateType)) problems.push(problem('signer-unknown', `the policy does not know this key for ${predicateType}`));
  if (millisOf(moment) < millisOf(key.valid_from) || millisOf(moment) > millisOf(key.valid_to))
    problems.push(problem('key-outside-window', `signed for ${moment}; the key of ${key.owner} counts from ${key.valid_from} to ${key.valid_to}`));
  // Whoever stole the key can claim any moment: an earlier one is honoured only where someone else vouches for it.
  if (key.revoked !== undefined)
    problems.push(problem('key-revoked', `the key of ${key.owner} is revoked from ${key.revoked.invalid_from}: ${key.revoked.reason}`));
  return problems;
}

/** Roles in which too few distinct owners have signed. */
export function thresholdFindings(keys: readonly TrustedKey[], trust: Trust): readonly VerificationReportFinding[] {
  return trust.policy.thresholds.flatMap(({ role, owners }) => {
    const signed = new Set(keys.filter((key) => key.statement.role === role).map((key) => key.statement.owner)).size;
    return signed >= owners ? [] : [finding('signer', 'threshold-unmet', 'signatures', `${signed} of ${owners} owners have signed as ${role}`)];
  });
}
