import { equalBytes } from '../core/bytes.ts';
import { canonicalJson } from '../core/canonical-json.ts';
import { millisOf } from '../core/clock.ts';
import type { VerifySignature } from '../core/ed25519.ts';
import type { VerifyPkix } from '../core/pkix-key.ts';
import { signaturePath } from '../bundle/signature-files.ts';
import type { Statement, VerificationReport, VerificationReportFinding } from '../model/generated/documents.ts';
import type { Trust, TrustedKey } from '../trust/trust-policy.ts';
import { finding, type Anchor, type Gap } from './answers.ts';
import type { BundleFiles } from './bundle-files.ts';
import { readSignatures } from './envelopes.ts';
import type { Signature } from './signature.ts';
import { keyProblems, thresholdFindings } from './key-windows.ts';
import { checkLogProofs } from './log-proofs.ts';
import { wrappingFindings } from './other-wrappings.ts';
import { readDocument } from './read-document.ts';
import { checkTimestamps } from './timestamps.ts';

/** What question 2 found: whose statement this is. */
export interface Signed {
  readonly findings: readonly VerificationReportFinding[];
  readonly gaps: readonly Gap[];
  readonly signers: VerificationReport['signers'];
  /** Whether somebody else vouches for the moment of each promoter's signature. */
  readonly anchored: boolean;
  /** Whether a log has the signature of each promoter. */
  readonly logged: boolean;
  /** Present once a known key has signed it. */
  readonly statement?: Statement;
}

export interface SignatureTools {
  readonly verify: VerifySignature;
  /** Signatures of certificates and time stamps. */
  readonly verifyPkix: VerifyPkix;
}

/** A valid signature of a key that the policy knows, and what others say of it. */
interface Vouched {
  readonly key: TrustedKey;
  readonly anchor: Anchor | undefined;
  readonly logged: boolean;
  readonly problems: readonly VerificationReportFinding[];
}

/**
 * Question 2: is there a statement, and is its signer known, for this predicate, inside its window? Signatures of keys that
 * the policy does not know may stand beside enough of those that it does, but only over the same statement.
 */
export function checkSignatures(files: BundleFiles, trust: Trust, { verify, verifyPkix }: SignatureTools): Signed {
  const read = readSignatures(files);
  const findings = [...read.findings];
  const known = read.signatures.flatMap((signature) => {
    const key = trust.keys.get(signature.keyId);
    return key === undefined ? [] : [{ signature, key }];
  });
  const unknown = read.signatures.filter((signature) => !trust.keys.has(signature.keyId));
  const valid = known.filter(({ signature, key }) => verify(signature.bytes, signature.message, key.publicKey));
  for (const { signature } of known.filter((item) => !valid.includes(item)))
    findings.push(signerFinding('signature-invalid', signature.keyId, 'the signature is not the one of this key over this statement'));
  const first = valid[0]?.signature;
  if (first === undefined) return unsigned([...findings, ...unknown.map(unknownSigner)]);

  if (read.signatures.some((signature) => !equalBytes(signature.body, first.body)))
    findings.push(finding('signer', 'statement-malformed', 'signatures', 'not all signatures are over the same statement'));
  const statement = readDocument('statement', first.body, canonicalJson);
  if (!statement.ok) return unsigned([...findings, signerFinding('statement-malformed', first.keyId, statement.why)]);

  const gaps: Gap[] = [];
  const vouched = valid.map(({ signature, key }): Vouched => {
    const stamps = checkTimestamps(signature, files, trust, statement.value.predicate.promotion.promoted_at, verifyPkix);
    const log = checkLogProofs(signature, files, trust, verify);
    const anchor = earliest([...stamps.anchors, ...log.anchors]);
    findings.push(...wrappingFindings(signature, key, files, verify), ...stamps.findings, ...log.findings);
    gaps.push(...stamps.gaps, ...log.gaps);
    return { key, anchor, logged: log.logged, problems: keyProblems(key, statement.value, anchor) };
  });
  const counting = vouched.filter(({ problems }) => problems.length === 0);
  findings.push(...vouched.flatMap(({ problems }) => problems));
  // Keys that do not count have said why already.
  if (counting.length === vouched.length)
    findings.push(
      ...thresholdFindings(
        counting.map(({ key }) => key),
        trust,
      ),
    );
  if (findings.length === 0) gaps.push(...unknown.map(({ keyId }) => unknownBeside(keyId)));
  gaps.push(...counting.filter(({ key, anchor }) => key.statement.role !== 'promoter' && anchor === undefined).map(unknownMoment));
  const promoters = counting.filter(({ key }) => key.statement.role === 'promoter');
  const anchored = promoters.length > 0 && promoters.every(({ anchor }) => anchor !== undefined);
  if (!anchored) gaps.push(timeGap);
  return {
    findings,
    gaps,
    signers: counting.map(signerOf),
    anchored,
    logged: promoters.length > 0 && promoters.every(({ logged }) => logged),
    statement: statement.value,
  };
}

function unsigned(findings: readonly VerificationReportFinding[]): Signed {
  return { findings, gaps: [timeGap], signers: [], anchored: false, logged: false };
}

const timeGap: Gap = {
  lamp: 'time',
  open: true,
  what: 'time',
  why: 'the signature is not time-anchored: the moment of promotion is what the signer claims, and nobody else vouches for it',
};

function earliest(anchors: readonly Anchor[]): Anchor | undefined {
  return [...anchors].sort((a, b) => millisOf(a.at) - millisOf(b.at))[0];
}

function signerOf({ key: { statement }, anchor }: Vouched): VerificationReport['signers'][number] {
  const { key_id, owner, role } = statement;
  return anchor === undefined ? { key_id, owner, role } : { key_id, owner, role, anchored: { at: anchor.at, by: anchor.by } };
}

function unknownBeside(keyId: string): Gap {
  return { lamp: 'signer', open: false, what: `signature of ${keyId}`, why: 'the trust policy does not know this key; enough others have signed' };
}

function unknownMoment({ key: { statement } }: Vouched): Gap {
  return { lamp: 'time', open: false, what: `moment of the signature of ${statement.owner}`, why: `nobody vouches for when the ${statement.role} signed` };
}

function unknownSigner({ keyId }: Signature): VerificationReportFinding {
  return signerFinding('signer-unknown', keyId, 'the trust policy does not know this key');
}

function signerFinding(code: VerificationReportFinding['code'], keyId: string, message: string): VerificationReportFinding {
  return finding('signer', code, signaturePath({ keyId, kind: 'dsse.json', number: 0 }), message);
}
