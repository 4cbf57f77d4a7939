import { createHash } from 'node:crypto';
import { writeSync } from 'node:fs';
import { digestFromBytes, digestOfNode } from '../core/digest.node.ts';
import { writeWhole } from '../core/whole-file.node.ts';
import type { Promoted } from '../promote/promoted.ts';
import { archive } from './archive.node.ts';
import { signStatement, statementOf } from './attestation.ts';
import { entryOf, inBundleOrder } from './bundle-file.ts';
import { layOut } from './layout.ts';
import { writeInParallel, type WrittenFile } from './parallel-writer.node.ts';
import { bytesOf, placed, type Artifacts, type PlacedFile } from './placed-file.ts';
import type { Signer } from './signer.ts';

/**
 * What archiver writes: bundles so small that to start threads takes longer than to write them. It holds a file in memory
 * several times over, and at 100,000 files its memory goes up to 1 GB.
 */
export const ordinary = { files: 1000, bytes: 0x100_0000 } as const;

export interface SealOptions {
  readonly signer: Signer;
  /** Where the bundle goes. A file that is there is replaced once the new one is whole. */
  readonly to: string;
}

/**
 * Seals a promoted run into one signed ZIP. The same run and signer give the same bytes. Nothing half-written stays. Throws
 * `store-damaged`, `bundle-name`, `bundle-too-large`, `disk-full` or `file-unwritable`, and what the signer throws.
 */
export async function sealBundle(promoted: Promoted, { signer, to }: SealOptions): Promise<WrittenFile> {
  const entries = layOut(promoted, digestOfNode);
  const signatures = await signStatement(statementOf(promoted, entries, digestOfNode), signer);
  const files = placed(promoted.recorded, inBundleOrder([...entries, ...signatures.map((file) => entryOf(file, digestOfNode))]));
  return await writeWhole(to, async (file) => {
    const write = isOrdinary(files) ? writeByArchiver : writeInParallel;
    return await write(files, promoted.recorded, file);
  });
}

function isOrdinary(files: readonly PlacedFile[]): boolean {
  return files.length <= ordinary.files && files.reduce((sum, file) => sum + file.size, 0) <= ordinary.bytes;
}

async function writeByArchiver(files: readonly PlacedFile[], artifacts: Artifacts, to: number): Promise<WrittenFile> {
  const whole = createHash('sha256');
  let bytes = 0;
  await archive(contents(files, artifacts), (chunk) => {
    for (let done = 0; done < chunk.length; ) done += writeSync(to, chunk, done);
    whole.update(chunk);
    bytes += chunk.length;
  });
  return { sha256: digestFromBytes(whole.digest()), bytes };
}

function* contents(files: readonly PlacedFile[], artifacts: Artifacts): Generator<{ readonly name: string; readonly bytes: Uint8Array }> {
  for (const file of files) yield { name: file.name, bytes: bytesOf(file, artifacts, digestOfNode) };
}
