// Made from src/validate/ by scripts/build-rules-digest.ts. Do not edit.
import type { Digest } from '../core/digest.ts';

/** Of the deterministic layers as they run. */
export const rulesDigest: Digest = 'sha256:6dbcdc7259f839df8aa72dd8b2a615d206fd6c4e7d88b85cf41e16573cc33041' as Digest;
