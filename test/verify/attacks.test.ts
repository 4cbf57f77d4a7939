import { describe, expect, test } from 'vitest';
import { statementBytes } from '../../src/bundle/attestation.ts';
import { sealedBytes } from '../bundle/sealed.ts';
import { digestOfNode } from '../../src/core/digest.node.ts';
import { verifySignatureNode } from '../../src/core/ed25519.node.ts';
import type { VerificationReport, VerificationReportCode } from '../../src/model/generated/documents.ts';
import { parse } from '../../src/model/parse.ts';
import { verifyBundle } from '../../src/verify/verify-bundle.ts';
import { lookalikes } from './lookalikes.ts';
import { approved, attacks, forge, good, promoted, trust, type Attack } from './attacks.ts';
import { insiderBundle } from './insider.ts';
import { keyOf, signer, signerNumber, stranger, trustIn } from './trust.ts';

const node = { hash: digestOfNode, verifySignature: verifySignatureNode };

function codesOf(report: VerificationReport): readonly string[] {
  return [...new Set(Object.values(report.lamps).flatMap((lamp) => lamp.findings.map((item) => item.code)))].sort();
}

describe('good bundles', () => {
  test('what was promoted by the gate is verified', () => {
    const report = parse('verification-report', verifyBundle(good, trust, node), 'report');
    expect(report.outcome).toBe('verified');
    expect(codesOf(report)).toEqual([]);
    expect(statesOf(report)).toEqual(['green', 'green', 'green', 'green']);
    // Nobody else vouches for the moment, and the policy does not ask for it.
    expect(report.lamps.time).toMatchObject({ state: 'grey', not_checked: [{ what: 'time' }] });
  });
  test('what a person approved is verified', async () => {
    const report = verifyBundle(await sealedBytes(approved, signer), trust, node);
    expect(codesOf(report)).toEqual([]);
    expect(report.statement).toMatchObject({ result: 'review', decided_by: 'person' });
  });
});

type Lamps = readonly VerificationReport['lamps']['signer']['state'][];

function statesOf({ lamps }: VerificationReport): Lamps {
  return [lamps.integrity.state, lamps.signer.state, lamps.completeness.state, lamps.verdict.state];
}

test('a window is closed at both ends', () => {
  const { promoted_at } = promoted.promotion;
  expect(verifyBundle(good, trustIn([keyOf(signer, 'ines', { valid_from: promoted_at, valid_to: promoted_at })]), node).outcome).toBe('verified');
});

test('a passage may say where it stands in the original, to its very end', async () => {
  const bytes = await insiderBundle(promoted, signer, ({ sources }) => {
    sources.sources[0].original = { byte_start: 0, byte_end: sources.documents[0].original.bytes };
  });
  expect(codesOf(verifyBundle(bytes, trust, node))).toEqual([]);
});

test('a name of 240 bytes is a name', () => {
  const forgery = forge();
  forgery.put('data/'.padEnd(240 - forgery.top.length - 1, 'x'), 'x');
  expect(codesOf(verifyBundle(forgery.zip(), trust, node))).toEqual(['file-unlisted']);
});

describe('several signatures', () => {
  const body = statementBytes(forge().statement());

  test('of two owners meet a threshold of two', async () => {
    const bytes = (await forge().addSignature(signerNumber(8), body)).zip();
    const report = verifyBundle(
      bytes,
      trustIn([keyOf(signer, 'ines'), keyOf(signerNumber(8), 'omar')], { thresholds: [{ role: 'promoter', owners: 2 }] }),
      node,
    );
    expect(report.outcome).toBe('verified');
    expect(report.signers.map((one) => one.owner).sort()).toEqual(['ines', 'omar']);
  });

  test('one of a stranger beside enough others is named as not checked', async () => {
    const report = verifyBundle((await forge().addSignature(stranger, body)).zip(), trust, node);
    expect(report.outcome).toBe('verified');
    expect(report.lamps.signer.not_checked.map((gap) => gap.what)).toEqual([`signature of ${stranger.keyId}`]);
    expect(report.lamps.signer.state).toBe('green');
  });

  test('one of a stranger beside too few others is not said to stand beside enough', async () => {
    const two = trustIn([keyOf(signer, 'ines'), keyOf(signerNumber(8), 'omar')], { thresholds: [{ role: 'promoter', owners: 2 }] });
    const report = verifyBundle((await forge().addSignature(stranger, body)).zip(), two, node);
    expect(codesOf(report)).toEqual(['threshold-unmet']);
    expect(report.lamps.signer.not_checked).toEqual([]);
  });

  test('one that is revoked spoils the bundle, though another would be enough', async () => {
    const bytes = (await forge().addSignature(signerNumber(8), body)).zip();
    const revoked = { reason: 'lost', invalid_from: '2020-01-01T00:00:00.000Z', honour_earlier: false };
    const report = verifyBundle(bytes, trustIn([keyOf(signer, 'ines'), keyOf(signerNumber(8), 'omar', { revoked })]), node);
    expect(codesOf(report)).toEqual(['key-revoked']);
    expect(report.signers.map((one) => one.owner)).toEqual(['ines']);
  });
});

