import type { HashBytes } from '../../core/digest.ts';
import type { Finding, Span } from '../../model/generated/documents.ts';
import { hadHead, readChain } from '../../record/chain.ts';
import type { RecordedRun } from '../../record/recorded-run.ts';
import { openSpans, treeProblems } from '../../record/tree.ts';
import { finding } from '../finding.ts';

export interface RecordCheck {
  /** The spans of the run as the sandbox closed it. What was appended since (judging, promotion) is not the layer's to judge. */
  readonly spans: readonly Span[];
  readonly findings: readonly Finding[];
}

/** Whether the run was closed, and its record is one unbroken chain and one tree, with no span left open. */
export function checkRecord({ run, lines }: RecordedRun, hash: HashBytes): RecordCheck {
  const chain = readChain(lines.slice(0, run.record.spans), hash);
  const { spans } = chain;
  const broken = (why: string): Finding => finding('L0', 'record-broken', 'block', `the record is broken: ${why}`);
  const findings: Finding[] = [];
  if (run.status !== 'closed') findings.push(finding('L0', 'run-failed', 'block', `the run failed: ${run.error?.message ?? 'without a reason'}`));
  if (chain.problem !== undefined) findings.push(broken(`line ${chain.problem.line} ${chain.problem.why}`));
  else if (!hadHead(chain, run.record)) findings.push(broken(`it never had the head that the run was closed with (${run.record.spans} spans)`));
  if (chain.problem === undefined) findings.push(...treeProblems(spans).map(broken));
  const first = spans[0];
  if (first !== undefined && (first.run_id !== run.run_id || first.trace_id !== run.trace_id)) findings.push(broken('its spans are of another run'));
  findings.push(...openSpans(spans).map((span) => finding('L0', 'span-open', 'block', `the span "${span.name}" never ended`)));
  return { spans, findings };
}
