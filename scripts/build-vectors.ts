/**
 * `npm run build:vectors`: bundles for whoever writes a verifier of his own, one attack for each finding, and what must be said
 * of each. Written once for each version of the format, and then kept: time stamps and their keys are new each time.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { digestOfNode } from '../src/core/digest.node.ts';
import type { VerificationReport, VerificationReportCode } from '../src/model/generated/documents.ts';
import { documentBytes } from '../src/model/document-bytes.ts';
import type { Trust } from '../src/trust/trust-policy.ts';
import { verifyBundle } from '../src/verify/verify-bundle.ts';
import { approved, attacks, good, trust, type Attack } from '../test/verify/attacks.ts';
import { sealedBytes } from '../test/bundle/sealed.ts';
import { signer } from '../test/verify/trust.ts';
import { expectedOf, type Vector } from '../test/vectors/vector.ts';

const folder = 'test/vectors';
const written = new Map<string, string>();

/** Writes bytes once, under the name of what first asked for them. */
function kept(kind: 'bundles' | 'trust', name: string, bytes: Uint8Array): string {
  const digest = digestOfNode(bytes);
  const path = written.get(kind + digest) ?? `${kind}/${name}${kind === 'bundles' ? '.evidence.zip.gz' : '.json'}`;
  // Stored JSON is five times as large: the vectors lie packed, and whoever reads them unpacks them first (RFC 1952).
  if (!written.has(kind + digest)) writeFileSync(join(folder, path), kind === 'bundles' ? gzipSync(bytes, { level: 9 }) : bytes);
  written.set(kind + digest, path);
  return path;
}

function vector(name: string, bytes: Uint8Array, by: Trust, codes: readonly string[]): Vector {
  const report: VerificationReport = verifyBundle(bytes, by, { hash: digestOfNode });
  const { outcome, findings } = expectedOf(report);
  const found = [...new Set(Object.values(findings).flat())].sort();
  if (JSON.stringify(found) !== JSON.stringify([...codes].sort())) throw new Error(`${name}: found ${found.join(', ')}, expected ${codes.join(', ')}`);
  return { name, bundle: kept('bundles', name, bytes), trust: kept('trust', name, documentBytes(by.policy)), outcome, findings };
}

for (const kind of ['bundles', 'trust']) {
  mkdirSync(join(folder, kind), { recursive: true });
  for (const name of readdirSync(join(folder, kind))) rmSync(join(folder, kind, name));
}
const vectors: Vector[] = [vector('promoted-by-the-gate', good, trust, []), vector('approved-by-a-person', await sealedBytes(approved, signer), trust, [])];
for (const [code, attack] of Object.entries(attacks) as [VerificationReportCode, () => Promise<Attack>][]) {
  // Wrappers lie around a bundle file: what `verifyBundle` takes is inside of them.
  if (code.startsWith('wrapper-')) continue;
  const { bytes, trust: by = trust, found = [code] } = await attack();
  vectors.push(vector(code, bytes, by, found));
}
writeFileSync(join(folder, 'index.json'), `${JSON.stringify({ format: 'evidence-gate/vectors/1', vectors }, undefined, 2)}\n`);
process.stdout.write(`${vectors.length} vectors, ${written.size} files\n`);
