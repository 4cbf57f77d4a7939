import { Worker } from 'node:worker_threads';
import type { ErrorCode } from '../core/error-table.ts';
import { EvidenceError, reasonOf } from '../core/errors.ts';
import type { Extraction } from './extraction.ts';
import type { ReaderLimits } from './reader-limits.ts';

/** One document for a reader that runs in a thread of its own. */
export interface ReaderTask {
  readonly reader: 'pdf' | 'docx' | 'xlsx' | 'image';
  readonly bytes: Uint8Array;
  readonly limits: ReaderLimits;
  readonly where: string;
}

export type ReaderAnswer =
  | { readonly ok: true; readonly extraction: Extraction }
  | { readonly ok: false; readonly code: ErrorCode; readonly why: string | undefined };

const watchMillis = 50;
const heapMegabytes = 1024;

/**
 * Reads a document of a format that can do harm: in a thread, which is ended when its time or memory is over, even within a
 * loop that never yields. Throws what the reader threw, `source-too-large` or `source-unreadable`.
 */
export async function readInThread(task: ReaderTask): Promise<Extraction> {
  const { where, limits } = task;
  const worker = new Worker(workerFile(), {
    workerData: task,
    // The environment holds keys; a reader of hostile files is not shown it, and what its packages print stays here.
    env: {},
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
  });
  const timers = new AbortController();
  try {
    const given = await Promise.race([answerOf(worker), overrun(limits, timers.signal)]);
    if (given.ok) return given.extraction;
    throw new EvidenceError(given.code, { where, ...(given.why === undefined ? {} : { cause: given.why }) });
  } finally {
    timers.abort();
    await worker.terminate();
  }
}

async function answerOf(worker: Worker): Promise<ReaderAnswer> {
  return await new Promise((resolve) => {
    worker.on('message', (message: ReaderAnswer) => resolve(message));
    worker.on('error', (error: unknown) => resolve({ ok: false, code: isOutOfMemory(error) ? 'source-too-large' : 'source-unreadable', why: reasonOf(error) }));
    worker.on('exit', () => resolve({ ok: false, code: 'source-unreadable', why: 'its reader stopped without an answer' }));
  });
}

/** Answers once the thread has used up its time or memory. What it unfolds lies outside of the heap that Node can bound. */
async function overrun({ millis, memory }: ReaderLimits, signal: AbortSignal): Promise<ReaderAnswer> {
  const start = process.memoryUsage.rss();
  return await new Promise((resolve) => {
    const tooLarge = { ok: false, code: 'source-too-large', why: `reading it takes more than ${memory} bytes of memory` } as const;
    const watch = setInterval(() => {
      if (process.memoryUsage.rss() - start > memory) resolve(tooLarge);
    }, watchMillis);
    const clock = setTimeout(() => resolve({ ok: false, code: 'source-unreadable', why: `reading it takes longer than ${millis / 1000} s` }), millis);
    signal.addEventListener('abort', () => {
      clearInterval(watch);
      clearTimeout(clock);
    });
  });
}

/** The file beside this one, in the spelling of this one: `.ts` from the source, `.js` once built. */
function workerFile(): URL {
  return new URL(`../sources/reader-worker.node${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
