import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { CopyResult } from './copy-files.node.ts';
import type { CopyAnswer, CopyTask, CopyWorkerData } from './copy-worker.node.ts';

/** With more threads than this it is the disk that is waited for. */
const mostThreads = 8;

/** They hold names and no contents. */
const resourceLimits = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 64 } as const;

type OnDone = (task: CopyTask, result: CopyResult) => void;

/**
 * Has tasks done by threads, and hears of each as it is done, in any order. The tasks are asked for one by one. Throws what
 * `onDone` throws and what the threads throw; no thread is at work any more by then.
 */
export async function copyInThreads(tasks: Iterator<CopyTask>, data: CopyWorkerData, onDone: OnDone): Promise<void> {
  const threads = Math.min(availableParallelism(), mostThreads);
  const workers: Worker[] = [];
  const busy: Promise<void>[] = [];
  try {
    for (let task = nextOf(tasks); task !== undefined; task = workers.length < threads ? nextOf(tasks) : undefined) {
      const worker = new Worker(workerFile(), { workerData: data, env: {}, execArgv: [], resourceLimits });
      workers.push(worker);
      busy.push(keepBusy(worker, task, tasks, onDone));
    }
    await Promise.all(busy);
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

/** Gives the worker this task and then others, two at a time so that it is not idle while this thread is at work, until there are none. */
async function keepBusy(worker: Worker, first: CopyTask, tasks: Iterator<CopyTask>, onDone: OnDone): Promise<void> {
  const waiting: CopyTask[] = [];
  const give = (task: CopyTask | undefined): void => {
    if (task === undefined) return;
    waiting.push(task);
    worker.postMessage(task, []);
  };
  await new Promise<void>((resolve, reject) => {
    worker.on('error', reject);
    worker.on('exit', () => reject(new Error('a thread that copies files ended before its work')));
    worker.on('message', (answer: CopyAnswer) => {
      try {
        if ('failed' in answer) throw Object.assign(new Error(answer.failed), { code: answer.errno, syscall: 'write' });
        const done = waiting.shift();
        // First more work for the thread, then ours.
        give(nextOf(tasks));
        if (done !== undefined) onDone(done, answer);
        if (waiting.length === 0) resolve();
      } catch (error) {
        reject(error);
      }
    });
    give(first);
    give(nextOf(tasks));
  });
}

function nextOf(tasks: Iterator<CopyTask>): CopyTask | undefined {
  const { done, value } = tasks.next() as IteratorResult<CopyTask, undefined>;
  return done === true ? undefined : value;
}

/** The file beside this one, in the spelling of this one: `.ts` from the source, `.js` once built. */
function workerFile(): URL {
  return new URL(`../bundle/copy-worker.node${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);
}
