import { parentPort } from 'node:worker_threads';
import { EvidenceError, reasonOf } from '../core/errors.ts';
import type { WorkerFailure } from './measure-file.node.ts';
import { workOff, type MeasureWork } from './measure-work.node.ts';

/** The other side of measure-file.node.ts: waits for a file, takes segments until none is left, and speaks only where that fails. */
function failureOf(error: unknown): WorkerFailure {
  return error instanceof EvidenceError
    ? { code: error.code, where: error.where, why: error.why }
    : { code: 'internal', where: undefined, why: reasonOf(error) };
}

parentPort?.once('message', (work: MeasureWork) => {
  try {
    for (const _ of workOff(work));
  } catch (error) {
    parentPort?.postMessage(failureOf(error), []);
  }
});
