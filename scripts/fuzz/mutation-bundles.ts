import { sealedBytes } from '../../test/bundle/sealed.ts';
import { promotedRun } from '../../test/bundle/promoted-run.ts';
import { signer, trust } from '../../test/verify/trust.ts';
import type { Trust } from '../../src/trust/trust-policy.ts';

/** Bundles to change, and the policy that believes their signer: one that the gate let out, one that a person approved, and a large one that was judged again and again. */
export async function mutationBundles(): Promise<{ readonly bundles: readonly Uint8Array[]; readonly trust: Trust }> {
  const runs = [
    await promotedRun(),
    await promotedRun({ answer: 'The Board will perhaps meet again in spring [doc:t:brief#p1].\n', gate: { unsupported: 'review' }, approver: 'ines' }),
    await promotedRun({ judgements: 16 }),
  ];
  return { bundles: await Promise.all(runs.map((run) => sealedBytes(run, signer))), trust };
}
