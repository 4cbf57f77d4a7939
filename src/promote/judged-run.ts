import { fromUtf8 } from '../core/bytes.ts';
import { EvidenceError } from '../core/errors.ts';
import type { ArtifactRef, DocumentKinds } from '../model/generated/documents.ts';
import { parseJson, type DocumentKind } from '../model/parse.ts';
import type { ObjectStore } from '../record/ports.ts';
import type { RecordedRun } from '../record/recorded-run.ts';
import type { JudgedRun } from './eligibility.ts';
import type { Judged } from './ports.ts';

/** A recorded run with the documents that judge it. Throws `store-damaged` where one is missing or is not what it should be. */
export function readJudgedRun(recorded: RecordedRun, judged: Omit<Judged, 'result'>, objects: ObjectStore): JudgedRun {
  return {
    recorded,
    verdict: read('verdict', judged.verdict, objects),
    claims: read('claims', judged.claims, objects),
    policy: read('gate-policy', judged.policy, objects),
  };
}

function read<K extends DocumentKind>(kind: K, ref: ArtifactRef, objects: ObjectStore): DocumentKinds[K] {
  const bytes = objects.get(ref.sha256);
  const text = bytes === undefined ? undefined : fromUtf8(bytes);
  if (text === undefined)
    throw new EvidenceError('store-damaged', { where: ref.uri, cause: bytes === undefined ? `${ref.sha256} is not kept` : 'it is not UTF-8' });
  return parseJson(kind, text, ref.uri);
}
