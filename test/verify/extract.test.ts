import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bufferSource } from '../../src/core/byte-source.ts';
import { crc32Node, digestOfNode } from '../../src/core/digest.node.ts';
import { EvidenceError } from '../../src/core/errors.ts';
import { extractBundle } from '../../src/verify/extract.node.ts';
import { openBundle } from '../../src/verify/open-bundle.ts';
import { openBundleFile, type OpenedFile } from '../../src/verify/open-file.node.ts';
import { attacks, forge, good } from './attacks.ts';
import { lookalikes } from './lookalikes.ts';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'extract-'));
});
afterEach(() => {
  rmSync(home, { recursive: true });
});

function inMemory(bytes: Uint8Array): Pick<OpenedFile, 'opening' | 'zip'> {
  return { opening: openBundle(bytes, { hash: digestOfNode, checksum: crc32Node }), zip: bufferSource(bytes) };
}

async function codeOf(bytes: Uint8Array, folder: string): Promise<string> {
  try {
    await extractBundle(inMemory(bytes), folder);
    return 'done';
  } catch (error) {
    if (error instanceof EvidenceError) return error.code;
    throw error;
  }
}

describe('unpacking', () => {
  test('writes every file, byte for byte, below the top folder', async () => {
    const paths = await extractBundle(inMemory(good), join(home, 'out'));
    const { files, top } = forge();
    expect(paths).toEqual([...files.keys()].map((path) => `${top}/${path}`));
    for (const [path, bytes] of files) expect(Buffer.compare(readFileSync(join(home, 'out', top, path)), bytes)).toBe(0);
    expect(readdirSync(home)).toEqual(['out']);
  });

  test('reads a file that is too large for memory piece by piece, and not what lies under its name by then', async () => {
    const { files, top } = forge();
    const big = randomBytes(9_000_000);
    const path = join(home, 'big.evidence.zip');
    writeFileSync(path, forge().put('data/big.bin', big).zip());
    const opened = await openBundleFile(path);
    try {
      rmSync(path);
      writeFileSync(path, 'something else');
      const paths = await extractBundle(opened, join(home, 'out'));
      expect(paths).toHaveLength(files.size + 1);
      expect(Buffer.compare(readFileSync(join(home, 'out', top, 'data/big.bin')), big)).toBe(0);
    } finally {
      opened.close();
    }
  });

  test('notices what the second reader reads otherwise, and leaves nothing', async () => {
    const { opening } = inMemory(good);
    const changed = Uint8Array.from(good);
    const at = Buffer.from(good).indexOf('BagIt-Version');
    changed[at] = 0x62;
    await expect(extractBundle({ opening, zip: bufferSource(changed) }, join(home, 'out'))).rejects.toMatchObject({ code: 'bundle-refused' });
    const other = inMemory(forge().put('data/more.txt', 'more').zip());
    await expect(extractBundle({ opening, zip: other.zip }, join(home, 'out'))).rejects.toMatchObject({ code: 'bundle-refused' });
    await expect(extractBundle({ opening: other.opening, zip: bufferSource(good) }, join(home, 'out'))).rejects.toMatchObject({ code: 'bundle-refused' });
    expect(readdirSync(home)).toEqual([]);
  });

  test('takes an empty folder', async () => {
    mkdirSync(join(home, 'out'));
    expect(await codeOf(good, join(home, 'out'))).toBe('done');
  });

  test('leaves alone what is there', async () => {
    mkdirSync(join(home, 'out'));
    writeFileSync(join(home, 'out', 'mine'), 'x');
    writeFileSync(join(home, 'file'), 'x');
    expect(await codeOf(good, join(home, 'out'))).toBe('file-exists');
    expect(await codeOf(good, join(home, 'file'))).toBe('file-exists');
    expect(readdirSync(home).sort()).toEqual(['file', 'out']);
    expect(readdirSync(join(home, 'out'))).toEqual(['mine']);
  });

  test('leaves alone what appears meanwhile, and leaves nothing of its own', async () => {
    const unpacking = extractBundle(inMemory(good), join(home, 'out'));
    mkdirSync(join(home, 'out'));
    writeFileSync(join(home, 'out', 'mine'), 'x');
    await expect(unpacking).rejects.toMatchObject({ code: 'file-exists', where: join(home, 'out') });
    expect(readdirSync(home, { recursive: true }).sort()).toEqual(['out', 'out/mine']);
  });

  test('does not take a folder that cannot be read for one that is there', async () => {
    symlinkSync('loop', join(home, 'loop'));
    expect(await codeOf(good, join(home, 'loop'))).toBe('file-unwritable');
  });

  test('needs a folder to put it into', async () => {
    expect(await codeOf(good, join(home, 'no', 'such', 'folder'))).toBe('file-unwritable');
  });

  test('refuses what is not well-formed, and leaves nothing', async () => {
    const names = ['zip-malformed', 'zip-not-canonical', 'zip-name', 'zip-too-large'] as const;
    for (const name of names) expect(await codeOf((await attacks[name]()).bytes, join(home, 'out'))).toBe('bundle-refused');
    for (const name of ['twins by case', 'an absolute name', 'a backslash in a name', 'a symbolic link by its mode'])
      expect(await codeOf((await lookalikes[name]?.())?.bytes ?? new Uint8Array(), join(home, 'out'))).toBe('bundle-refused');
    expect(existsSync(join(home, 'out'))).toBe(false);
    expect(readdirSync(home)).toEqual([]);
  });
});
