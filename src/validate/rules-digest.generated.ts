// Made from src/validate/ by scripts/build-rules-digest.ts. Do not edit.
import type { Digest } from '../core/digest.ts';

/** Of the deterministic layers as they run. */
export const rulesDigest: Digest = 'sha256:bc042b8679a2bf748305c37b68e61662ba568ec39f85559529578ba10092dc1d' as Digest;
