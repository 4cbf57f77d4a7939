import { fromUtf8 } from '../core/bytes.ts';
import { documentKinds } from '../bundle/documents.ts';
import type {
  Claims,
  DocumentKinds,
  GatePolicy,
  Promotion,
  Retrievals,
  Run,
  Sources,
  Verdict,
  VerificationReportFinding,
} from '../model/generated/documents.ts';
import { finding } from './answers.ts';
import type { BundleFiles } from './bundle-files.ts';
import { readDocument } from './read-document.ts';

/** The documents of a bundle, each in its schema and its one spelling. Whether they agree is another question. */
export interface Documents {
  readonly run: Run;
  readonly sources: Sources;
  readonly retrievals: Retrievals;
  readonly claims: Claims;
  readonly verdict: Verdict;
  readonly policy: GatePolicy;
  readonly promotion: Promotion;
  /** Of spans.jsonl, without line feeds. */
  readonly lines: readonly string[];
}

/** Question 4, first half: does each document meet its schema? Absent unless all of them do. */
export function readDocuments(files: Pick<BundleFiles, 'get'>): {
  readonly documents?: Documents;
  readonly findings: readonly VerificationReportFinding[];
} {
  const findings: VerificationReportFinding[] = [];
  const read = <P extends keyof typeof documentKinds>(path: P): DocumentKinds[(typeof documentKinds)[P]] | undefined => {
    const bytes = files.get(path);
    if (bytes === undefined) {
      findings.push(finding('completeness', 'file-missing', path, 'the format asks for this document'));
      return undefined;
    }
    const document = readDocument(documentKinds[path], bytes);
    if (document.ok) return document.value;
    findings.push(finding('completeness', document.code, path, document.why));
    return undefined;
  };
  const run = read('data/run.json');
  const sources = read('data/sources.json');
  const retrievals = read('data/retrievals.json');
  const claims = read('data/claims.json');
  const verdict = read('data/verdict.json');
  const policy = read('data/policy.json');
  const promotion = read('data/promotion.json');
  const lines = readLines(files.get('data/spans.jsonl'));
  if (typeof lines === 'string') findings.push(finding('completeness', 'document-malformed', 'data/spans.jsonl', lines));
  const whole = run && sources && retrievals && claims && verdict && policy && promotion && typeof lines !== 'string';
  return whole ? { documents: { run, sources, retrievals, claims, verdict, policy, promotion, lines }, findings } : { findings };
}

function readLines(bytes: Uint8Array | undefined): readonly string[] | string {
  if (bytes === undefined) return 'the format asks for this document';
  const text = fromUtf8(bytes);
  if (text === undefined) return 'it is not UTF-8';
  if (!text.endsWith('\n')) return 'its last line does not end';
  return text.slice(0, -1).split('\n');
}
