import { crc32Node, digestOfNode } from '../../src/core/digest.node.ts';
import { verifySignatureNode } from '../../src/core/ed25519.node.ts';
import { verifyBundle } from '../../src/verify/verify-bundle.ts';
import { mutationBundles } from './mutation-bundles.ts';
import { BundleMutator } from './mutants.ts';
import { Random } from './random.ts';

const tools = { hash: digestOfNode, checksum: crc32Node, verifySignature: verifySignatureNode };

/** Changes bundles at random so many times and verifies each; prints what it saw. True where all of the promises held. */
export async function mutationReport(count: number, seed: number): Promise<boolean> {
  const { bundles, trust } = await mutationBundles();
  const mutator = new BundleMutator(bundles);
  const random = new Random();
  const codes = new Map<string, number>();
  const broken: string[] = [];
  let [original, slowest] = [0, 0];
  const began = performance.now();
  // A change that gives the original back is none of them.
  for (let index = 0; index < count + original; index += 1) {
    const { how, bytes } = mutator.mutant(random.at(seed, index));
    // What earlier mutants left behind is not counted against this one.
    if (index % 100 === 0) globalThis.gc?.();
    const start = performance.now();
    const { outcome, lamps } = verifyBundle(bytes, trust, tools);
    const millis = performance.now() - start;
    slowest = Math.max(slowest, millis);
    const first = Object.values(lamps).flatMap((lamp) => lamp.findings)[0]?.code ?? 'none';
    codes.set(first, (codes.get(first) ?? 0) + 1);
    const same = mutator.isOriginal(bytes);
    if (same) original += 1;
    if ((outcome === 'rejected') === same || millis > 1000) broken.push(`${index} (${how}): ${outcome} in ${Math.round(millis)} ms`);
  }
  const mebibytes = Math.round(process.resourceUsage().maxRSS / 1024);
  for (const line of broken.slice(0, 20)) process.stderr.write(`BROKEN ${line} (seed ${seed})\n`);
  process.stdout.write(
    `${count + original} mutations of ${bundles.length} bundles of ${bundles.map(({ length }) => length).join(', ')} bytes, seed ${seed}: ${original} gave the original and were verified, ` +
      `${count - broken.length} were rejected, ${broken.length} broke a promise; slowest ${Math.round(slowest)} ms, ` +
      `${mebibytes} MB of memory at most, ${Math.round((performance.now() - began) / 1000)} s\n`,
  );
  const rows = [...codes].sort(([, a], [, b]) => b - a).map(([code, times]) => `${code} ${times}`);
  process.stdout.write(`first finding: ${rows.join(', ')}\n`);
  return broken.length === 0 && mebibytes <= 200;
}
