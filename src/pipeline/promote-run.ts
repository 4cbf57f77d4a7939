import { join } from 'node:path';
import type { Digest } from '../core/digest.ts';
import { shortRunId, type RunId } from '../model/ids.ts';
import type { Promoted } from '../promote/promoted.ts';
import { promote } from '../promote/promote.ts';
import { releaseFolder } from '../promote/release-folder.node.ts';
import type { AppliedPolicy } from './gate-policy.ts';
import type { PipelinePorts } from './ports.ts';
import { bundleName, sealTo, type Sealing } from './seal-to.ts';

/** Where a promoted run lies. Paths are absolute. */
export interface Released {
  readonly folder: string;
  readonly bundle: string;
  readonly sha256: Digest;
}

export type RunPromotion =
  | { readonly status: 'promoted'; readonly already: boolean; readonly promoted: Promoted; readonly released: Released }
  | { readonly status: 'held' | 'rejected'; readonly reasons: readonly string[] };

export interface PromotionWishes extends Sealing {
  /** Absolute. The run appears in a folder of its own below it, named by its input and the end of its id. */
  readonly releaseFolder: string;
  /** The gate policy that the verdict must have been reached under. Absent: any; the bundle says which. */
  readonly policy?: AppliedPolicy | undefined;
}

/** Promotes a judged run: outputs and bundle appear together in one folder, or nothing does. */
export async function promoteRun(runId: RunId, wishes: PromotionWishes, ports: PipelinePorts): Promise<RunPromotion> {
  const { run } = ports.store.runs.recorded(runId);
  const promotion = await promote(
    runId,
    {
      ...ports,
      ...ports.store,
      release: releaseFolder(),
      seal: { name: bundleName(run.input.id, wishes.compress), seal: async (promoted, path) => (await sealTo(path, promoted, wishes)).sha256 },
    },
    {
      folder: join(wishes.releaseFolder, `${run.input.id}-${shortRunId(runId)}`),
      ...(wishes.policy === undefined ? {} : { policySha256: ports.hash(wishes.policy.bytes) }),
    },
  );
  if (promotion.status !== 'promoted') return promotion;
  const { folder, bundle_name, bundle_sha256 } = promotion.intent;
  return {
    status: 'promoted',
    already: promotion.already,
    promoted: promotion.promoted,
    released: { folder, bundle: join(folder, bundle_name), sha256: bundle_sha256 },
  };
}
