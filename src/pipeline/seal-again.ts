import type { WrittenFile } from '../bundle/parallel-writer.node.ts';
import type { RunId } from '../model/ids.ts';
import { promotedAgain } from '../promote/promote.ts';
import type { PipelinePorts } from './ports.ts';
import { sealTo, type Sealing } from './seal-to.ts';

/** Seals a promoted run once more: the same run and key give the same bytes. Throws `run-not-promoted`, and what sealing throws. */
export async function sealAgain(runId: RunId, path: string, sealing: Sealing, ports: PipelinePorts): Promise<WrittenFile> {
  const { promoted } = promotedAgain(runId, { ...ports.store, hash: ports.hash });
  return await sealTo(path, promoted, sealing);
}
