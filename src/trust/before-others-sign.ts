import type { Trust } from './trust-policy.ts';

/**
 * The policy as one who signs beside others holds a bundle against it: one promoter must have signed, and what comes after
 * (further signatures, time stamps, log entries) is not asked for yet. All else is.
 */
export function beforeOthersSign(trust: Trust): Trust {
  const { policy } = trust;
  const asked: typeof policy = {
    ...policy,
    thresholds: [{ role: 'promoter', owners: 1 }],
    time: { ...policy.time, required: false },
    log: { ...policy.log, required: false },
  };
  return { ...trust, policy: asked };
}