describe('questions that cannot be asked', () => {
  test.each<[VerificationReportCode, Lamps]>([
    ['zip-malformed', ['red', 'grey', 'grey', 'grey']],
    ['signature-missing', ['grey', 'red', 'grey', 'grey']],
    ['signer-unknown', ['grey', 'red', 'grey', 'grey']],
    ['key-revoked', ['grey', 'red', 'grey', 'grey']],
    ['manifest-mismatch', ['red', 'green', 'grey', 'grey']],
    ['schema-violation', ['green', 'green', 'red', 'grey']],
    ['record-broken', ['green', 'green', 'red', 'grey']],
    ['verdict-differs', ['green', 'green', 'green', 'red']],
    ['not-time-anchored', ['green', 'green', 'green', 'green']],
    ['layers-not-rerun', ['green', 'green', 'green', 'grey']],
  ])('are grey and say why: %s', async (code, lamps) => {
    const { bytes, trust: policy = trust } = await attacks[code]();
    const report = verifyBundle(bytes, policy, node);
    expect(statesOf(report)).toEqual(lamps);
    for (const lamp of Object.values(report.lamps)) if (lamp.state === 'grey' && lamp.findings.length === 0) expect(lamp.not_checked.length).toBeGreaterThan(0);
    // Nothing that an unknown signer says is repeated.
    expect(report.statement === undefined).toBe(lamps[1] === 'grey' ? lamps[0] !== 'green' : lamps[1] === 'red');
  });

  test('layers of other rules are not run again, and nothing is guessed', async () => {
    const bytes = await insiderBundle(promoted, signer, ({ verdict }) => {
      verdict.engine.rules_sha256 = `sha256:${'3'.repeat(64)}`;
    });
    const report = verifyBundle(bytes, trust, node);
    expect(statesOf(report)).toEqual(['green', 'green', 'green', 'grey']);
    expect(report.lamps.verdict.not_checked.map((gap) => gap.what)).toContain('deterministic layers');
  });
});

test.each<[VerificationReportCode, string]>([
  ['subject-mismatch', 'tagmanifest-sha256.txt'],
  ['manifest-malformed', 'manifest-sha256.txt'],
  ['record-broken', 'data/spans.jsonl: line 1'],
  ['span-open', 'data/spans.jsonl: line 2'],
  ['span-tree-broken', 'data/spans.jsonl'],
  ['source-differs', 'data/sources.json: doc:t:brief#p1'],
  ['signature-missing', 'signatures'],
  ['signer-unknown', `signatures/${stranger.keyId}.dsse.json`],
  ['threshold-unmet', 'signatures'],
  ['verdict-not-promotable', 'data/verdict.json'],
  ['verdict-differs', 'data/verdict.json'],
  ['promotion-unsupported', 'data/promotion.json'],
])('%s says where: %s', async (code, where) => {
  const { bytes, trust: policy = trust } = await attacks[code]();
  const found = Object.values(verifyBundle(bytes, policy, node).lamps).flatMap((lamp) => lamp.findings);
  expect(found.filter((item) => item.code === code).map((item) => item.where)).toEqual([where]);
});

test.each([
  ['a name that clears the terminal', '"TOP/data/\\u001b[2J"'],
  ['a name beyond ASCII', '"TOP/data/\\u00e4"'],
  ['a backslash in a name', String.raw`TOP/data\..\x`],
])('%s: nothing of it speaks to a terminal', async (name, where) => {
  const { bytes } = (await lookalikes[name]?.()) ?? { bytes: new Uint8Array() };
  const found = verifyBundle(bytes, trust, node).lamps.integrity.findings.filter((item) => item.code === 'zip-name');
  expect(found.map((item) => item.where)).toEqual([where.replace('TOP', forge().top)]);
  for (const { message } of found) expect(message).toMatch(/^[ -~]+$/);
});

test('a file of the bag that is absent is not said to be changed', () => {
  expect(codesOf(verifyBundle(forge().remove('bag-info.txt').zip(), trust, node))).toEqual(['file-missing']);
});

test('every finding of a question is reported, not the first', async () => {
  const bytes = forge()
    .put('data/extra.txt', 'x')
    .remove('data/policy.json')
    .edit('data/outputs/answer.md', (text) => `${text} `)
    .edit('bagit.txt', (text) => ` ${text}`)
    .put('more.txt', '')
    .zip();
  expect(codesOf(verifyBundle(bytes, trust, node))).toEqual(['bag-malformed', 'file-missing', 'file-unlisted', 'manifest-mismatch', 'tagmanifest-mismatch']);
});

describe('one attack for each code', () => {
  test.each(Object.entries(attacks) as [VerificationReportCode, () => Promise<Attack>][])('%s', async (code, attack) => {
    const { bytes, trust: policy = trust, found = [code] } = await attack();
    const report = parse('verification-report', verifyBundle(bytes, policy, node), 'report');
    expect(codesOf(report)).toEqual([...found].sort());
    expect(report.outcome).toBe(['not-time-anchored', 'not-logged', 'layers-not-rerun'].includes(code) ? 'undetermined' : 'rejected');
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
