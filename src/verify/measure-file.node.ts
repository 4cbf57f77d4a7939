import { setImmediate } from 'node:timers/promises';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { digestsFromBytes } from '../core/digest.node.ts';
import type { ErrorCode } from '../core/error-table.ts';
import { EvidenceError } from '../core/errors.ts';
import type { FileSource } from '../core/file-source.node.ts';
import { faultFindings, type EntryFault, type Measured } from './measure.ts';
import { crcFault, headerFault, rangeOf, segmentBytes, workOff, type MeasureWork } from './measure-work.node.ts';
import type { ScannedBundle } from './zip-scan.ts';

/** What a thread says where it could not go on. */
export interface WorkerFailure {
  readonly code: ErrorCode;
  readonly where: string | undefined;
  readonly why: string | undefined;
}

export interface MeasureOptions {
  /** Default: as many as the machine runs at once. The calling thread is one of them. */
  readonly threads?: number;
  readonly progress?: (done: number, total: number) => void;
}

/** Threads that wait for a file to measure. They start while the calling thread still scans it. */
export interface Crew {
  /** Settles when all have ended. Rejects where one could not go on. */
  work(work: MeasureWork): Promise<void>;
  dismiss(): void;
}

/** Starts the threads that help with a file of this length. */
export function startCrew(length: number, threads: number = availableParallelism()): Crew {
  const workers = Array.from({ length: Math.min(threads, Math.ceil(length / segmentBytes)) - 1 }, startHelper);
  return {
    work: async (work) => {
      for (const { worker } of workers) worker.postMessage(work, []);
      const settled = await Promise.allSettled(workers.map(({ ended }) => ended));
      for (const one of settled) if (one.status === 'rejected') throw one.reason;
    },
    dismiss: () => {
      for (const { worker } of workers) void worker.terminate();
    },
  };
}

/**
 * What `measure` does, of an open file, on all processors: every thread takes the next segment, the largest first, and reads
 * it into a buffer of its own. Memory does not grow with the file. Throws `file-changed` or `file-unreadable`.
 */
export async function measureFile(bundle: ScannedBundle, source: FileSource, crew: Crew, progress?: MeasureOptions['progress']): Promise<Measured> {
  const work = workOf(bundle, source);
  // Watched from the beginning, so that no failure goes unheard while this thread is at work itself.
  const helped = crew.work(work).then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  try {
    for (const _ of workOff(work)) {
      progress?.(Math.min((work.state[1] ?? 0) * 1024, source.length), source.length);
      // Between two pieces signals are heard, and a progress bar gets its turn.
      await setImmediate();
    }
  } finally {
    // Where this thread failed, the others find nothing more to take.
    Atomics.store(work.state, 0, work.segments.length);
    await helped;
  }
  const failure = await helped;
  if (failure !== undefined) throw failure.error;
  return { digests: digestsFromBytes(work.digests), findings: faultFindings(bundle, faultsOf(work)) };
}

function workOf(bundle: ScannedBundle, { descriptor, path }: FileSource): MeasureWork {
  const { prefix, paths } = bundle;
  const count = paths.length;
  const nameEnds = new Float64Array(new SharedArrayBuffer(count * 8));
  let end = 0;
  for (const [index, name] of paths.entries()) nameEnds[index] = end += name.length;
  const names = Buffer.from(new SharedArrayBuffer(end));
  for (const [index, name] of paths.entries()) names.write(name, nameEnds[index - 1] ?? 0, 'latin1');
  const sizes = new Float64Array(new SharedArrayBuffer(count * 8));
  const headerAts = new Float64Array(new SharedArrayBuffer(count * 8));
  const crcs = new Uint32Array(new SharedArrayBuffer(count * 4));
  sizes.set(bundle.sizes);
  headerAts.set(bundle.headerAts);
  crcs.set(bundle.crcs);
  const columns = { prefix, nameEnds, sizes, headerAts };
  return {
    ...columns,
    descriptor,
    path,
    names,
    crcs,
    segments: segmentsOf(columns, count),
    state: new Int32Array(new SharedArrayBuffer(8)),
    digests: new Uint8Array(new SharedArrayBuffer(count * 32)),
    faults: new Uint8Array(new SharedArrayBuffer(count)),
  };
}

/** Neighbours together up to the bound, larger entries alone; the largest first, since one entry cannot be shared. */
function segmentsOf(columns: Parameters<typeof rangeOf>[0], count: number): Uint32Array {
  const segments: { readonly first: number; readonly behind: number; readonly length: number }[] = [];
  for (let first = 0; first < count; ) {
    let behind = first + 1;
    while (behind < count && rangeOf(columns, first, behind + 1).length <= segmentBytes) behind += 1;
    segments.push({ first, behind, length: rangeOf(columns, first, behind).length });
    first = behind;
  }
  return Uint32Array.from(segments.sort((a, b) => b.length - a.length).flatMap(({ first, behind }) => [first, behind]));
}

interface Helper {
  readonly worker: Worker;
  /** Rejects where the thread could not go on. */
  readonly ended: Promise<void>;
}

function startHelper(): Helper {
  const file = new URL(`../verify/measure-worker.node${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);
  // It needs nothing of the environment, and little memory: what it reads lies outside of its heap.
  const worker = new Worker(file, { env: {}, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: 256 } });
  const ended = new Promise<void>((resolve, reject) => {
    worker.on('message', ({ code, where, why }: WorkerFailure) => reject(new EvidenceError(code, { ...(where === undefined ? {} : { where }), cause: why })));
    worker.on('error', reject);
    worker.on('exit', () => resolve());
  });
  ended.catch(() => undefined);
  return { worker, ended };
}

function* faultsOf({ faults }: MeasureWork): Generator<EntryFault> {
  for (const [index, fault] of faults.entries()) if (fault !== 0) yield { index, header: (fault & headerFault) !== 0, crc: (fault & crcFault) !== 0 };
}
