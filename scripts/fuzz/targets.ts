import type { DocumentKind } from '../../src/model/parse.ts';
import { documentSeeds } from './seeds.ts';
import type { Target } from './target.ts';
import { envelopeTarget, statementTarget } from './targets/attestation.ts';
import { jsonTarget } from './targets/json.ts';
import { checkpointTarget, logProofTarget, manifestTarget, noteTarget } from './targets/lines.ts';
import { schemaTarget } from './targets/schema.ts';
import { timeStampTarget } from './targets/time-stamp.ts';
import { trustPolicyTarget } from './targets/trust-policy.ts';
import { zipTarget } from './targets/zip.ts';

const kinds = Object.keys(documentSeeds) as readonly DocumentKind[];

/** Every parser that reads what a stranger sent, by name. */
export const targets: Readonly<Record<string, () => Target>> = {
  'zip': zipTarget,
  'dsse': envelopeTarget,
  'statement': statementTarget,
  'trust-policy': trustPolicyTarget,
  'time-stamp': timeStampTarget,
  'tlog-proof': logProofTarget,
  'checkpoint': checkpointTarget,
  'note': noteTarget,
  'manifest': manifestTarget,
  'json': jsonTarget,
  ...Object.fromEntries(kinds.map((kind) => [`schema-${kind}`, () => schemaTarget(kind)])),
};
