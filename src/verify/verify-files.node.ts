import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { digestOfNode } from '../core/digest.node.ts';
import { EvidenceError } from '../core/errors.ts';
import type { VerificationReport } from '../model/generated/documents.ts';
import { readTrustPolicy } from '../trust/trust-policy.ts';
import type { WorkerFailure } from './measure-file.node.ts';
import { verifyFile } from './verify-file.node.ts';

/** What became of one bundle: a report, or why the machine could give none. */
export type FileOutcome = { readonly path: string } & ({ readonly report: VerificationReport } | { readonly error: EvidenceError });

export interface VerifyFilesOptions {
  readonly sha256?: boolean;
  /** Bytes that were verified, of those of all files. */
  readonly progress?: (done: number, total: number) => void;
}

/** What a thread needs to take its share of the bundles. */
export interface VerifyTask {
  readonly paths: readonly string[];
  readonly policy: { readonly text: string; readonly where: string };
  readonly sha256: boolean;
  /** Shared: number of the next bundle to take. */
  readonly next: Int32Array;
}

export type VerifyAnswer = { readonly index: number } & ({ readonly report: VerificationReport } | { readonly failure: WorkerFailure });

/** From this number on each thread takes whole bundles; fewer are taken one after the other, each by all threads. */
const many = 8;

/** Verifies bundle files, several at once; the outcomes stand in the order of the paths. Throws as `readTrustPolicy` does. */
export async function verifyFiles(
  paths: readonly string[],
  policy: { readonly text: string; readonly where: string },
  options: VerifyFilesOptions = {},
): Promise<readonly FileOutcome[]> {
  const sizes = paths.map((path) => statSync(path, { throwIfNoEntry: false })?.size ?? 0);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  let done = 0;
  const advance = (index: number): void => options.progress?.((done += sizes[index] ?? 0), total);
  const threads = Math.min(availableParallelism(), paths.length);
  if (paths.length >= many && threads > 1)
    return await inThreads({ paths, policy, sha256: options.sha256 === true, next: new Int32Array(new SharedArrayBuffer(4)) }, threads, advance);
  const trust = readTrustPolicy(policy.text, policy.where, digestOfNode);
  const outcomes: FileOutcome[] = [];
  for (const [index, path] of paths.entries()) {
    const progress = (bytes: number): void => options.progress?.(done + bytes, total);
    outcomes.push(await outcomeOf(path, async () => await verifyFile(path, trust, { progress, sha256: options.sha256 === true })));
    advance(index);
    // Between two bundles signals are heard, and a progress bar gets its turn.
    await setImmediate();
  }
  return outcomes;
}

async function outcomeOf(path: string, work: () => Promise<VerificationReport>): Promise<FileOutcome> {
  try {
    return { path, report: await work() };
  } catch (error) {
    if (error instanceof EvidenceError) return { path, error };
    throw error;
  }
}

async function inThreads(task: VerifyTask, threads: number, advance: (index: number) => void): Promise<readonly FileOutcome[]> {
  // A policy that cannot be read is one error, and not one of each thread.
  readTrustPolicy(task.policy.text, task.policy.where, digestOfNode);
  const outcomes = new Map<number, FileOutcome>();
  const take = (answer: VerifyAnswer): void => {
    const path = task.paths[answer.index] ?? '';
    outcomes.set(answer.index, 'report' in answer ? { path, report: answer.report } : { path, error: errorOf(answer.failure) });
    advance(answer.index);
  };
  await Promise.all(Array.from({ length: threads }, () => runThread(task, take)));
  return task.paths.map(
    (path, index) => outcomes.get(index) ?? { path, error: new EvidenceError('internal', { where: path, cause: 'its thread ended without an answer' }) },
  );
}

async function runThread(task: VerifyTask, take: (answer: VerifyAnswer) => void): Promise<void> {
  const file = new URL(`../verify/verify-worker.node${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);
  const worker = new Worker(file, { workerData: task, env: {}, execArgv: [] });
  await new Promise<void>((resolve, reject) => {
    worker.on('message', take);
    worker.on('error', reject);
    worker.on('exit', () => resolve());
  });
}

function errorOf({ code, where, why }: WorkerFailure): EvidenceError {
  return new EvidenceError(code, { ...(where === undefined ? {} : { where }), ...(why === undefined ? {} : { cause: why }) });
}
