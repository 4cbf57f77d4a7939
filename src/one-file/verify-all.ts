import { bundlesAt } from '../cli/bundles-at.ts';
import { fromUtf8 } from '../core/bytes.ts';
import { digestOfNode } from '../core/digest.node.ts';
import { EvidenceError } from '../core/errors.ts';
import { openFileSource } from '../core/file-source.node.ts';
import { readTrustPolicy, type Trust } from '../trust/trust-policy.ts';
import { verifyFile } from '../verify/verify-file.node.ts';
import type { FileOutcome } from '../verify/verify-files.node.ts';

/** Verifies every bundle that is named, one after the other, in this thread. Throws as `readTrustPolicy` does. */
export async function verifyAll(paths: readonly string[], policy: string, sha256: boolean): Promise<readonly FileOutcome[]> {
  const trust = trustAt(policy);
  const outcomes: FileOutcome[] = [];
  for (const path of paths.flatMap(bundlesAt)) outcomes.push(await outcomeOf(path, trust, sha256));
  return outcomes;
}

async function outcomeOf(path: string, trust: Trust, sha256: boolean): Promise<FileOutcome> {
  try {
    return { path, report: await verifyFile(path, trust, { threads: 1, sha256 }) };
  } catch (error) {
    if (error instanceof EvidenceError) return { path, error };
    throw error;
  }
}

function trustAt(path: string): Trust {
  const file = openFileSource(path);
  try {
    const text = fromUtf8(file.read(0, file.length));
    if (text === undefined) throw new EvidenceError('not-utf8', { where: path });
    return readTrustPolicy(text.startsWith('\ufeff') ? text.slice(1) : text, path, digestOfNode);
  } finally {
    file.close();
  }
}
