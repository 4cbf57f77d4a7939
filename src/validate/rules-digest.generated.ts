// Made from src/validate/ by scripts/build-rules-digest.ts. Do not edit.
import type { Digest } from '../core/digest.ts';

/** Of the deterministic layers as they run. */
export const rulesDigest: Digest = 'sha256:d05dbcbb6c378b3f52fa9f40258ea0aa1906ca36f114cce9c8624cf809554e55' as Digest;
