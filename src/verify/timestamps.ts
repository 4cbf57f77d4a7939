import { signaturePath } from '../bundle/signature-files.ts';
import { millisOf, type Instant } from '../core/clock.ts';
import type { VerifyPkix } from '../core/pkix-key.ts';
import type { VerificationReportFinding } from '../model/generated/documents.ts';
import { imprintProblem, readTimeStamp, type TimeStamp } from '../timestamp/time-stamp.ts';
import { signerCertificate, timeStampProblems } from '../timestamp/verify-time-stamp.ts';
import type { Trust } from '../trust/trust-policy.ts';
import type { TrustedAuthority } from '../trust/trusted-authorities.ts';
import { isInside, outlives } from '../trust/window.ts';
import { finding, type Anchor, type Anchored, type Gap } from './answers.ts';
import type { BundleFiles } from './bundle-files.ts';
import type { Signature } from './signature.ts';

/** What a trust policy makes of one time stamp. `gap`: it proves nothing, in neither direction. */
export type TimeStampAnswer = { readonly kind: 'anchor'; readonly anchor: Anchor } | { readonly kind: 'gap'; readonly why: string } | Invalid;
interface Invalid {
  readonly kind: 'invalid';
  readonly problems: readonly string[];
}

// As for envelopes: nobody has vouched for it yet.
const longest = 0x1_0000;
/** How far a signer's clock may be ahead of an authority's, beyond the accuracy that the authority states. */
const toleranceMs = 60_000;

/** Question 6, first half: do the RFC 3161 time stamps over a signature hold, by authorities that the trust policy knows? */
export function checkTimestamps(signature: Signature, files: BundleFiles, trust: Trust, claimed: Instant, verify: VerifyPkix): Anchored {
  const findings: VerificationReportFinding[] = [];
  const gaps: Gap[] = [];
  const anchors: Anchor[] = [];
  for (let number = 1; number <= 9; number += 1) {
    const path = signaturePath({ keyId: signature.keyId, kind: 'tsr', number });
    const size = files.sizeOf(path);
    if (size === undefined) continue;
    const bytes = size > longest ? undefined : files.get(path);
    const read = bytes === undefined ? { ok: false as const, why: `it is longer than ${longest} bytes` } : readTimeStamp(bytes);
    if (!read.ok) {
      findings.push(finding('time', 'timestamp-malformed', path, read.why));
      continue;
    }
    const answer = judgeTimeStamp(read.value, signature.bytes, trust.authorities, verify);
    if (answer.kind === 'gap') gaps.push({ lamp: 'time', open: false, what: path, why: answer.why });
    else if (answer.kind === 'invalid') findings.push(...answer.problems.map((problem) => finding('time', 'timestamp-invalid', path, problem)));
    else if (isBefore(read.value, claimed)) findings.push(contradiction(path, answer.anchor, claimed));
    else anchors.push(answer.anchor);
  }
  return { findings, gaps, anchors };
}

/** Whether a time stamp is over this signature, and holds, by one of the authorities. */
export function judgeTimeStamp(stamp: TimeStamp, signature: Uint8Array, authorities: readonly TrustedAuthority[], verify: VerifyPkix): TimeStampAnswer {
  const imprint = imprintProblem(stamp, signature);
  if (imprint !== undefined) return { kind: 'invalid', problems: [imprint] };
  const answers = authorities.flatMap((authority): readonly TimeStampAnswer[] => {
    const problems = timeStampProblems(stamp, authority.certificates, verify);
    return problems === undefined ? [] : [problems.length > 0 ? { kind: 'invalid', problems } : believed(stamp.info.at, authority)];
  });
  // An authority may stand in the policy several times, with other windows: one of them is enough.
  const order = ['anchor', 'gap', 'invalid'] as const;
  const best = order.map((kind) => answers.find((answer) => answer.kind === kind)).find((answer) => answer !== undefined);
  return best ?? { kind: 'gap', why: `the trust policy does not know ${signerCertificate(stamp, [])?.subjectText ?? 'its authority'}` };
}

/** Whether the policy believes an authority for the moment that it names. */
function believed(at: Instant, { statement }: TrustedAuthority): TimeStampAnswer {
  const { name, valid_from, valid_to, revoked } = statement;
  if (!isInside(at, statement)) return { kind: 'invalid', problems: [`it names ${at}; ${name} counts from ${valid_from} to ${valid_to}`] };
  // Whoever stole the authority's key can name any moment. Whether earlier ones are honest is for the policy to say: its
  // author knows how the key was lost. A stamp that is no longer believed proves nothing, in neither direction.
  if (revoked !== undefined && !outlives(revoked, at)) return { kind: 'gap', why: `${name} is revoked from ${revoked.invalid_from}: ${revoked.reason}` };
  return { kind: 'anchor', anchor: { at, by: name } };
}

/** Whether a signature was there before the run that it is over was promoted, as its signer says. One of the two is wrong. */
function isBefore({ info }: TimeStamp, claimed: Instant): boolean {
  return millisOf(info.at) + info.accuracyMs + toleranceMs < millisOf(claimed);
}

function contradiction(path: string, { at, by }: Anchor, claimed: Instant): VerificationReportFinding {
  return finding('time', 'time-contradiction', path, `${by} saw the signature at ${at}, and its signer says that the run was promoted at ${claimed}`);
}
