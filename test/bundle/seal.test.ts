import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { signerFromSeed } from '../../src/bundle/seed-signer.ts';
import { sealBundle } from '../../src/bundle/seal.node.ts';
import { promotedRun } from './promoted-run.ts';
import { verifyBundle } from '../../src/verify/verify-bundle.ts';
import { readTrustPolicy } from '../../src/verify/trust-policy.ts';
import { digestOfNode } from '../../src/core/digest.node.ts';
import { base64 } from '../../src/core/bytes.ts';
import { spkiOf } from '../../src/core/ed25519.ts';

const signer = signerFromSeed(new Uint8Array(32).fill(7));
test('x', async () => {
  const promoted = await promotedRun();
  const bytes = await sealBundle(promoted, { signer });
  console.log(bytes.length);
  const trust = readTrustPolicy(JSON.stringify({ format: 'evidence-gate/trust-policy/1', name: 't', version: '1', keys: [{ key_id: signer.keyId, spki: base64(spkiOf(signer.publicKey)), owner: 'o', role: 'promoter', predicate_types: ['urn:evidence-gate:predicate:promotion:v1'], valid_from: '2020-01-01T00:00:00.000Z', valid_to: '2030-01-01T00:00:00.000Z' }], thresholds: [{ role: 'promoter', owners: 1 }], time: { required: false } }), 'trust', digestOfNode);
  const report = verifyBundle(bytes, trust, { hash: digestOfNode });
  console.log(JSON.stringify(report, null, 1));
  const t = performance.now();
  for (let i = 0; i < 200; i++) { const b = Uint8Array.from(bytes); b[i * 300] ^= 1; verifyBundle(b, trust, { hash: digestOfNode }); }
  console.log((performance.now() - t) / 200);
});
