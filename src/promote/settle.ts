import { EvidenceError } from '../core/errors.ts';
import type { RunId } from '../model/ids.ts';
import type { RunLocks } from '../record/ports.ts';
import type { PromotionLedger, ReleaseFolder } from './ports.ts';

export interface SettlePorts {
  readonly promotions: PromotionLedger;
  readonly release: Pick<ReleaseFolder, 'digestOf' | 'discard'>;
}

/**
 * Ends a promotion that was cut off, under the lock of its run: carried through where its folder had appeared, undone where
 * it had not. Says how the run stands then.
 */
export async function settle(runId: RunId, ports: SettlePorts): Promise<'promoted' | 'held'> {
  const state = ports.promotions.state(runId);
  if (state.status !== 'intended') return state.status === 'promoted' ? 'promoted' : 'held';
  const { folder, bundle_name, bundle_sha256 } = state.intent;
  if (bundle_sha256 !== null && (await ports.release.digestOf(folder, bundle_name)) === bundle_sha256) {
    ports.promotions.commit(runId);
    return 'promoted';
  }
  await ports.release.discard(runId, folder);
  ports.promotions.withdraw(runId);
  return 'held';
}

/** What became of a promotion that was cut off. `unsettled`: the machine did not let it be settled; the run takes nothing else until it is. */
export type Settled =
  | { readonly run_id: RunId; readonly status: 'promoted' | 'held' }
  | { readonly run_id: RunId; readonly status: 'unsettled'; readonly error: EvidenceError };

/** Settles every promotion that a process left behind when it died. Those whose process is alive are left to it. */
export async function recover(ports: SettlePorts & { readonly locks: RunLocks }): Promise<readonly Settled[]> {
  const settled: Settled[] = [];
  for (const run_id of ports.promotions.intended()) {
    try {
      settled.push({ run_id, status: await ports.locks.hold(run_id, () => settle(run_id, ports), 0) });
    } catch (error) {
      if (!(error instanceof EvidenceError)) throw error;
      // One run that cannot be settled must not keep a person from the others.
      if (error.code !== 'store-locked') settled.push({ run_id, status: 'unsettled', error });
    }
  }
  return settled;
}
