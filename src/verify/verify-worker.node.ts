import { parentPort, workerData } from 'node:worker_threads';
import { digestOfNode } from '../core/digest.node.ts';
import { EvidenceError, reasonOf } from '../core/errors.ts';
import { readTrustPolicy } from '../trust/trust-policy.ts';
import { verifyFile } from './verify-file.node.ts';
import type { VerifyAnswer, VerifyTask } from './verify-files.node.ts';

/** The other side of verify-files.node.ts: verifies the next bundle until none is left. */
async function work({ paths, policy, sha256, next }: VerifyTask): Promise<void> {
  const trust = readTrustPolicy(policy.text, policy.where, digestOfNode);
  for (let index = Atomics.add(next, 0, 1); index < paths.length; index = Atomics.add(next, 0, 1)) {
    parentPort?.postMessage(await answerOf(paths[index] ?? '', index), []);
  }

  async function answerOf(path: string, index: number): Promise<VerifyAnswer> {
    try {
      return { index, report: await verifyFile(path, trust, { threads: 1, sha256 }) };
    } catch (error) {
      if (error instanceof EvidenceError) return { index, failure: { code: error.code, where: error.where, why: error.why } };
      return { index, failure: { code: 'internal', where: path, why: reasonOf(error) } };
    }
  }
}

await work(workerData as VerifyTask);
