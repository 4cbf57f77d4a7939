import { digestOfNode } from '../core/digest.node.ts';
import { readText } from '../pipeline/text-file.ts';
import { readTrustPolicy, type Trust } from '../trust/trust-policy.ts';

/** The trust policy that the user named. */
export function trustFrom(path: string): Trust {
  return readTrustPolicy(readText(path), path, digestOfNode);
}
