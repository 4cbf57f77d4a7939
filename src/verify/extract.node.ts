import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, mkdtempSync, openSync, readdirSync, renameSync, rmSync, rmdirSync, writeSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { Open } from 'unzipper';
import { piecesOf, type ByteSource } from '../core/byte-source.ts';
import { digestFromHex } from '../core/digest.ts';
import { errnoOf, writeError } from '../core/durable-files.node.ts';
import { EvidenceError } from '../core/errors.ts';
import { topFolder } from '../bundle/bundle-file.ts';
import type { OpenedBundle } from './open-bundle.ts';
import type { OpenedFile } from './open-file.node.ts';

/**
 * Unpacks an open bundle into a folder that is absent or empty; gives the paths of its files from there. unzipper, a second
 * reader, sees the bytes only after the strict pass, and must read the same, by size and digest. Piece by piece: no file is
 * held in memory. Nothing half-written stays. Throws `bundle-refused`, `file-exists`, `disk-full` or `file-unwritable`.
 */
export async function extractBundle({ opening, zip }: Pick<OpenedFile, 'opening' | 'zip'>, folder: string): Promise<readonly string[]> {
  if (!opening.ok) throw new EvidenceError('bundle-refused', { cause: opening.findings[0]?.message });
  mustBeFree(folder);
  const target = resolve(folder);
  const staged = stage(target);
  try {
    const paths = await unpack(zip, opening.bundle, staged);
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

async function unpack(zip: ByteSource, { runId, files: expected }: OpenedBundle, staged: string): Promise<readonly string[]> {
  const prefix = `${topFolder(runId)}/`;
  const { files } = await Open.custom({ size: () => Promise.resolve(zip.length), stream: (offset, length) => streamOf(zip, offset, length) });
  const paths: string[] = [];
  for (const entry of files) {
    const path = entry.path.slice(prefix.length);
    const size = entry.path.startsWith(prefix) ? expected.sizeOf(path) : undefined;
    if (size === undefined) throw otherwise(entry.path);
    const target = join(staged, entry.path);
    mkdirSync(dirname(target), { recursive: true });
    if ((await write(entry.stream(), target, size)) !== expected.digestOf(path)) throw otherwise(entry.path);
    paths.push(entry.path);
  }
  if (paths.length !== [...expected.keys()].length) throw new EvidenceError('bundle-refused', { cause: 'two readers see different files' });
  return paths;
}

/** Writes what a stream gives, as far as `size`, and gives its digest. */
async function write(content: Readable, target: string, size: number): Promise<string> {
  const sha256 = createHash('sha256');
  const file = openSync(target, 'wx');
  try {
    let left = size;
    for await (const chunk of content as AsyncIterable<Buffer>) {
      left -= chunk.length;
      if (left < 0) break;
      sha256.update(chunk);
      for (let done = 0; done < chunk.length; ) done += writeSync(file, chunk, done);
    }
    return left === 0 ? digestFromHex(sha256.digest('hex')) : 'of another size';
  } finally {
    closeSync(file);
  }
}

/** The same open file, or the same bytes, that passed: never the path again, under which something else may lie by now. */
function streamOf(zip: ByteSource, offset: number, length: number | undefined): Readable {
  const end = length === undefined || length === 0 ? zip.length : Math.min(zip.length, offset + length);
  return Readable.from(piecesOf(zip, offset, end), { objectMode: false });
}

function otherwise(path: string): EvidenceError {
  return new EvidenceError('bundle-refused', { where: path, cause: 'two readers read it differently' });
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
