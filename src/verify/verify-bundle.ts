import { crc32, digestOf, type Checksum, type Digest, type HashBytes } from '../core/digest.ts';
import { verifySignature, type VerifySignature } from '../core/ed25519.ts';
import type { Statement, VerificationReport } from '../model/generated/documents.ts';
import type { Answers, Gap } from './answers.ts';
import { checkIdentity, checkPapers } from './agreement.ts';
import { checkBag } from './bag.ts';
import { readDocuments } from './documents.ts';
import { openBundle, type OpenedBundle, type Opening } from './open-bundle.ts';
import { checkPassages } from './passages.ts';
import { checkPromotion } from './promotable.ts';
import { checkRecord } from './record.ts';
import { recordedOf } from './recorded.ts';
import { checkLooseEnds, checkPayload } from './references.ts';
import { notReached, reportOf } from './report.ts';
import { rerunLayers } from './rerun.ts';
import { checkSignatures } from './signatures.ts';
import type { Trust } from '../trust/trust-policy.ts';

export interface VerifyOptions {
  /** What the report calls the bundle. */
  readonly name?: string;
  /** Default: SHA-256 in plain JavaScript. */
  readonly hash?: HashBytes;
  /** Default: CRC-32 in plain JavaScript. */
  readonly checksum?: Checksum;
  /** Default: one implementation, in plain JavaScript. */
  readonly verifySignature?: VerifySignature;
}

/**
 * Verifies a bundle offline against a trust policy from elsewhere. The questions are asked in order, and nothing below one
 * is read before it holds; all findings of a question are reported. Never throws on a bad bundle: that is an ordinary answer.
 */
export function verifyBundle(bytes: Uint8Array, trust: Trust, options: VerifyOptions = {}): VerificationReport {
  const tools = { hash: options.hash ?? digestOf, checksum: options.checksum ?? crc32, verify: options.verifySignature ?? verifySignature };
  const opening = openBundle(bytes, tools);
  return concludeBundle({ name: options.name ?? 'bundle', bytes: bytes.length, sha256: tools.hash(bytes) }, opening, trust, tools);
}

export interface ConcludeTools {
  readonly hash: HashBytes;
  readonly verify: VerifySignature;
}

/** Questions 2 to 6 of a bundle whose file was read (question 1), however it was read; and the report. */
export function concludeBundle(bundle: VerificationReport['bundle'], opening: Opening, trust: Trust, tools: ConcludeTools): VerificationReport {
  return reportOf(bundle, trust, opening.ok ? ask(opening.bundle, trust, tools) : unread(opening.findings));
}

function unread(findings: Answers['findings']): Answers {
  return { findings, gaps: notReached(1), signers: [], anchored: false, logged: false };
}

function ask(bundle: OpenedBundle, trust: Trust, tools: ConcludeTools): Answers {
  const { statement, ...signed } = checkSignatures(bundle.files, trust, tools.verify);
  if (signed.findings.length > 0 || statement === undefined) return { ...signed, gaps: [...signed.gaps, ...notReached(2)] };
  const bag = checkBag(bundle.files, statement);
  const inside = bag.length > 0 ? { findings: bag, gaps: notReached(3) } : checkContents(bundle, statement, tools.hash);
  return { ...signed, findings: inside.findings, gaps: [...signed.gaps, ...inside.gaps], statement };
}

/** Question 4, and 5 where it holds: the documents, which are now known to be what the signer signed. */
function checkContents({ runId, files }: OpenedBundle, statement: Statement, hash: HashBytes): Pick<Answers, 'findings' | 'gaps'> {
  const digestAt = (path: string): Digest | undefined => files.digestOf(path);
  const read = readDocuments(files);
  const { documents } = read;
  if (documents === undefined) return { findings: read.findings, gaps: notReached(4) };
  const recorded = recordedOf(documents, files);
  const record = checkRecord(documents, hash);
  const passages = checkPassages(recorded, hash);
  if (record.spans === undefined) return { findings: [...record.findings, ...passages], gaps: notReached(4) };
  const view = { documents, recorded, spans: record.spans };
  const completeness = [
    ...record.findings,
    ...checkIdentity(runId, files, documents, record.spans[0], statement),
    ...checkPayload(view, [...files.keys()], digestAt, hash),
    ...checkLooseEnds(view, digestAt),
    ...passages,
  ];
  if (completeness.length > 0) return { findings: completeness, gaps: notReached(4) };
  const policy = digestAt('data/policy.json');
  const papers = [...checkPapers(documents, digestAt, statement), ...checkPromotion(documents, record.spans)];
  const rerun = policy === undefined ? { findings: [], gaps: [] } : rerunLayers(documents, recorded, policy, hash);
  // What the gate itself left open is no less open for a verifier.
  const leftOpen = documents.verdict.not_checked.map(({ what, why }): Gap => ({ lamp: 'verdict', open: false, what: `by the gate: ${what}`, why }));
  return { findings: [...papers, ...rerun.findings], gaps: [...rerun.gaps, ...leftOpen] };
}
