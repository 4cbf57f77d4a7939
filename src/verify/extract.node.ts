import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, rmdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { Open } from 'unzipper';
import { equalBytes } from '../core/bytes.ts';
import { errnoOf, writeError } from '../core/durable-files.node.ts';
import { crc32Node, digestOfNode } from '../core/digest.node.ts';
import { EvidenceError } from '../core/errors.ts';
import { topFolder } from '../bundle/bundle-file.ts';
import { openBundle, type OpenedBundle } from './open-bundle.ts';

/**
 * Unpacks a bundle into a folder that is absent or empty; gives the paths of its files from there. unzipper, a second
 * reader, sees the bytes only after the strict pass, and must read the same. Nothing half-written stays. Throws
 * `bundle-refused`, `file-exists`, `disk-full` or `file-unwritable`.
 */
export async function extractBundle(bytes: Uint8Array, folder: string): Promise<readonly string[]> {
  const scan = openBundle(bytes, { hash: digestOfNode, checksum: crc32Node });
  if (!scan.ok) throw new EvidenceError('bundle-refused', { cause: scan.findings[0]?.message });
  mustBeFree(folder);
  const target = resolve(folder);
  const staged = stage(target);
  try {
    const paths = await unpack(bytes, scan.bundle, staged);
    if (mustBeFree(folder)) rmdirSync(target);
    renameSync(staged, target);
    return paths;
  } catch (error) {
    rmSync(staged, { recursive: true, force: true });
    throw writeError(error, folder);
  }
}

/** A folder beside the target, so that one rename on the same disk makes it appear. */
function stage(target: string): string {
  try {
    return mkdtempSync(join(dirname(target), `.${basename(target)}.`));
  } catch (error) {
    throw writeError(error, target);
  }
}

async function unpack(bytes: Uint8Array, bundle: OpenedBundle, staged: string): Promise<readonly string[]> {
  const prefix = `${topFolder(bundle.runId)}/`;
  const { files } = await Open.buffer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  const paths: string[] = [];
  for (const entry of files) {
    const expected = bundle.files.get(entry.path.slice(prefix.length));
    const content = await entry.buffer();
    if (expected === undefined || !equalBytes(content, expected))
      throw new EvidenceError('bundle-refused', { where: entry.path, cause: 'two readers read it differently' });
    const path = join(staged, entry.path);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content, { flag: 'wx' });
    paths.push(entry.path);
  }
  if (paths.length !== [...bundle.files.keys()].length) throw new EvidenceError('bundle-refused', { cause: 'two readers see different files' });
  return paths;
}

/** Whether the folder is there, and empty. Throws `file-exists` where it is not empty, or is no folder. */
function mustBeFree(folder: string): boolean {
  try {
    if (readdirSync(folder).length === 0) return true;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false;
    if (errnoOf(error) !== 'ENOTDIR') throw writeError(error, folder);
  }
  throw new EvidenceError('file-exists', { where: folder });
}
