import { instant } from '../core/clock.ts';
import { EvidenceError } from '../core/errors.ts';
import type { Promotion } from '../model/generated/documents.ts';
import { readChain } from '../record/chain.ts';
import { Recorder, type RecorderPorts } from '../record/recorder.ts';
import type { RecordedRun } from '../record/recorded-run.ts';
import { paperJournal } from '../record/paper-journal.ts';
import type { Judged } from './ports.ts';

/** A promotion as it will stand, before anything of it is kept. */
export interface DraftPromotion {
  readonly promotion: Promotion;
  /** What it adds to the span record. */
  readonly lines: readonly string[];
}

/** Writes the promotion span on paper: the lines reach the record only together with the release itself. */
export function draftPromotion(
  recorded: RecordedRun,
  judged: Judged,
  decidedBy: Promotion['decided_by'],
  ports: Omit<RecorderPorts, 'journal'>,
): DraftPromotion {
  const { run } = recorded;
  const journal = paperJournal(recorded.lines);
  const recorder = Recorder.resume(run.run_id, run.trace_id, { ...ports, journal });
  const root = readChain(recorded.lines, ports.hash).spans.find((span) => span.parent_span_id === null);
  if (recorder === undefined || root === undefined) {
    throw new EvidenceError('store-damaged', { where: `run ${run.run_id}`, cause: 'its span record is not one unbroken chain with a root' });
  }
  const { verdict, claims, policy } = judged;
  const span = recorder.start({ name: 'promotion', stage: 'promotion', agent_role: 'promoter', parent: root.span_id });
  span.end({ inputs: [verdict, claims, policy], outputs: run.outputs.map(({ artifact }) => artifact) });
  const promotion: Promotion = {
    format: 'evidence-gate/promotion/1',
    run_id: run.run_id,
    verdict,
    claims,
    policy,
    decided_by: decidedBy,
    promoted_at: instant(ports.clock()),
    released: run.outputs,
    record: recorder.head(),
  };
  return { promotion, lines: journal.added };
}
