// Made from src/validate/ by scripts/build-rules-digest.ts. Do not edit.
import type { Digest } from '../core/digest.ts';

/** Of the deterministic layers as they run. */
export const rulesDigest: Digest = 'sha256:9921421a37eaed63987c825076aac9f19ed49ddcb49cd6e59fab3958871622ca' as Digest;
