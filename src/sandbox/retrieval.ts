import { compareBytewise, isWellFormed, utf8 } from '../core/bytes.ts';
import type { Brand } from '../core/brand.ts';
import { unixNano } from '../core/clock.ts';
import type { HashBytes } from '../core/digest.ts';
import { EvidenceError } from '../core/errors.ts';
import { parse } from '../model/parse.ts';
import type { Retrieval } from '../model/generated/documents.ts';
import type { OpenSpan } from '../record/recorder.ts';
import type { DocumentSnapshot, Passage } from '../sources/snapshot.ts';
import type { OpenRun } from './open-run.ts';
import { recordedError } from './recorded-error.ts';

/** A passage that a retrieval of a run returned. Only such a passage reaches a generator. */
export type RetrievedPassage = Brand<Passage, 'RetrievedPassage'>;

export interface SearchResult {
  readonly results: readonly { readonly passage: Passage; readonly rank: number; readonly score: number }[];
  /** All that the ranking depends on. */
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  readonly index: Retrieval['index'];
}

/** What can be searched: the embedded index, or one that a program brings. */
export interface PassageSearch {
  search(query: string, options: { readonly top: number }): SearchResult;
}

export interface RetrieveRequest {
  readonly query: string;
  readonly from: PassageSearch;
  /** How many passages at most. */
  readonly top: number;
}

/** Searches, and records query, parameters, ranks and scores as one span and one Retrieval. */
export function retrieve(run: OpenRun, request: RetrieveRequest): readonly RetrievedPassage[] {
  if (!isWellFormed(request.query)) throw new EvidenceError('not-utf8', { where: 'the query', cause: 'half a surrogate pair' });
  return record(run, 'retrieve', (at) => {
    const { results, parameters, index } = request.from.search(request.query, { top: request.top });
    const ranked = results.map(({ passage, rank, score }) => ({ retrieval_id: passage.source.retrieval_id, rank, score }));
    return {
      retrieval: { ...at, query: request.query, method: 'bm25', parameters, index, results: ranked },
      passages: results.map((result) => result.passage),
    };
  });
}

/** Records passages that the caller retrieved elsewhere: in the order of the documents, with no query and no scores. */
export function handIn(run: OpenRun, snapshots: readonly DocumentSnapshot[]): readonly RetrievedPassage[] {
  return record(run, 'hand in', (at) => {
    run.sources.add(snapshots);
    const passages = snapshots.flatMap((snapshot) => snapshot.passages);
    const index = { name: 'handed-in', version: '1', passages: passages.length, sha256: indexDigest(passages, run.hash) };
    const results = passages.map(({ source }, position) => ({ retrieval_id: source.retrieval_id, rank: position + 1 }));
    return { retrieval: { ...at, query: '', method: 'handed_in', parameters: {}, index, results }, passages };
  });
}

interface Found {
  readonly retrieval: Retrieval;
  readonly passages: readonly Passage[];
}

function record(run: OpenRun, name: string, find: (at: Pick<Retrieval, 'span_id' | 'at'>) => Found): readonly RetrievedPassage[] {
  const span: OpenSpan = run.recorder.start({ name, stage: 'retrieval', agent_role: 'retriever', parent: run.root });
  try {
    const { retrieval, passages } = find({ span_id: span.id, at: unixNano(run.recorder.ports.clock()) });
    // Checked now: a score of NaN that came to light when the run closes would cost the whole run.
    run.sources.retrieved(parse('retrieval', retrieval, name), passages);
    span.end({ retrieval_ids: retrieval.results.map((result) => result.retrieval_id) });
    return passages.map((passage) => passage as RetrievedPassage);
  } catch (thrown) {
    span.end({ status: 'error', error: recordedError(thrown, name) });
    throw thrown;
  }
}

function indexDigest(passages: readonly Passage[], hash: HashBytes): ReturnType<HashBytes> {
  const lines = passages.map(({ source }) => `${source.retrieval_id} ${source.sha256}\n`).sort(compareBytewise);
  return hash(utf8(lines.join('')));
}
