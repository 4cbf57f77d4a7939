// Made from src/validate/ by scripts/build-rules-digest.ts. Do not edit.
import type { Digest } from '../core/digest.ts';

/** Of the deterministic layers as they run. */
export const rulesDigest: Digest = 'sha256:6ffdd6c5ea3778161e026ef1e35f9e298dd2079ebd99671774e586b11ad17328' as Digest;
