// Made from src/validate/ by scripts/build-rules-digest.ts. Do not edit.
import type { Digest } from '../core/digest.ts';

/** Of the deterministic layers as they run. */
export const rulesDigest: Digest = 'sha256:9beb45d330ee45c3dd685effd32079837c7bbe7c7acdd57581a114d1f6cc8c48' as Digest;
