import { describe, expect, test } from 'vitest';
import { digestOfNode } from '../../src/core/digest.node.ts';
import { verifySignatureNode } from '../../src/core/ed25519.node.ts';
import type { VerificationReport, VerificationReportCode } from '../../src/model/generated/documents.ts';
import { parse } from '../../src/model/parse.ts';
import { verifyBundle } from '../../src/verify/verify-bundle.ts';
import { lookalikes } from './lookalikes.ts';
import { approved, attacks, good, trust, type Attack } from './attacks.ts';
import { sealBundle } from '../../src/bundle/seal.node.ts';
import { signer } from './trust.ts';

const node = { hash: digestOfNode, verifySignature: verifySignatureNode };

function codesOf(report: VerificationReport): readonly string[] {
  return [...new Set(Object.values(report.lamps).flatMap((lamp) => lamp.findings.map((item) => item.code)))].sort();
}

describe('good bundles', () => {
  test('what was promoted by the gate is verified', () => {
    const report = parse('verification-report', verifyBundle(good, trust, node), 'report');
    expect(report.outcome).toBe('verified');
    expect(codesOf(report)).toEqual([]);
    expect(Object.values(report.lamps).map((lamp) => lamp.state)).toEqual(['green', 'green', 'green', 'green']);
  });
  test('what a person approved is verified', async () => {
    const report = verifyBundle(await sealBundle(approved, { signer }), trust, node);
    expect(codesOf(report)).toEqual([]);
    expect(report.statement).toMatchObject({ result: 'review', decided_by: 'person' });
  });
});

describe('one attack for each code', () => {
  test.each(Object.entries(attacks) as [VerificationReportCode, () => Promise<Attack>][])('%s', async (code, attack) => {
    const { bytes, trust: policy = trust, found = [code] } = await attack();
    const report = parse('verification-report', verifyBundle(bytes, policy, node), 'report');
    expect(codesOf(report)).toEqual([...found].sort());
    expect(report.outcome).toBe(code === 'not-time-anchored' ? 'undetermined' : 'rejected');
  });
});

describe('lookalikes', () => {
  test.each(Object.entries(lookalikes))('%s', async (_, attack) => {
    const { bytes, trust: policy = trust, found = [] } = await attack();
    const report = parse('verification-report', verifyBundle(bytes, policy, node), 'report');
    expect(codesOf(report)).toEqual(expect.arrayContaining([...found]));
    expect(report.outcome).toBe('rejected');
  });
});
