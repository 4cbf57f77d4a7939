import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { constants, gzipSync, zstdCompressSync } from 'node:zlib';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { VerificationReport } from '../../src/model/generated/documents.ts';
import { verifyFile } from '../../src/verify/verify-file.node.ts';
import { attacks, forge, good } from './attacks.ts';
import { trust } from './trust.ts';

let home = '';
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'unwrap-'));
});
afterAll(() => {
  rmSync(home, { recursive: true });
});

const concat = (...parts: readonly Uint8Array[]): Buffer => Buffer.concat(parts);
const temporary = (): readonly string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('evidence-gate-unwrap-'));

async function reportOn(bytes: Uint8Array): Promise<VerificationReport> {
  const path = join(home, 'bundle');
  writeFileSync(path, bytes);
  return await verifyFile(path, trust, { name: 'bundle' });
}

async function codesOf(bytes: Uint8Array): Promise<readonly string[]> {
  const report = await reportOn(bytes);
  return report.outcome === 'rejected' ? Object.values(report.lamps).flatMap(({ findings }) => findings.map(({ code }) => code)) : [report.outcome];
}

const zstd = (bytes: Uint8Array): Buffer => zstdCompressSync(bytes);
const checked = (bytes: Uint8Array): Buffer => zstdCompressSync(bytes, { params: { [constants.ZSTD_c_checksumFlag]: 1 } });
const wrappers = { zstd, 'zstd with a checksum': checked, gzip: (bytes: Uint8Array): Buffer => gzipSync(bytes) };

describe.each(Object.entries(wrappers))('a bundle wrapped by %s', (_, wrap) => {
  test('is verified as what it holds', async () => {
    const report = await reportOn(wrap(good));
    expect(report.outcome).toBe('verified');
    expect(report.bundle.bytes).toBe(wrap(good).length);
    expect({ ...report, bundle: undefined }).toEqual({ ...(await reportOn(good)), bundle: undefined });
  });

  test('with an attack inside is refused like the attack alone', async () => {
    expect(
      await codesOf(
        wrap(
          forge()
            .edit('data/outputs/answer.md', (text) => `${text}!`)
            .zip(),
        ),
      ),
    ).toEqual(['manifest-mismatch']);
  });

  test('a wrapper in a wrapper is no bundle', async () => {
    expect(await codesOf(wrap(wrap(good)))).toEqual(['zip-malformed']);
  });

  test('may have nothing before, behind or beside it', async () => {
    const whole = wrap(good);
    expect(await codesOf(concat(whole, Uint8Array.of(0)))).toEqual(['wrapper-malformed']);
    expect(await codesOf(concat(whole, whole))).toEqual(['wrapper-malformed']);
    expect(await codesOf(concat(whole, wrap(new Uint8Array(0))))).toEqual(['wrapper-malformed']);
    expect(await codesOf(concat(wrap(good.subarray(0, 1000)), wrap(good.subarray(1000))))).toEqual(['wrapper-malformed']);
    expect(await codesOf(concat(Uint8Array.of(0), whole))).toEqual(['zip-malformed']);
  });

  test('cut off anywhere is refused', async () => {
    const whole = wrap(good);
    for (const length of [4, 5, 6, 9, 10, 17, 18, 19, 100, whole.length >> 1, whole.length - 9, whole.length - 8, whole.length - 4, whole.length - 1])
      expect(await codesOf(whole.subarray(0, length))).toEqual(['wrapper-malformed']);
  });

  test('changed anywhere it says the same, or is refused', async () => {
    const whole = wrap(good);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const bytes = Uint8Array.from(whole);
        bytes[at] = (bytes[at] ?? 0) ^ change;
        const [code = ''] = await codesOf(bytes);
        // A wrapper is signed by nobody: what counts is that the bundle inside is, byte for byte.
        return code === 'verified' || /^(wrapper|zip)-/.test(code);
      }),
      { numRuns: 150 },
    );
  });

  test('that grows beyond the bound is refused, and leaves no file', async () => {
    const before = temporary();
    expect(await codesOf(wrap(new Uint8Array(300_000_000)))).toEqual(['wrapper-too-large']);
    expect(temporary()).toEqual(before);
  });

  test('too large for memory goes through a file that is gone afterwards', async () => {
    const before = temporary();
    expect(await codesOf(wrap(forge().put('data/noise.bin', randomBytes(40_000_000)).zip()))).toEqual(['file-unlisted']);
    expect(temporary()).toEqual(before);
  });
});

test.each(['wrapper-malformed', 'wrapper-too-large'] as const)('the attack %s is found in a file', async (code) => {
  expect(await codesOf((await attacks[code]()).bytes)).toEqual([code]);
});

describe('zstd', () => {
  test('skippable frames, dictionaries, reserved bits and large windows are refused', async () => {
    const whole = zstd(good);
    const skippable = Uint8Array.of(0x50, 0x2a, 0x4d, 0x18, 1, 0, 0, 0, 0x78);
    expect(await codesOf(concat(whole, skippable))).toEqual(['wrapper-malformed']);
    expect(await codesOf(concat(skippable, whole))).toEqual(['zip-malformed']);
    for (const bit of [0x01, 0x02, 0x03, 0x08]) {
      const bytes = Uint8Array.from(whole);
      bytes[4] = (bytes[4] ?? 0) | bit;
      expect(await codesOf(bytes)).toEqual(['wrapper-malformed']);
    }
    const magic = [0x28, 0xb5, 0x2f, 0xfd];
    // A window of 2^41 bytes, and one empty last block.
    expect(await codesOf(Uint8Array.from([...magic, 0x00, 31 << 3, 1, 0, 0]))).toEqual(['wrapper-malformed']);
  });
});

describe('gzip', () => {
  test('as the command writes it, with a name, is taken', async () => {
    writeFileSync(join(home, 'named.evidence.zip'), good);
    execFileSync('gzip', ['-9', 'named.evidence.zip'], { cwd: home });
    expect((await verifyFile(join(home, 'named.evidence.zip.gz'), trust)).outcome).toBe('verified');
  });

  test('with other parts in its header, or a name that does not end, is refused', async () => {
    const whole = gzipSync(good);
    for (const flags of [0x01, 0x02, 0x04, 0x10, 0x20, 0x40, 0x80]) {
      const bytes = Uint8Array.from(whole);
      bytes[3] = flags;
      expect(await codesOf(bytes)).toEqual(['wrapper-malformed']);
    }
    expect(await codesOf(concat(Uint8Array.of(0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3), new Uint8Array(2000).fill(65)))).toEqual(['wrapper-malformed']);
  });

  test('whose CRC-32 or size is not that of its content is refused', async () => {
    const whole = gzipSync(good);
    for (const back of [8, 4]) {
      const bytes = Uint8Array.from(whole);
      bytes[whole.length - back] = (bytes[whole.length - back] ?? 0) ^ 1;
      expect(await codesOf(bytes)).toEqual(['wrapper-malformed']);
    }
  });
});
