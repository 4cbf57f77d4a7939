import PQueue from 'p-queue';
import { EvidenceError } from '../core/errors.ts';
import type { Claims, InputLine, Verdict } from '../model/generated/documents.ts';
import type { RunId } from '../model/ids.ts';
import type { RecordedRun } from '../record/recorded-run.ts';
import { generateRun } from './generate-run.ts';
import { judgeRun } from './judge-run.ts';
import type { PipelinePorts } from './ports.ts';
import type { Prepared } from './prepare.ts';
import { promoteRun, type Released } from './promote-run.ts';

/** What became of one input. `failed`: the machine or the provider broke; the run, if it began, is kept. */
export type InputOutcome = { readonly input: InputLine } & (
  | { readonly status: 'failed'; readonly runId?: RunId; readonly error: EvidenceError }
  | (Judged & { readonly status: 'promoted'; readonly released: Released })
  | (Judged & { readonly status: 'held' | 'rejected'; readonly reasons: readonly string[] })
);

interface Judged {
  readonly runId: RunId;
  readonly recorded: RecordedRun;
  readonly verdict: Verdict;
  readonly claims: Claims;
}

/**
 * Takes every input through the whole way, several at a time, in the order sandbox → validate → promote → bundle.
 * One input that breaks does not stop the others. Outcomes come in the order of the inputs.
 */
export async function runPipeline(prepared: Prepared, ports: PipelinePorts, onDone: (done: number, total: number) => void): Promise<readonly InputOutcome[]> {
  const queue = new PQueue({ concurrency: prepared.concurrency });
  let done = 0;
  return await queue.addAll(
    prepared.inputs.map((input) => async () => {
      const outcome = await runInput(input, prepared, ports);
      onDone((done += 1), prepared.inputs.length);
      return outcome;
    }),
  );
}

async function runInput(input: InputLine, prepared: Prepared, ports: PipelinePorts): Promise<InputOutcome> {
  let runId: RunId | undefined;
  try {
    const generated = await generateRun(input, prepared, ports);
    runId = generated.runId;
    if (generated.status === 'failed') return { input, status: 'failed', runId, error: generated.error };
    const judged = await judgeRun(runId, prepared.policy, ports);
    const about = { input, runId, recorded: generated.recorded, ...judged };
    const promotion = await promoteRun(runId, prepared, ports);
    return promotion.status === 'promoted'
      ? { ...about, status: 'promoted', released: promotion.released }
      : { ...about, status: promotion.status, reasons: promotion.reasons };
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error;
    return { input, status: 'failed', ...(runId === undefined ? {} : { runId }), error };
  }
}
