import { equalBytes, fromBase64 } from '../core/bytes.ts';
import { canonicalJson } from '../core/canonical-json.ts';
import { asInstant, millisOf } from '../core/clock.ts';
import type { VerifySignature } from '../core/ed25519.ts';
import { pae } from '../bundle/attestation.ts';
import type { Statement, VerificationReportFinding } from '../model/generated/documents.ts';
import { finding, type Gap } from './answers.ts';
import { readDocument } from './read-document.ts';
import type { Trust, TrustedKey } from './trust-policy.ts';

/** What question 2 found: whose statement this is. */
export interface Signed {
  readonly findings: readonly VerificationReportFinding[];
  readonly gaps: readonly Gap[];
  readonly signers: readonly TrustedKey[];
  /** Present once a known key has signed it. */
  readonly statement?: Statement;
}

interface Signature {
  readonly keyId: string;
  readonly body: Uint8Array;
  readonly message: Uint8Array;
  readonly bytes: Uint8Array;
}

type Files = ReadonlyMap<string, Uint8Array>;

/**
 * Question 2: is there a statement, and is its signer known, for this predicate, inside its window? Signatures of keys that
 * the policy does not know may stand beside enough of those that it does, but only over the same statement.
 */
export function checkSignatures(files: Files, trust: Trust, verify: VerifySignature): Signed {
  const read = readSignatures(files);
  const findings = [...read.findings];
  const known = read.signatures.filter((signature) => trust.keys.has(signature.keyId));
  const unknown = read.signatures.filter((signature) => !trust.keys.has(signature.keyId));
  const valid = known.filter(({ bytes, message, keyId }) => {
    const key = trust.keys.get(keyId);
    return key !== undefined && verify(bytes, message, key.publicKey);
  });
  for (const { keyId } of known.filter((signature) => !valid.includes(signature)))
    findings.push(signerFinding('signature-invalid', keyId, 'the signature is not the one of this key over this statement'));
  const body = valid[0]?.body;
  if (body === undefined) return { findings: [...findings, ...unknown.map(unknownSigner)], gaps: [], signers: [] };

  if (read.signatures.some((signature) => !equalBytes(signature.body, body)))
    findings.push(finding('signer', 'statement-malformed', 'signatures', 'not all signatures are over the same statement'));
  const statement = readDocument('statement', body, canonicalJson);
  if (!statement.ok) return { findings: [...findings, signerFinding('statement-malformed', valid[0]?.keyId ?? '', statement.why)], gaps: [], signers: [] };

  const keys = valid.flatMap(({ keyId }) => trust.keys.get(keyId) ?? []);
  const problems = keys.map((key) => windowProblems(key, statement.value));
  const signers = keys.filter((_, index) => problems[index]?.length === 0);
  findings.push(...problems.flat(), ...thresholdFindings(signers, keys, trust));
  const gaps = findings.length > 0 ? [] : unknown.map(({ keyId }) => unknownBeside(keyId));
  return { findings, gaps: [...gaps, timeGap], signers, statement: statement.value };
}

function readSignatures(files: Files): { readonly signatures: readonly Signature[]; readonly findings: readonly VerificationReportFinding[] } {
  const signatures: Signature[] = [];
  const findings: VerificationReportFinding[] = [];
  for (const [path, bytes] of files) {
    const keyId = /^signatures\/([0-9a-f]{64})\.dsse\.json$/.exec(path)?.[1];
    if (keyId === undefined) continue;
    const signature = readEnvelope(keyId, bytes);
    if (typeof signature === 'string') findings.push(finding('signer', 'envelope-malformed', path, signature));
    else {
      signatures.push(signature);
      findings.push(...copyFindings(signature, files));
    }
  }
  const none = finding('signer', 'signature-missing', 'signatures', 'nobody has signed this bundle');
  return { signatures, findings: signatures.length + findings.length === 0 ? [none] : findings };
}

function readEnvelope(keyId: string, bytes: Uint8Array): Signature | string {
  const envelope = readDocument('envelope', bytes);
  if (!envelope.ok) return envelope.why;
  const [signature] = envelope.value.signatures;
  if (signature?.keyid !== keyId) return 'it names another key than the file does';
  const body = fromBase64(envelope.value.payload);
  const raw = fromBase64(signature.sig);
  if (body === undefined || raw === undefined) return 'its base64 is not in the one spelling of its bytes';
  return { keyId, body, message: pae(envelope.value.payloadType, body), bytes: raw };
}

/** The copies for openssl: someone who checks by hand must check what the envelope says. */
function copyFindings({ keyId, message, bytes }: Signature, files: Files): readonly VerificationReportFinding[] {
  const copies = [
    [`signatures/${keyId}.pae`, message],
    [`signatures/${keyId}.sig`, bytes],
  ] as const;
  return copies.flatMap(([path, expected]) => {
    const copy = files.get(path);
    if (copy === undefined) return [finding('signer', 'signature-copy-differs', path, 'the copy of the envelope is absent')];
    return equalBytes(copy, expected) ? [] : [finding('signer', 'signature-copy-differs', path, 'it says something else than the envelope')];
  });
}

function windowProblems({ statement: key }: TrustedKey, { predicate, predicateType }: Statement): readonly VerificationReportFinding[] {
  const moment = asInstant(predicate.promotion.promoted_at);
  if (moment === undefined) return [signerFinding('statement-malformed', key.key_id, `${predicate.promotion.promoted_at} is no date`)];
  const problems: VerificationReportFinding[] = [];
  if (!key.predicate_types.includes(predicateType))
    problems.push(signerFinding('signer-unknown', key.key_id, `the policy does not know this key for ${predicateType}`));
  if (millisOf(moment) < millisOf(key.valid_from) || millisOf(moment) > millisOf(key.valid_to))
    problems.push(
      signerFinding('key-outside-window', key.key_id, `signed for ${moment}; the key of ${key.owner} counts from ${key.valid_from} to ${key.valid_to}`),
    );
  // Whoever stole the key can claim any moment: an earlier one is honoured only where someone else vouches for it.
  if (key.revoked !== undefined)
    problems.push(signerFinding('key-revoked', key.key_id, `the key of ${key.owner} is revoked from ${key.revoked.invalid_from}: ${key.revoked.reason}`));
  return problems;
}

function thresholdFindings(signers: readonly TrustedKey[], keys: readonly TrustedKey[], trust: Trust): readonly VerificationReportFinding[] {
  return trust.policy.thresholds.flatMap(({ role, owners }) => {
    const signed = new Set(signers.filter((key) => key.statement.role === role).map((key) => key.statement.owner)).size;
    // Keys that do not count have said why already.
    if (signed >= owners || keys.length > signers.length) return [];
    return [finding('signer', 'threshold-unmet', 'signatures', `${signed} of ${owners} owners have signed as ${role}`)];
  });
}

const timeGap: Gap = {
  lamp: 'signer',
  open: false,
  what: 'time',
  why: 'the signature is not time-anchored: the moment of promotion is what the signer claims, and nobody else vouches for it',
};

function unknownBeside(keyId: string): Gap {
  return { lamp: 'signer', open: false, what: `signature of ${keyId}`, why: 'the trust policy does not know this key; enough others have signed' };
}

function unknownSigner({ keyId }: Signature): VerificationReportFinding {
  return signerFinding('signer-unknown', keyId, 'the trust policy does not know this key');
}

function signerFinding(code: VerificationReportFinding['code'], keyId: string, message: string): VerificationReportFinding {
  return finding('signer', code, `signatures/${keyId}.dsse.json`, message);
}
