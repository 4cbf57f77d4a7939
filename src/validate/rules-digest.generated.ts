// Made from src/validate/ by scripts/build-rules-digest.ts. Do not edit.
import type { Digest } from '../core/digest.ts';

/** Of the deterministic layers as they run. */
export const rulesDigest: Digest = 'sha256:5d360fdbe503b9b501cad746ee52847cfc0cb0d5c0f65bb84385938d86db8dae' as Digest;
