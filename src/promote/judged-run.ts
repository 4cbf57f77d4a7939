import type { ObjectStore } from '../record/ports.ts';
import type { RecordedRun } from '../record/recorded-run.ts';
import type { JudgedRun } from './eligibility.ts';
import { keptDocument } from './kept-document.ts';
import type { Judged } from './ports.ts';

/** A recorded run with the documents that judge it. Throws `store-damaged` where one is missing or is not what it should be. */
export function readJudgedRun(recorded: RecordedRun, judged: Omit<Judged, 'result'>, objects: ObjectStore): JudgedRun {
  const { verdict, claims, policy } = judged;
  return {
    recorded,
    verdict: keptDocument('verdict', verdict.sha256, objects, verdict.uri),
    claims: keptDocument('claims', claims.sha256, objects, claims.uri),
    policy: keptDocument('gate-policy', policy.sha256, objects, policy.uri),
  };
}
