import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { beforeAll, describe, expect, test } from 'vitest';
import { digestOfNode } from '../../src/core/digest.node.ts';
import { verifySignatureNode } from '../../src/core/ed25519.node.ts';
import type { VerificationReport } from '../../src/model/generated/documents.ts';
import { verifyBundle } from '../../src/verify/verify-bundle.ts';
import { attacks, good, trust } from './attacks.ts';
import { keyOf, policyText, signer } from './trust.ts';

let code = '';
let inputs: readonly string[] = [];

beforeAll(async () => {
  const built = await build({
    stdin: {
      contents: `
        import { verifyBundle, readTrustPolicy, digestOf } from './src/verify/index.ts';
        globalThis.verify = (bytes, policy) => JSON.stringify(verifyBundle(bytes, readTrustPolicy(policy, 'trust.json', digestOf)));`,
      resolveDir: process.cwd(),
    },
    bundle: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2023',
    write: false,
    metafile: true,
  });
  inputs = Object.keys(built.metafile.inputs);
  code = built.outputFiles[0]?.text ?? '';
});

/** A report from a realm that has nothing but the language and what every browser adds: no Node, no network, no clock. */
function inEmptyRealm(bytes: Uint8Array): VerificationReport {
  const realm = createContext({ TextEncoder, TextDecoder, atob, btoa }, { codeGeneration: { strings: false, wasm: false } });
  runInContext(code, realm);
  const verify = runInContext('verify', realm) as (bytes: Uint8Array, policy: string) => string;
  return JSON.parse(verify(bytes, policyText([keyOf(signer, 'ines')]))) as VerificationReport;
}

describe('the verifier in a page', () => {
  test('is built without anything of Node', () => {
    expect(inputs.length).toBeGreaterThan(50);
    expect(inputs.filter((path) => path.includes('.node.') || path.startsWith('node:'))).toEqual([]);
  });

  test('gives the report that Node gives', () => {
    const report = inEmptyRealm(good);
    expect(report.outcome).toBe('verified');
    expect(report).toEqual(verifyBundle(good, trust, { hash: digestOfNode, verifySignature: verifySignatureNode }));
  });

  test.each(['manifest-mismatch', 'signature-invalid', 'verdict-differs', 'zip-malformed'] as const)('and of a bundle that is bad: %s', async (name) => {
    const { bytes } = await attacks[name]();
    expect(inEmptyRealm(bytes)).toEqual(verifyBundle(bytes, trust, { hash: digestOfNode }));
  });
});
