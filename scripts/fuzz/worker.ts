/** Executes one target so many times, in a thread of its own that can be ended from outside where it hangs. */
import { parentPort, workerData } from 'node:worker_threads';
import { EvidenceError } from '../../src/core/errors.ts';
import { Random } from './random.ts';
import type { Target } from './target.ts';
import { targets } from './targets.ts';

export interface Order {
  readonly target: string;
  readonly seed: number;
  /** Numbers of the executions: from the first up to and without the last. */
  readonly from: number;
  readonly to: number;
  /** Where the number of the execution under way is written for whoever watches. */
  readonly progress: SharedArrayBuffer;
}

export interface Outcome {
  readonly accepted: number;
  readonly crashes: readonly Crash[];
  /** Executions that took over a second, twice. */
  readonly slow: readonly number[];
}

export interface Crash {
  readonly index: number;
  readonly error: string;
  readonly input: string;
}

const mostCrashes = 20;

function run(target: Target, { seed, from, to, progress }: Order): Outcome {
  const now = new BigInt64Array(progress);
  const random = new Random();
  const crashes: Crash[] = [];
  const slow: number[] = [];
  let accepted = 0;
  for (let index = from; index < to && crashes.length < mostCrashes; index += 1) {
    if (index % 64 === 0) Atomics.store(now, 0, BigInt(index));
    const began = performance.now();
    try {
      if (target.execute(random.at(seed, index))) accepted += 1;
    } catch (error) {
      // An error of ours, with its code, is a refusal like any other.
      if (!(error instanceof EvidenceError))
        crashes.push({ index, error: error instanceof Error ? (error.stack ?? error.message) : String(error), input: target.shown() });
    }
    if (performance.now() - began > 1000 && isSlow(target, random.at(seed, index))) slow.push(index);
  }
  return { accepted, crashes, slow };
}

/** Slow once more: then it was not the machine that was busy. */
function isSlow(target: Target, random: Random): boolean {
  const began = performance.now();
  try {
    target.execute(random);
  } catch {
    // Counted already.
  }
  return performance.now() - began > 1000;
}

const order = workerData as Order;
const make = targets[order.target];
if (make === undefined) throw new Error(`no target ${order.target}`);
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- the port of a thread has no origin
parentPort?.postMessage(run(make(), order));
