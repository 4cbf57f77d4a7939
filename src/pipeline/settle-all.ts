import { releaseFolder } from '../promote/release-folder.node.ts';
import { recover, type Settled } from '../promote/settle.ts';
import type { Store } from '../store/store.ts';

/** Ends every promotion that was cut off: carried through where its folder had appeared, undone where it had not. */
export async function settleAll(store: Store): Promise<readonly Settled[]> {
  return await recover({ promotions: store.promotions, locks: store.locks, release: releaseFolder() });
}
