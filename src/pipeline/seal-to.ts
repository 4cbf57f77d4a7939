import { rmSync } from 'node:fs';
import { compressFile, type Compression } from '../bundle/compress.node.ts';
import type { WrittenFile } from '../bundle/parallel-writer.node.ts';
import { sealBundle } from '../bundle/seal.node.ts';
import type { Signer } from '../bundle/signer.ts';
import { besideOf } from '../core/whole-file.node.ts';
import type { Promoted } from '../promote/promoted.ts';

export interface Sealing {
  readonly signer: Signer;
  /** Wraps the whole bundle, which is sealed as ever inside. */
  readonly compress?: Compression | undefined;
}

/** How the file of a bundle is called: what is wrapped says so. */
export function bundleName(name: string, compress: Compression | undefined): string {
  return `${name}.evidence.zip${compress === undefined ? '' : `.${compress}`}`;
}

/** Seals a promoted run into a file, wholly or not at all. */
export async function sealTo(to: string, promoted: Promoted, { signer, compress }: Sealing): Promise<WrittenFile> {
  if (compress === undefined) return await sealBundle(promoted, { signer, to });
  const zip = besideOf(to, 'zip');
  try {
    await sealBundle(promoted, { signer, to: zip });
    return await compressFile(zip, to, compress);
  } finally {
    rmSync(zip, { force: true });
  }
}
