import { canonicalDocument } from '../core/canonical-json.ts';
import type { Digest, HashBytes } from '../core/digest.ts';
import { reasonOf } from '../core/errors.ts';
import type { Claims, Verdict, VerificationReportFinding } from '../model/generated/documents.ts';
import type { RecordedRun } from '../record/recorded-run.ts';
import { judge } from '../validate/judge.ts';
import { rulesDigest } from '../validate/rules-digest.generated.ts';
import { subjectOfRun } from '../validate/subject-of.ts';
import type { Documents } from './documents.ts';
import { finding, type Gap } from './answers.ts';

export interface Rerun {
  readonly findings: readonly VerificationReportFinding[];
  readonly gaps: readonly Gap[];
}

/**
 * Question 5: do the deterministic layers, run again, give the recorded claims and verdict? Only the very rules that judged
 * can answer that: with others the question stays open, and nothing is guessed.
 */
export function rerunLayers(documents: Documents, recorded: RecordedRun, policySha256: Digest | undefined, hash: HashBytes): Rerun {
  const { engine } = documents.verdict;
  if (engine.rules_sha256 !== rulesDigest) {
    const why = `the run was judged by other rules (${engine.version}, ${engine.rules_sha256}) than this verifier has (${rulesDigest})`;
    return { findings: [], gaps: [{ lamp: 'verdict', open: true, what: 'deterministic layers', why }] };
  }
  if (policySha256 === undefined) return { findings: [], gaps: [] };
  let asked = false;
  const read = (digest: Digest): Uint8Array | undefined => {
    const bytes = recorded.read(digest);
    // Every reference resolves (question 4): what has no bytes here was left out of a disclosure copy.
    if (bytes === undefined) asked = true;
    return bytes;
  };
  const again = judgeAgain(documents, { ...recorded, read }, policySha256, hash);
  if (asked) return { findings: [], gaps: [{ lamp: 'verdict', open: true, what: 'deterministic layers', why: 'they need files that were withheld' }] };
  if (typeof again === 'string') return { findings: [differs('data/verdict.json', `the layers cannot be run again: ${again}`)], gaps: [] };
  return { findings: [...claimsFindings(documents.claims, again.claims), ...verdictFindings(documents.verdict, again.verdict)], gaps: [] };
}

function judgeAgain(
  { run, policy, verdict }: Documents,
  recorded: RecordedRun,
  policySha256: Digest,
  hash: HashBytes,
): { readonly claims: Claims; readonly verdict: Verdict } | string {
  // The gate saw the record as the sandbox closed it; what follows is its own trace.
  const asJudged: RecordedRun = { ...recorded, lines: recorded.lines.slice(0, run.record.spans) };
  try {
    const context = { judgedAt: verdict.judged_at, productVersion: verdict.engine.version, hash };
    return judge(subjectOfRun(asJudged), { value: policy, sha256: policySha256 }, context);
  } catch (error) {
    // Whatever a hostile record makes the layers do, it is the bundle that is at fault.
    return reasonOf(error);
  }
}

function claimsFindings(recorded: Claims, again: Claims): readonly VerificationReportFinding[] {
  if (spelt(recorded) === spelt(again)) return [];
  return [differs('data/claims.json', `the output cut again gives ${again.claims.length} pieces, or others; ${recorded.claims.length} are recorded`)];
}

function verdictFindings(recorded: Verdict, again: Verdict): readonly VerificationReportFinding[] {
  if (spelt(recorded) === spelt(again)) return [];
  const fields = Object.keys({ ...recorded, ...again }) as (keyof Verdict)[];
  const differing = fields.filter((field) => JSON.stringify(recorded[field]) !== JSON.stringify(again[field]));
  return [
    differs(
      'data/verdict.json',
      `the layers run again give ${again.result} (${again.reason}); recorded is ${recorded.result}; they differ in ${differing.join(', ')}`,
    ),
  ];
}

function spelt(document: Claims | Verdict): string {
  return canonicalDocument(document);
}

function differs(where: string, message: string): VerificationReportFinding {
  return finding('verdict', 'verdict-differs', where, message);
}
