import { digestOfNode } from '../core/digest.node.ts';
import type { Promoted } from '../promote/promoted.ts';
import { archive } from './archive.node.ts';
import { signStatement, statementOf } from './attestation.ts';
import { inBundleOrder, topFolder } from './bundle-file.ts';
import { layOut } from './layout.ts';
import type { Signer } from './signer.ts';

/**
 * Seals a promoted run into one signed ZIP. The same run and signer give the same bytes. Throws `store-damaged`,
 * `bundle-name` or `bundle-too-large`.
 */
export async function sealBundle(promoted: Promoted, options: { readonly signer: Signer }): Promise<Uint8Array> {
  const files = layOut(promoted, digestOfNode);
  const signatures = await signStatement(statementOf(promoted, files, digestOfNode), options.signer);
  const top = topFolder(promoted.recorded.run.run_id);
  return archive(inBundleOrder([...files, ...signatures]).map(({ path, bytes }) => ({ name: `${top}/${path}`, bytes })));
}
