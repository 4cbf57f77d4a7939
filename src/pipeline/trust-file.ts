import { digestOfNode } from '../core/digest.node.ts';
import { verifySignatureNode } from '../core/ed25519.node.ts';
import { canonicalDocument } from '../core/canonical-json.ts';
import { utf8 } from '../core/bytes.ts';
import { EvidenceError } from '../core/errors.ts';
import type { TrustPolicy } from '../model/generated/documents.ts';
import { withNextVersion } from '../trust/policy-changes.ts';
import { readTrustPolicy, type Trust } from '../trust/trust-policy.ts';
import { readText } from './text-file.ts';
import { writeFileWhole } from './write-file.ts';

/** A trust policy from its file, checked with this machine's SHA-256 and both signature implementations. */
export function readTrustFile(path: string): Trust {
  return readTrustPolicy(readText(path), path, digestOfNode, verifySignatureNode);
}

/** Writes a new policy, where no file is. What would not be read as a policy is not written. */
export function writeTrustFile(path: string, policy: TrustPolicy): Trust {
  return write(path, policy, true);
}

/** Changes a policy in its place, under the next version, or the one given: the file is the old one or the new one, whole. */
export async function changeTrustFile(
  path: string,
  version: string | undefined,
  change: (policy: TrustPolicy) => TrustPolicy | Promise<TrustPolicy>,
): Promise<Trust> {
  const before = readTrustFile(path);
  const after = withNextVersion(await change(before.policy), version);
  // Signing may take a while, or a person: what somebody else wrote meanwhile is not undone.
  if (readTrustFile(path).sha256 !== before.sha256) throw new EvidenceError('file-changed', { where: path });
  return write(path, after, false);
}

function write(path: string, policy: TrustPolicy, fresh: boolean): Trust {
  const text = canonicalDocument(policy);
  const trust = readTrustPolicy(text, path, digestOfNode, verifySignatureNode);
  writeFileWhole(path, utf8(text), { fresh });
  return trust;
}
