import type { HashBytes } from '../core/digest.ts';
import type { VerificationReport } from '../model/generated/documents.ts';
import type { Trust } from '../trust/trust-policy.ts';
import type { Answers } from './answers.ts';
import { checkBag } from './bag.ts';
import { checkContents } from './contents.ts';
import type { OpenedBundle, Opening } from './open-bundle.ts';
import { notReached, reportOf } from './report.ts';
import { checkSignatures, type SignatureTools } from './signatures.ts';

export interface ConcludeTools extends SignatureTools {
  readonly hash: HashBytes;
}

/** Questions 2 to 6 of a bundle whose file was read (question 1), however it was read; and the report. */
export function concludeBundle(bundle: VerificationReport['bundle'], opening: Opening, trust: Trust, tools: ConcludeTools): VerificationReport {
  return reportOf(bundle, trust, opening.ok ? ask(opening.bundle, trust, tools) : unread(opening.findings));
}

function unread(findings: Answers['findings']): Answers {
  return { findings, gaps: notReached(1), signers: [], anchored: false, logged: false };
}

function ask(bundle: OpenedBundle, trust: Trust, tools: ConcludeTools): Answers {
  const { statement, ...signed } = checkSignatures(bundle.files, trust, tools);
  if (signed.findings.length > 0 || statement === undefined) return { ...signed, gaps: [...signed.gaps, ...notReached(2)] };
  const { findings, withheld } = checkBag(bundle.files, statement);
  const inside = findings.length > 0 ? { findings, gaps: notReached(3) } : checkContents(bundle, statement, withheld, tools.hash);
  return { ...signed, findings: inside.findings, gaps: [...signed.gaps, ...inside.gaps], statement, withheld };
}
