import type { HashBytes } from '../core/digest.ts';
import type { Span, SpanStage, VerificationReportFinding } from '../model/generated/documents.ts';
import { hadHead, readChain } from '../record/chain.ts';
import { openSpans, treeProblems } from '../record/tree.ts';
import type { Documents } from './documents.ts';
import { finding } from './answers.ts';

/** What may be added to a record after its run was closed: what the gate, a person and the promoter do. */
const later: readonly SpanStage[] = ['layered_cot_validation', 'validation_layer', 'human_review', 'promotion'];

export interface RecordRead {
  /** Absent where the chain breaks: what is behind the break cannot be told from what was put there. */
  readonly spans?: readonly Span[];
  readonly findings: readonly VerificationReportFinding[];
}

/** Do the spans form one tree, do their hashes chain, and is the record the one that was closed and promoted? */
export function checkRecord(documents: Documents, hash: HashBytes): RecordRead {
  const { run, promotion, lines } = documents;
  const chain = readChain(lines, hash);
  const { spans } = chain;
  if (chain.problem !== undefined) return { findings: [broken(`line ${chain.problem.line}`, chain.problem.why)] };
  const findings: VerificationReportFinding[] = [];
  if (!hadHead(chain, run.record)) findings.push(broken('run.json', 'the record is not the one that the run was closed with'));
  if (promotion.record.spans !== lines.length || !hadHead(chain, promotion.record))
    findings.push(broken('promotion.json', 'the record does not end where the promotion says'));
  for (const span of spans.slice(run.record.spans))
    if (!later.includes(span.stage)) findings.push(broken(`line ${span.seq}`, `a step of stage ${span.stage} was added after the run was closed`));
  for (const span of openSpans(spans)) findings.push(record('span-open', `line ${span.seq}`, `span ${span.span_id} (${span.name}) never ended`));
  for (const problem of treeProblems(spans)) findings.push(record('span-tree-broken', 'spans', problem));
  return { spans, findings };
}

function broken(where: string, why: string): VerificationReportFinding {
  return record('record-broken', where, why);
}

function record(code: VerificationReportFinding['code'], where: string, message: string): VerificationReportFinding {
  return finding('completeness', code, where === 'spans' ? 'data/spans.jsonl' : `data/spans.jsonl: ${where}`, message);
}
