import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { statementBytes } from '../../src/bundle/attestation.ts';
import { sealBundle } from '../../src/bundle/seal.node.ts';
import { freeSignaturePath } from '../../src/bundle/signature-files.ts';
import type { Signer } from '../../src/bundle/signer.ts';
import { utf8 } from '../../src/core/bytes.ts';
import { digestOfNode } from '../../src/core/digest.node.ts';
import { EvidenceError } from '../../src/core/errors.ts';
import { bufferSource } from '../../src/core/byte-source.ts';
import { copyBundle } from '../../src/pipeline/copy-bundle.ts';
import { addSignatureFiles } from '../../src/pipeline/add-signatures.ts';
import { countersign } from '../../src/pipeline/countersign.ts';
import { verifyFile } from '../../src/verify/verify-file.node.ts';
import { promotedRun } from '../bundle/promoted-run.ts';
import { Forgery } from '../verify/forgery.ts';
import { epochOf, logTrust } from '../verify/logged.ts';
import { keyOf, signer, signerNumber, stranger, trust, trustIn } from '../verify/trust.ts';

const home = mkdtempSync(join(tmpdir(), 'countersign-'));
const good = join(home, 'good.evidence.zip');
await sealBundle(await promotedRun(), { signer, to: good });
const bytes = readFileSync(good);
afterAll(() => {
  rmSync(home, { recursive: true });
});

let bundle = '';
let count = 0;
beforeEach(() => {
  bundle = join(home, `${(count += 1)}.evidence.zip`);
  writeFileSync(bundle, bytes);
});

const auditor = signerNumber(8);
const second = signerNumber(9);
const forge = (): Forgery => new Forgery(bytes);
const audited = trustIn([keyOf(signer, 'ines'), keyOf(auditor, 'omar', { role: 'auditor' })], {
  thresholds: [
    { role: 'promoter', owners: 1 },
    { role: 'auditor', owners: 1 },
  ],
});

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'done';
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error;
    expect(error.where).toContain(home);
    return error.code;
  }
}

describe('a countersignature', () => {
  test('is what an auditor adds, and what the policy asks for', async () => {
    expect((await verifyFile(bundle, audited)).outcome).toBe('rejected');
    const signed = await countersign({ bundle, signer: auditor, to: bundle, trust: audited });
    expect(signed).toMatchObject({
      status: 'signed',
      report: { outcome: 'verified' },
      sha256: digestOfNode(readFileSync(bundle)),
      bytes: readFileSync(bundle).length,
    });
    const report = await verifyFile(bundle, audited);
    expect(report.outcome).toBe('verified');
    expect(report.signers.map(({ owner, role }) => `${owner} ${role}`).sort()).toEqual(['ines promoter', 'omar auditor']);
  });

  test('leaves every other byte as it was, in the one encoding', async () => {
    const to = join(home, 'beside.evidence.zip');
    await countersign({ bundle, signer: auditor, to });
    expect(readFileSync(bundle).equals(bytes)).toBe(true);
    const written = new Forgery(readFileSync(to));
    for (const [path, content] of forge().files) expect(Buffer.compare(written.bytes(path), content)).toBe(0);
    const wanted = await forge().addSignature(auditor, statementBytes(forge().statement()));
    expect(readFileSync(to).equals(wanted.zip())).toBe(true);
  });

  test('of two, in either order, gives the same bundle', async () => {
    const other = join(home, 'other-order.evidence.zip');
    await countersign({ bundle, signer: auditor, to: other });
    await countersign({ bundle: other, signer: second, to: other });
    await countersign({ bundle, signer: second, to: bundle });
    await countersign({ bundle, signer: auditor, to: bundle });
    expect(readFileSync(bundle).equals(readFileSync(other))).toBe(true);
  });

  test('of two promoters meets a threshold of two', async () => {
    const two = trustIn([keyOf(signer, 'ines'), keyOf(second, 'omar')], { thresholds: [{ role: 'promoter', owners: 2 }] });
    expect((await countersign({ bundle, signer: second, to: bundle, trust: two })).status).toBe('signed');
    expect((await verifyFile(bundle, two)).outcome).toBe('verified');
  });

  test('by somebody whom the policy does not know changes nothing for those who verify', async () => {
    await countersign({ bundle, signer: stranger, to: bundle });
    const report = await verifyFile(bundle, trust);
    expect(report.outcome).toBe('verified');
    expect(report.lamps.signer.not_checked.map(({ what }) => what)).toEqual([`signature of ${stranger.keyId}`]);
  });

  test('is made before a log has the signature and witnesses have seen it, though the policy asks for both', async () => {
    const later = trustIn([keyOf(signer, 'ines'), keyOf(auditor, 'omar')], { ...logTrust([epochOf()], true), time: { required: true, authorities: [] } });
    expect((await verifyFile(bundle, later)).outcome).toBe('undetermined');
    expect((await countersign({ bundle, signer: auditor, to: bundle, trust: later })).status).toBe('signed');
  });
});

