import { readFileSync } from 'node:fs';
import { digestOfNode } from '../core/digest.node.ts';
import type { Digest } from '../core/digest.ts';
import { errnoOf } from '../core/durable-files.node.ts';

/** SHA-256 of the one-file verifier that came with this program; undefined where it was not built, as in a fresh working tree. */
export function oneFileDigest(): Digest | undefined {
  try {
    return digestOfNode(readFileSync(new URL('../../dist/evidence-verify.mjs', import.meta.url)));
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
