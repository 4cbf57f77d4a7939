import { EvidenceError } from '../core/errors.ts';
import type { Claims, Verdict } from '../model/generated/documents.ts';
import type { RunId } from '../model/ids.ts';
import { paperJournal } from '../record/paper-journal.ts';
import { Recorder } from '../record/recorder.ts';
import { validateRun } from '../validate/validate-run.ts';
import { productVersion } from '../core/version.ts';
import type { AppliedPolicy } from './gate-policy.ts';
import type { PipelinePorts } from './ports.ts';

export interface JudgedRun {
  readonly verdict: Verdict;
  readonly claims: Claims;
}

/** Judges a closed run and keeps the verdict. Judging again adds a verdict; the earlier ones stay in the record. */
export async function judgeRun(runId: RunId, policy: AppliedPolicy, ports: PipelinePorts): Promise<JudgedRun> {
  // Asked before the lock too: an open run is held by its own process, and waiting for that would end in a riddle.
  ports.store.runs.recorded(runId);
  return await ports.store.locks.hold(runId, async () => {
    const recorded = ports.store.runs.recorded(runId);
    // On paper first: a validation that is cut off halfway leaves nothing in the record.
    const journal = paperJournal(ports.store.journal.lines(runId));
    const recorder = Recorder.resume(runId, recorded.run.trace_id, { ...ports, journal, objects: ports.store.objects });
    if (recorder === undefined) throw new EvidenceError('store-damaged', { where: `run ${runId}`, cause: 'the span record is not one unbroken chain' });
    const { verdict, claims, refs } = validateRun(recorder, recorded, policy, productVersion);
    ports.store.verdicts.put(runId, { result: verdict.result, ...refs }, journal.added);
    return { verdict, claims };
  });
}