describe('nothing is signed', () => {
  const asked: string[] = [];
  const watched: Signer = { ...auditor, sign: async (message) => (asked.push('sign'), await auditor.sign(message)) };
  beforeEach(() => {
    asked.length = 0;
  });

  test('twice with the same key', async () => {
    expect(await codeOf(countersign({ bundle, signer, to: bundle }))).toBe('signature-exists');
    await countersign({ bundle, signer: auditor, to: bundle });
    const once = readFileSync(bundle);
    expect(await codeOf(countersign({ bundle, signer: watched, to: bundle }))).toBe('signature-exists');
    expect(asked).toEqual([]);
    expect(readFileSync(bundle).equals(once)).toBe(true);
  });

  test.each<[string, () => Forgery | Promise<Forgery>]>([
    ['a changed file', () => forge().edit('data/outputs/answer.md', (text) => `${text} `)],
    ['an added file', () => forge().put('data/more.txt', 'x')],
    ['a file less', () => forge().remove('data/claims.json')],
    ['no signature', () => forge().unsigned()],
    ['a changed wrapping', () => forge().put(`signatures/${signer.keyId}.minisig`, 'x')],
    ['two statements', async () => await forge().addSignature(second, utf8('{}'))],
    ['a statement that is none', async () => await forge().unsigned().addSignature(second, utf8('{}'))],
    [
      'a statement of another bundle',
      async () =>
        await forge()
          .signed(signer, (statement) => (statement.subject[0].digest.sha256 = '0'.repeat(64)))
          .then((one) => one),
    ],
  ])('of a bundle with %s', async (_, change) => {
    const forged = (await change()).zip();
    writeFileSync(bundle, forged);
    expect(await codeOf(countersign({ bundle, signer: watched, to: bundle }))).toBe('bundle-refused');
    expect(asked).toEqual([]);
    expect(readFileSync(bundle).equals(forged)).toBe(true);
  });

  test('that the policy does not let pass, and the report says why', async () => {
    const unknown = await countersign({ bundle, signer: watched, to: bundle, trust: trustIn([keyOf(stranger, 'mallory')]) });
    expect(unknown).toMatchObject({ status: 'refused', report: { outcome: 'rejected', lamps: { signer: { findings: [{ code: 'signer-unknown' }] } } } });
    expect(asked).toEqual([]);
    expect(readFileSync(bundle).equals(bytes)).toBe(true);
  });

  test('of what is no bundle', async () => {
    writeFileSync(bundle, 'PK');
    expect(await codeOf(countersign({ bundle, signer: watched, to: bundle }))).toBe('bundle-refused');
    expect(await codeOf(countersign({ bundle: join(home, 'none'), signer: watched, to: bundle }))).toBe('file-missing');
  });

  test('where the signer fails: the bundle stays, and nothing half-written', async () => {
    const failing: Signer = { ...auditor, sign: () => Promise.reject(new EvidenceError('signer-failed', { where: `${home}/x` })) };
    expect(await codeOf(countersign({ bundle, signer: failing, to: bundle }))).toBe('signer-failed');
    expect(readFileSync(bundle).equals(bytes)).toBe(true);
    expect(readdirSync(home).filter((name) => name.includes('partial'))).toEqual([]);
  });
});

