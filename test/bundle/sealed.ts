import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sealBundle } from '../../src/bundle/seal.node.ts';
import type { Signer } from '../../src/bundle/signer.ts';
import type { Promoted } from '../../src/promote/promoted.ts';

/** The bytes of a promoted run, sealed. */
export async function sealedBytes(promoted: Promoted, signer: Signer): Promise<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), 'sealed-'));
  try {
    const to = join(folder, 'run.evidence.zip');
    await sealBundle(promoted, { signer, to });
    // Not a Buffer: a page has none, and its checks know them apart.
    return new Uint8Array(readFileSync(to));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
