// Made from src/validate/ by scripts/build-rules-digest.ts. Do not edit.
import type { Digest } from '../core/digest.ts';

/** Of the deterministic layers as they run. */
export const rulesDigest: Digest = 'sha256:e50c7e568529e978b2586fa3d96eb0d1f2b55de5012d52dfeb31e4cb24b4eefa' as Digest;
