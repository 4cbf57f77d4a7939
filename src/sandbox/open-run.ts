import type { HashBytes } from '../core/digest.ts';
import type { Run, Unchecked } from '../model/generated/documents.ts';
import type { SpanId } from '../model/ids.ts';
import type { Recorder } from '../record/recorder.ts';
import { SourceLedger } from './source-ledger.ts';
import { StagedOutputs } from './staged-outputs.ts';

/** All that a second generation needs to be the same, but for the sources. */
export type ReplayKnobs = Omit<Run['replay'], 'retrieval_snapshot'>;

/** What a run has gathered so far. One a call of `sandbox`; closed once. */
export class OpenRun {
  readonly recorder: Recorder;
  readonly root: SpanId;
  readonly sources: SourceLedger;
  readonly outputs: StagedOutputs;
  readonly #abort = new AbortController();
  readonly #notCaptured = new Map<string, Unchecked>();
  #generations = 0;
  #replay: ReplayKnobs = { provider: 'none', model: null, parameters: {}, prompt: null };
  #unseen = false;

  constructor(recorder: Recorder, root: SpanId) {
    this.recorder = recorder;
    this.root = root;
    this.sources = new SourceLedger(recorder.ports.objects, recorder.ports.hash);
    this.outputs = new StagedOutputs(recorder);
  }

  get hash(): HashBytes {
    return this.recorder.ports.hash;
  }

  /** Aborted when the run closes. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Numbers the generations of the run from 1, in the order of starting. */
  nextGeneration(): number {
    this.#generations += 1;
    return this.#generations;
  }

  generated(knobs: ReplayKnobs, seen: boolean): void {
    this.#replay = knobs;
    this.#unseen ||= !seen;
  }

  notCaptured(what: string, why: string): void {
    this.#notCaptured.set(`${what}\n${why}`, { what, why });
  }

  /** Throws a TypeError once the run is closed: what comes later would be lost. */
  requireOpen(): void {
    if (this.signal.aborted) throw new TypeError('the run is closed: await everything that the box returns');
  }

  close(): void {
    this.#abort.abort();
  }

  gaps(): readonly Unchecked[] {
    return [...this.#notCaptured.values()];
  }

  replay(): ReplayKnobs {
    return this.#replay;
  }

  /** Whether some answer was made where nobody of ours looked on. */
  unseen(): boolean {
    return this.#unseen;
  }
}
