// Made from src/validate/ by scripts/build-rules-digest.ts. Do not edit.
import type { Digest } from '../core/digest.ts';

/** Of the deterministic layers as they run. */
export const rulesDigest: Digest = 'sha256:f368ad2860cb8abd96f931e0d6525dc8ce8c60b5fb5c88201d6883d3bec3f6de' as Digest;
