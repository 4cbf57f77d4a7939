import { fromUtf8 } from '../core/bytes.ts';
import type { HashBytes } from '../core/digest.ts';
import { EvidenceError } from '../core/errors.ts';
import type { Claims, Promotion, Span, Verdict } from '../model/generated/documents.ts';
import type { RunId } from '../model/ids.ts';
import { parseJson } from '../model/parse.ts';
import { readChain } from '../record/chain.ts';
import type { RecordedRun } from '../record/recorded-run.ts';
import { readDocuments } from '../verify/documents.ts';
import type { Opening } from '../verify/open-bundle.ts';
import { recordedOf } from '../verify/recorded.ts';
import type { PipelinePorts } from './ports.ts';

/** All that can be told of a run, from the store or from a bundle. */
export interface Story {
  readonly recorded: RecordedRun;
  readonly spans: readonly Span[];
  /** Absent before the run was judged. */
  readonly judged: { readonly claims: Claims; readonly verdict: Verdict } | undefined;
  /** Absent before the run was promoted. */
  readonly promotion: Promotion | undefined;
}

/** The story of a run in the store, with its latest verdict. Throws `run-unknown`, `run-open` or `run-incomplete`. */
export function storyOfRun(runId: RunId, { store, hash }: Pick<PipelinePorts, 'store' | 'hash'>): Story {
  const recorded = store.runs.recorded(runId);
  const judged = store.verdicts.latest(runId);
  const state = store.promotions.state(runId);
  const read = <K extends 'claims' | 'verdict'>(kind: K, digest: Parameters<RecordedRun['read']>[0]): ReturnType<typeof parseJson<K>> => {
    const bytes = store.objects.get(digest);
    const text = bytes === undefined ? undefined : fromUtf8(bytes);
    if (text === undefined) throw new EvidenceError('store-damaged', { where: `run ${runId}`, cause: `its ${kind} document is not kept` });
    return parseJson(kind, text, `run ${runId}`);
  };
  return {
    recorded,
    spans: readChain(store.journal.lines(runId), hash).spans,
    judged: judged === undefined ? undefined : { claims: read('claims', judged.claims.sha256), verdict: read('verdict', judged.verdict.sha256) },
    promotion: state.status === 'promoted' ? state.intent.promotion : undefined,
  };
}

/** The story that a bundle tells of itself, after the strict reading of its container; its signer is not asked. Throws `bundle-refused`. */
export function storyOfBundle(opening: Opening, where: string, hash: HashBytes): Story {
  if (!opening.ok) throw new EvidenceError('bundle-refused', { where, cause: opening.findings[0]?.message });
  const { documents, findings } = readDocuments(opening.bundle.files);
  if (documents === undefined) throw new EvidenceError('bundle-refused', { where, cause: findings[0]?.message });
  const { claims, verdict, promotion, lines } = documents;
  return { recorded: recordedOf(documents, opening.bundle.files), spans: readChain(lines, hash).spans, judged: { claims, verdict }, promotion };
}
