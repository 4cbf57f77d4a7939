import { parentPort, workerData } from 'node:worker_threads';
import { errnoOf } from '../core/durable-files.node.ts';
import { reasonOf } from '../core/errors.ts';
import { copyFiles, type Copied, type CopyResult } from './copy-files.node.ts';

/** What a worker is started with: the open file that it writes into, and the length of its buffer. */
export interface CopyWorkerData {
  readonly to: number;
  readonly bufferLength: number;
}

/** Files that go one behind the other from `at` on. */
export interface CopyTask {
  /** The place of the first of them among all files. */
  readonly first: number;
  readonly at: number;
  readonly files: readonly Copied[];
}

/** An error loses all but its words on the way to another thread. */
export type CopyAnswer = CopyResult | { readonly failed: string; readonly errno: string | undefined };

// The other side of copy-threads.node.ts: one answer a task, in their order.
const { to, bufferLength } = workerData as CopyWorkerData;
const buffer = new Uint8Array(bufferLength);

function answer({ at, files }: CopyTask): CopyAnswer {
  try {
    return copyFiles(files, to, at, buffer);
  } catch (error) {
    return { failed: reasonOf(error), errno: errnoOf(error) };
  }
}

parentPort?.on('message', (task: CopyTask) => parentPort?.postMessage(answer(task), []));
