// Made from src/validate/ by scripts/build-rules-digest.ts. Do not edit.
import type { Digest } from '../core/digest.ts';

/** Of the deterministic layers as they run. */
export const rulesDigest: Digest = 'sha256:ac5e22d5a6f735bee49047db9e2c0ce5dac4a53f0a11f5369c798637c81d9aee' as Digest;
