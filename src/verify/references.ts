import type { Digest, HashBytes } from '../core/digest.ts';
import { payloadOf } from '../bundle/payload.ts';
import type { Span, VerificationReportFinding } from '../model/generated/documents.ts';
import type { RecordedRun } from '../record/recorded-run.ts';
import type { Documents } from './documents.ts';
import { finding } from './answers.ts';
import type { BundleFiles } from './bundle-files.ts';

export interface Recorded {
  readonly documents: Documents;
  readonly recorded: RecordedRun;
  readonly spans: readonly Span[];
}

type DigestOf = (path: string) => Digest | undefined;

/** Lays the payload out again from the documents: each file must be one that this gives, and each that it gives must be here. */
export function checkPayload(
  { documents, recorded, spans }: Recorded,
  paths: readonly string[],
  digestOf: DigestOf,
  hash: HashBytes,
): readonly VerificationReportFinding[] {
  const expected = payloadOf({ ...documents, recorded }, spans, hash);
  const names = new Set(expected.files.map((file) => file.path));
  return [
    ...expected.unresolved.map(({ by, ref }) => unresolved(by, `the bundle holds no ${ref.uri} of ${ref.bytes} bytes with the digest ${ref.sha256}`)),
    ...expected.unplaced.map(({ by, ref }) => unresolved(by, `no file can have the name ${ref.uri}`)),
    ...expected.files.flatMap(({ path, sha256 }) => {
      const here = digestOf(path);
      if (here === undefined) return [finding('completeness', 'file-missing', path, 'the documents of the bundle ask for this file')];
      return here === sha256 ? [] : [differing(path, sha256)];
    }),
    ...paths
      .filter((path) => path.startsWith('data/') && !names.has(path))
      .map((path) => finding('completeness', 'file-unlisted', path, 'no document of the bundle refers to it')),
  ];
}

function differing(path: string, expected: Digest): VerificationReportFinding {
  if (path === 'data/README.txt') return finding('completeness', 'readme-differs', path, 'it is not the text of the format: do not run what it says');
  if (path.startsWith('data/schemas/')) return finding('completeness', 'schema-differs', path, 'it is not the schema of the format');
  return unresolved(path, `it is not the artifact of this name, ${expected}`);
}

/** Digests and ids that stand alone, without a name: each must lead to something in the bundle. */
export function checkLooseEnds({ documents, spans }: Recorded, files: BundleFiles): readonly VerificationReportFinding[] {
  const { run, sources, retrievals } = documents;
  const passages = new Set<string>(sources.sources.map((source) => source.retrieval_id));
  const documentIds = new Set<string>(sources.documents.map((document) => document.document_id));
  const spanIds = new Set<string>(spans.map((span) => span.span_id));
  const held = new Set([...files.keys()].filter((path) => path.startsWith('data/')).map((path) => files.digestOf(path)));
  const bytesOf = (where: string, digest: Digest | undefined | null): readonly VerificationReportFinding[] =>
    digest === undefined || digest === null || held.has(digest) ? [] : [unresolved(where, `the bundle holds no bytes with the digest ${digest}`)];
  const idIn = (where: string, ids: ReadonlySet<string>, id: string): readonly VerificationReportFinding[] =>
    ids.has(id) ? [] : [unresolved(where, `there is no ${id}`)];
  return [
    ...(passages.size === sources.sources.length && documentIds.size === sources.documents.length
      ? []
      : [unresolved('data/sources.json', 'an id stands twice')]),
    ...sources.sources.flatMap((source) => idIn(`data/sources.json: ${source.retrieval_id}`, documentIds, source.document_id)),
    ...retrievals.retrievals.flatMap((retrieval, index) => [
      ...idIn(`data/retrievals.json: ${index}`, spanIds, retrieval.span_id),
      ...retrieval.results.flatMap((result) => idIn(`data/retrievals.json: ${index}`, passages, result.retrieval_id)),
    ]),
    ...spans.flatMap((span) => [
      ...span.retrieval_ids.flatMap((id) => idIn(`data/spans.jsonl: line ${span.seq}`, passages, id)),
      ...bytesOf(`data/spans.jsonl: line ${span.seq}`, span.prompt?.sha256),
      ...(span.attempts ?? []).flatMap((attempt) => bytesOf(`data/spans.jsonl: line ${span.seq}`, attempt.response_sha256)),
    ]),
    ...run.tool_calls.flatMap((call) => [
      ...idIn(`data/run.json: tool call ${call.call_id}`, spanIds, call.span_id),
      ...bytesOf(`data/run.json: tool call ${call.call_id}`, call.arguments_sha256),
      ...bytesOf(`data/run.json: tool call ${call.call_id}`, call.result_sha256),
    ]),
    ...bytesOf('data/run.json: prompt', run.replay.prompt?.sha256),
    ...(run.outputs.some(({ artifact }) => artifact.sha256 === run.final_output)
      ? []
      : [unresolved('data/run.json', 'the final output is none of the outputs')]),
    ...(run.replay.retrieval_snapshot === files.digestOf('data/sources.json')
      ? []
      : [unresolved('data/run.json', 'the retrieval snapshot is not sources.json')]),
  ];
}

function unresolved(where: string, message: string): VerificationReportFinding {
  return finding('completeness', 'reference-unresolved', where, message);
}
