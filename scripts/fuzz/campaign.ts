import { Worker } from 'node:worker_threads';
import type { Crash, Order, Outcome } from './worker.ts';

/** What so many executions of one target gave. */
export interface Result {
  readonly target: string;
  readonly executions: number;
  readonly accepted: number;
  readonly seconds: number;
  readonly crashes: readonly Crash[];
  /** Numbers of executions that did not end, or took over a second twice. */
  readonly hangs: readonly number[];
}

/** The thread writes the number of each 64th execution; these together take milliseconds. */
const patience = 20_000;

/** Runs a target in a thread. Where nothing moves any more, it ends the thread, counts a hang, and goes on behind it. */
export async function campaign(target: string, executions: number, seed: number): Promise<Result> {
  const began = performance.now();
  const crashes: Crash[] = [];
  const hangs: number[] = [];
  let accepted = 0;
  for (let from = 0; from < executions; ) {
    const progress = new SharedArrayBuffer(8);
    const outcome = await watched({ target, seed, from, to: executions, progress });
    if (typeof outcome === 'number') {
      hangs.push(outcome);
      from = outcome + 64;
    } else {
      accepted += outcome.accepted;
      crashes.push(...outcome.crashes);
      hangs.push(...outcome.slow);
      break;
    }
  }
  return { target, executions, accepted, crashes, hangs, seconds: (performance.now() - began) / 1000 };
}

/** The outcome, or about which execution it hung. */
async function watched(order: Order): Promise<Outcome | number> {
  const worker = new Worker(new URL('worker.ts', import.meta.url), { workerData: order });
  const now = new BigInt64Array(order.progress);
  return new Promise((resolve, reject) => {
    let seen = -1n;
    const clock = setInterval(() => {
      const at = Atomics.load(now, 0);
      if (at === seen) {
        clearInterval(clock);
        void worker.terminate().then(() => resolve(Number(at)));
      }
      seen = at;
    }, patience);
    worker.once('message', (outcome: Outcome) => {
      clearInterval(clock);
      resolve(outcome);
    });
    worker.once('error', (error) => {
      clearInterval(clock);
      reject(error);
    });
  });
}
