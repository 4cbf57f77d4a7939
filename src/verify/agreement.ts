import type { Digest } from '../core/digest.ts';
import type { Span, Statement, VerificationReportFinding } from '../model/generated/documents.ts';
import type { RunId } from '../model/ids.ts';
import type { Documents } from './documents.ts';
import { finding, type LampName } from './answers.ts';
import type { BundleFiles } from './bundle-files.ts';

type DigestOf = (path: string) => Digest | undefined;

/** One thing that two places of a bundle say. */
interface Pair {
  readonly where: string;
  readonly what: string;
  readonly says: unknown;
  readonly expected: unknown;
}

/** Do all documents speak of one run, and do the counts of the statement add up? The tree of spans holds the others to the first. */
export function checkIdentity(
  folder: RunId,
  files: BundleFiles,
  documents: Documents,
  span: Span | undefined,
  statement: Statement,
): readonly VerificationReportFinding[] {
  const { run, sources, claims, promotion, lines } = documents;
  const { run_id, counts } = statement.predicate;
  const payload = [...files.keys()].filter((path) => path.startsWith('data/')).map((path) => files.sizeOf(path) ?? 0);
  return [
    ...mismatches('completeness', 'identity-mismatch', [
      pair('top folder', 'the run', folder, run_id),
      pair('data/run.json', 'the run', run.run_id, run_id),
      pair('data/promotion.json', 'the run', promotion.run_id, run_id),
      pair('data/spans.jsonl', 'the run', span?.run_id, run_id),
      pair('data/spans.jsonl', 'the trace', span?.trace_id, run.trace_id),
    ]),
    ...mismatches('completeness', 'count-mismatch', [
      pair('statement', 'the number of files', counts.files, payload.length),
      pair(
        'statement',
        'the number of bytes',
        counts.bytes,
        payload.reduce((sum, length) => sum + length, 0),
      ),
      pair('statement', 'the number of sources', counts.sources, sources.sources.length),
      pair('statement', 'the number of spans', counts.spans, lines.length),
      pair('statement', 'the number of claims', counts.claims, claims.claims.filter((claim) => claim.kind === 'claim').length),
    ]),
  ];
}

/** Is the verdict of this run, this output and this policy, and is it the one that was promoted and signed? */
export function checkPapers(documents: Documents, digestOf: DigestOf, { predicate }: Statement): readonly VerificationReportFinding[] {
  const { run, claims, verdict, policy, promotion } = documents;
  const policyDigest = digestOf('data/policy.json');
  return mismatches('verdict', 'identity-mismatch', [
    pair('data/verdict.json', 'the run', verdict.subject.run_id, run.run_id),
    pair('data/verdict.json', 'the output', verdict.subject.output_sha256, run.final_output),
    pair('data/claims.json', 'the output', claims.output_sha256, run.final_output),
    pair('data/verdict.json', 'the policy', verdict.policy.sha256, policyDigest),
    pair('data/verdict.json', 'the name of the policy', verdict.policy.name, policy.name),
    pair('data/verdict.json', 'the version of the policy', verdict.policy.version, policy.version),
    pair('data/promotion.json', 'the verdict', promotion.verdict.sha256, digestOf('data/verdict.json')),
    pair('data/promotion.json', 'the claims', promotion.claims.sha256, digestOf('data/claims.json')),
    pair('data/promotion.json', 'the policy', promotion.policy.sha256, policyDigest),
    pair('statement', 'the verdict', predicate.verdict.sha256, digestOf('data/verdict.json')),
    pair('statement', 'the result', predicate.verdict.result, verdict.result),
    pair('statement', 'the policy', predicate.policy.sha256, policyDigest),
    pair('statement', 'the name of the policy', predicate.policy.name, policy.name),
    pair('statement', 'the version of the policy', predicate.policy.version, policy.version),
    pair('statement', 'the promotion', predicate.promotion.sha256, digestOf('data/promotion.json')),
    pair('statement', 'who decided', predicate.promotion.decided_by, promotion.decided_by.kind),
    pair('statement', 'the moment of promotion', predicate.promotion.promoted_at, promotion.promoted_at),
  ]);
}

function mismatches(lamp: LampName, code: VerificationReportFinding['code'], pairs: readonly Pair[]): readonly VerificationReportFinding[] {
  return pairs
    .filter(({ says, expected }) => says !== expected)
    .map(({ where, what, says, expected }) => finding(lamp, code, where, `it names ${what} ${String(says)}, and not ${String(expected)}`));
}

function pair(where: string, what: string, says: unknown, expected: unknown): Pair {
  return { where, what, says, expected };
}