describe('files put into signatures/', () => {
  const stamp = (number: number): string => `signatures/${signer.keyId}.${number}.tsr`;
  const sigstore = `signatures/${signer.keyId}.sigstore.json`;

  test('of a time stamp come with the Sigstore bundle written anew', async () => {
    await addSignatureFiles(bundle, [{ path: stamp(1), bytes: Uint8Array.of(1) }], bundle);
    await addSignatureFiles(bundle, [{ path: stamp(2), bytes: Uint8Array.of(2) }], bundle);
    const written = new Forgery(readFileSync(bundle));
    expect(JSON.parse(written.text(sigstore))).toMatchObject({
      verificationMaterial: { timestampVerificationData: { rfc3161Timestamps: [{ signedTimestamp: 'AQ==' }, { signedTimestamp: 'Ag==' }] } },
    });
    expect(await codeOf(addSignatureFiles(bundle, [{ path: stamp(2), bytes: Uint8Array.of(3) }], bundle))).toBe('signature-exists');
  });

  test('where there is no Sigstore bundle none is made', async () => {
    writeFileSync(bundle, forge().remove(sigstore).zip());
    await addSignatureFiles(bundle, [{ path: stamp(1), bytes: Uint8Array.of(1) }], bundle);
    expect(new Forgery(readFileSync(bundle)).files.has(sigstore)).toBe(false);
  });

  test('are none: the copy is the bundle', async () => {
    const to = join(home, 'copy.evidence.zip');
    expect(await addSignatureFiles(bundle, [], to)).toEqual({ sha256: digestOfNode(bytes), bytes: bytes.length });
    expect(readFileSync(to).equals(bytes)).toBe(true);
  });

  test('find a free number, up to nine', () => {
    const taken = new Set([stamp(1), stamp(2), stamp(4)]);
    expect(freeSignaturePath((path) => taken.has(path), signer.keyId, 'tsr')).toBe(stamp(3));
    expect(freeSignaturePath(() => true, signer.keyId, 'tlog-proof')).toBeUndefined();
  });

  test('of a large bundle, which is copied by pieces', async () => {
    const large = forge().put('data/large.bin', new Uint8Array(9_000_001).fill(7)).put('data/small.bin', '');
    writeFileSync(bundle, large.zip());
    await addSignatureFiles(bundle, [{ path: stamp(1), bytes: Uint8Array.of(1) }], bundle);
    const written = new Forgery(readFileSync(bundle));
    expect(readFileSync(bundle).equals(large.put(stamp(1), Uint8Array.of(1)).put(sigstore, written.bytes(sigstore)).zip())).toBe(true);
  });

  test('of a compressed bundle come beside it, and not in its place', async () => {
    const wrapped = `${bundle}.zst`;
    writeFileSync(wrapped, zstdCompressSync(bytes));
    expect(await codeOf(addSignatureFiles(wrapped, [{ path: stamp(1), bytes: Uint8Array.of(1) }], wrapped))).toBe('usage');
    await addSignatureFiles(wrapped, [], bundle);
    expect(readFileSync(bundle).equals(bytes)).toBe(true);
  });

  test.each<[string, (damaged: Buffer) => void]>([
    ['in a file', (damaged) => damaged.set([0], damaged.indexOf('policy rate'))],
    ['in a local header', (damaged) => damaged.set([8], 6)],
    ['in the directory', (damaged) => damaged.set([8], damaged.length - 22 - 4)],
  ])('of a file that is changed while it is copied: %s', async (_, change) => {
    const damaged = Buffer.from(bytes);
    change(damaged);
    expect(await codeOf(copyBundle(bufferSource(damaged), home, [], join(home, 'never')))).toBe('bundle-refused');
    expect(readdirSync(home).filter((name) => name.includes('never'))).toEqual([]);
  });

  test('of a bundle whose bytes have been changed are not put there', async () => {
    const damaged = Buffer.from(bytes);
    const at = damaged.indexOf('policy rate');
    damaged[at] = (damaged[at] ?? 0) ^ 1;
    writeFileSync(bundle, damaged);
    expect(await codeOf(addSignatureFiles(bundle, [], join(home, 'never')))).toBe('bundle-refused');
    expect(readdirSync(home)).not.toContain('never');
  });
});
