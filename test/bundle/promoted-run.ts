import { instant } from '../../src/core/clock.ts';
import { digestOfNode } from '../../src/core/digest.node.ts';
import { productVersion } from '../../src/core/version.ts';
import type { GatePolicy } from '../../src/model/generated/documents.ts';
import { promotedAgain } from '../../src/promote/promote.ts';
import type { Judged, SealedIntent } from '../../src/promote/ports.ts';
import type { Promoted } from '../../src/promote/promoted.ts';
import { draftPromotion } from '../../src/promote/promotion-record.ts';
import { Recorder } from '../../src/record/recorder.ts';
import type { RecordedRun } from '../../src/record/recorded-run.ts';
import { extractiveProvider } from '../../src/sandbox/providers/extractive.ts';
import { sandbox } from '../../src/sandbox/sandbox.ts';
import { validateRun } from '../../src/validate/validate-run.ts';
import { brief, menu, wordSearch } from '../sandbox/documents.ts';
import { MemoryStore, optionsOf } from '../sandbox/memory-ports.ts';

export const policy: GatePolicy = {
  format: 'evidence-gate/gate-policy/1',
  name: 'standard',
  version: '1',
  minimum_claims: 1,
  quotations: 'preferred',
  citations: 'required',
  unsupported: 'fail',
  unsure: 'review',
  suspected_injection: 'review',
  minimum_coverage: 0.8,
  minimum_assurance: 'declared',
  approvers: ['ines'],
};

export interface RunWishes {
  /** What the run puts out; by default what the extractive provider answered, which the gate lets pass. */
  readonly answer?: string;
  /** Who approves a run that the gate holds for review. */
  readonly approver?: string;
  /** What the gate takes otherwise than `policy`. */
  readonly gate?: Partial<GatePolicy>;
  /** How often the run is judged: each time but the last leaves a verdict behind. */
  readonly judgements?: number;
}

/** A small run, taken through sandbox, gate and promotion by the real rooms, in memory. Always the same bytes. */
export async function promotedRun(wishes: RunWishes = {}): Promise<Promoted> {
  const gate: GatePolicy = { ...policy, ...wishes.gate };
  const store = new MemoryStore();
  const options = optionsOf(store);
  const ran = await sandbox(options, async (box) => {
    box.addDocuments([brief, menu]);
    const passages = await box.retrieve({ query: 'What is the policy rate?', from: wordSearch([brief, menu]), top: 2 });
    const answer = await box.generate({ provider: extractiveProvider(), question: 'What is the policy rate?', passages });
    box.output('answer.md', wishes.answer ?? answer.text);
  });
  const recorded = (): RecordedRun => ({ ...store.recorded(ran.runId), lines: [...store.appended] });
  let judged: Judged | undefined;
  for (let count = 0; count < (wishes.judgements ?? 1); count += 1) {
    const recorder = Recorder.resume(ran.runId, ran.recorded.run.trace_id, options.ports);
    if (recorder === undefined) throw new Error('the record is broken');
    const { verdict, refs } = validateRun(recorder, recorded(), { value: gate }, productVersion);
    judged = { result: verdict.result, ...refs };
  }
  if (judged === undefined) throw new Error('nobody judged');
  const decidedBy =
    wishes.approver === undefined
      ? { kind: 'gate' as const, id: gate.name }
      : { kind: 'person' as const, id: wishes.approver, reason: 'read and found right', at: instant(options.ports.clock()) };
  const { promotion, lines } = draftPromotion(recorded(), judged, decidedBy, options.ports);
  lines.forEach((line) => store.append(ran.runId, store.appended.length + 1, line));
  const intent: SealedIntent = { promotion, lines, folder: '/', bundle_sha256: digestOfNode(new Uint8Array()), bundle_name: 'x.zip' };
  const promotions = {
    state: () => ({ status: 'promoted' as const, intent }),
    intended: () => [],
    intend: () => undefined,
    sealed: () => undefined,
    withdraw: () => undefined,
    commit: () => undefined,
  };
  return promotedAgain(ran.runId, { runs: store, objects: store, promotions, hash: digestOfNode }).promoted;
}
