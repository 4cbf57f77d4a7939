import { sealBundle } from '../bundle/seal.node.ts';
import type { Signer } from '../bundle/signer.ts';
import type { Digest } from '../core/digest.ts';
import type { RunId } from '../model/ids.ts';
import { promotedAgain } from '../promote/promote.ts';
import type { PipelinePorts } from './ports.ts';
import { writeFileWhole } from './write-file.ts';

/** Seals a promoted run once more: the same run and key give the same bytes. Throws `run-not-promoted`. */
export async function sealAgain(
  runId: RunId,
  signer: Signer,
  path: string,
  ports: PipelinePorts,
): Promise<{ readonly sha256: Digest; readonly bytes: number }> {
  const { promoted } = promotedAgain(runId, { ...ports.store, hash: ports.hash });
  const bundle = await sealBundle(promoted, { signer });
  writeFileWhole(path, bundle);
  return { sha256: ports.hash(bundle), bytes: bundle.length };
}
