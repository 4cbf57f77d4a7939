// Made from src/validate/ by scripts/build-rules-digest.ts. Do not edit.
import type { Digest } from '../core/digest.ts';

/** Of the deterministic layers as they run. */
export const rulesDigest: Digest = 'sha256:86d1f2e4b2348bb9c0d20fd92a2bad806522533123e8507420de0f9657f0ccb3' as Digest;
