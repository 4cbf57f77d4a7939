import { createHash } from 'node:crypto';
import { writeSync } from 'node:fs';
import { digestFromBytes, digestOfNode } from '../core/digest.node.ts';
import { writeWhole } from '../core/whole-file.node.ts';
import type { Promoted } from '../promote/promoted.ts';
import { signStatement, statementOf } from './attestation.ts';
import { entryOf, inBundleOrder, type BundleEntry } from './bundle-file.ts';
import { layOut } from './layout.ts';
import { writeInParallel, type WrittenFile } from './parallel-writer.node.ts';
import { Placement, type Artifacts } from './placement.ts';
import type { Signer } from './signer.ts';
import type { ZipFile } from './zip-profile.ts';

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
  const all = inBundleOrder([...entries, ...signatures.map((file) => entryOf(file, digestOfNode))]);
  const placement = new Placement(promoted.recorded.run.run_id, all);
  return await writeWhole(to, async (file) => {
    const write = isOrdinary(all) ? writeByArchiver : writeInParallel;
    return await write(placement, promoted.recorded, file);
  });
}

function isOrdinary(entries: readonly BundleEntry[]): boolean {
  return entries.length <= ordinary.files && entries.reduce((sum, { size }) => sum + size, 0) <= ordinary.bytes;
}

async function writeByArchiver(placement: Placement, artifacts: Artifacts, to: number): Promise<WrittenFile> {
  // Loaded where it is used: a large bundle has better use for the time and the memory.
  const { archive } = await import('./archive.node.ts');
  const whole = createHash('sha256');
  let bytes = 0;
  await archive(contents(placement, artifacts), (chunk) => {
    for (let done = 0; done < chunk.length; ) done += writeSync(to, chunk, done);
    whole.update(chunk);
    bytes += chunk.length;
  });
  return { sha256: digestFromBytes(whole.digest()), bytes };
}

function* contents(placement: Placement, artifacts: Artifacts): Generator<ZipFile> {
  for (const entry of placement.entries) yield { name: placement.nameOf(entry), bytes: placement.bytesOf(entry, artifacts, digestOfNode) };
}
