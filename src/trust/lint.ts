import { millisOf, type Instant } from '../core/clock.ts';
import type { TrustPolicy } from '../model/generated/documents.ts';
import { warning, type LintFinding } from './lint-finding.ts';
import { lookOf } from './owners.ts';
import { ownersOf } from './thresholds.ts';
import type { Trust } from './trust-policy.ts';
import type { KeyStatement } from './trusted-keys.ts';
import { honouredWindow, isInside, type TrustWindow } from './window.ts';

export interface LintOptions {
  /** What "soon" and "expired" count from. */
  readonly at: Instant;
  readonly maxYears: number;
}

const day = 24 * 3600 * 1000;
const soonDays = 90;

/** What a policy allows that its author should know of. Nothing here makes it invalid. */
export function lintPolicy({ policy, authorities }: Trust, options: LintOptions): readonly LintFinding[] {
  return [
    ...policy.thresholds.flatMap((threshold, index) => thresholdWarnings(threshold, `/thresholds/${index}`, policy)),
    ...policy.keys.flatMap((key, index) => keyWarnings(key, `/keys/${index}`, policy, options)),
    ...timeWarnings(policy),
    ...policy.time.authorities.flatMap((authority, index) => windowWarnings(authority, `/time/authorities/${index}`, options)),
    ...authorities.flatMap(({ statement, certificates }, index) => {
      const first = certificates.find(({ notAfter }) => millisOf(notAfter) < millisOf(statement.valid_to));
      return first === undefined
        ? []
        : [
            warning(
              'window-beyond-certificate',
              `/time/authorities/${index}`,
              `it counts to ${statement.valid_to}, and ${first.subjectText} ends ${first.notAfter}`,
            ),
          ];
    }),
    ...policy.log.epochs.flatMap((epoch, index) => epochWarnings(epoch, `/log/epochs/${index}`, policy, options)),
  ];
}

function thresholdWarnings({ role, owners }: TrustPolicy['thresholds'][number], path: string, { keys, time, log }: TrustPolicy): readonly LintFinding[] {
  const anchorable = time.authorities.length > 0 || log.epochs.some(({ quorum }) => quorum > 0);
  const counting = ownersOf(
    keys.filter((key) => key.revoked === undefined || (anchorable && honouredWindow(key) !== undefined)),
    role,
  ).size;
  return [
    ...(owners === 1 ? [warning('threshold-of-one', path, `one owner can sign as ${role} alone`)] : []),
    ...(counting < owners
      ? [
          warning(
            'threshold-beyond-reach',
            path,
            `owners who must sign as ${role}: ${owners}; those with a key that still counts: ${counting}; so nothing can be verified`,
          ),
        ]
      : []),
  ];
}

function keyWarnings(key: KeyStatement, path: string, policy: TrustPolicy, options: LintOptions): readonly LintFinding[] {
  const { rotations = [], thresholds, keys } = policy;
  const left = millisOf(key.valid_to) - millisOf(options.at);
  const followed = rotations.some(({ old_key_id }) => old_key_id === key.key_id);
  const follows = rotations.some(({ new_key_id }) => new_key_id === key.key_id);
  const earlier = keys.some((other) => other.owner === key.owner && other.role === key.role && millisOf(other.valid_from) < millisOf(key.valid_from));
  const live = key.revoked === undefined && !followed;
  return [
    ...windowWarnings(key, path, options),
    ...(live && left < 0 ? [warning('key-expired', path, `the key of ${key.owner} ended ${key.valid_to}, and no rotation leads on from it`)] : []),
    ...(live && left >= 0 && left <= soonDays * day ? [warning('key-expires-soon', path, `the key of ${key.owner} ends ${key.valid_to}: rotate it`)] : []),
    ...(earlier && !follows ? [warning('key-without-rotation', path, `${key.owner} has an earlier key as ${key.role}, and it did not sign for this one`)] : []),
    ...(thresholds.some(({ role }) => role === key.role) ? [] : [warning('role-without-threshold', path, `no threshold asks for a signature as ${key.role}`)]),
  ];
}

function timeWarnings({ time, log, keys }: TrustPolicy): readonly LintFinding[] {
  const witnessed = log.epochs.some(({ quorum }) => quorum > 0);
  const honoured = keys.findIndex((key) => key.revoked?.honour_earlier === true);
  return [
    ...(time.authorities.length === 0 ? [warning('no-time-authority', '/time/authorities', 'no authority vouches for when something was signed')] : []),
    ...(time.required ? [] : [warning('time-not-required', '/time/required', 'the moment of a signature may be what its signer claims')]),
    ...(honoured >= 0 && time.authorities.length === 0 && !witnessed
      ? [
          warning(
            'nobody-to-honour',
            `/keys/${honoured}/revoked`,
            'what was signed earlier is honoured only where somebody else vouches for it, and nobody is named',
          ),
        ]
      : []),
  ];
}

function epochWarnings(epoch: TrustPolicy['log']['epochs'][number], path: string, { keys }: TrustPolicy, options: LintOptions): readonly LintFinding[] {
  const signers = new Set(keys.map(({ owner }) => lookOf(owner)));
  const own = epoch.witnesses.filter(({ owner }) => signers.has(lookOf(owner)));
  return [
    ...windowWarnings(epoch, path, options),
    ...(epoch.quorum === 0 ? [warning('epoch-without-witnesses', path, 'the log is believed alone: it shows that it has a signature, and not when')] : []),
    ...own.map(({ owner }) => warning('witness-is-signer', `${path}/witnesses`, `${owner} also signs: whoever vouches for a moment should be somebody else`)),
  ];
}

function windowWarnings(window: TrustWindow, path: string, { maxYears, at }: LintOptions): readonly LintFinding[] {
  const years = (millisOf(window.valid_to) - millisOf(window.valid_from)) / (365.25 * day);
  return [
    ...(years > maxYears ? [warning('window-too-long', path, `it counts for ${years.toFixed(1)} years, more than ${maxYears}`)] : []),
    ...(window.revoked !== undefined && !window.revoked.honour_earlier && isInside(at, window)
      ? [warning('revoked', path, `revoked: ${window.revoked.reason}; nothing of it counts`)]
      : []),
  ];
}
