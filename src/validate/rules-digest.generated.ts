// Made from src/validate/ by scripts/build-rules-digest.ts. Do not edit.
import type { Digest } from '../core/digest.ts';

/** Of the deterministic layers as they run. */
export const rulesDigest: Digest = 'sha256:78b5a141e217278190e16681a82175baf8115af12cff112438ff00dc746c04fe' as Digest;
