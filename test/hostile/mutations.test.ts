import { randomInt } from 'node:crypto';
import { expect, test } from 'vitest';
import { mutationBundles } from '../../scripts/fuzz/mutation-bundles.ts';
import { BundleMutator } from '../../scripts/fuzz/mutants.ts';
import { Random } from '../../scripts/fuzz/random.ts';
import { crc32Node, digestOfNode } from '../../src/core/digest.node.ts';
import { verifySignatureNode } from '../../src/core/ed25519.node.ts';
import { verifyBundle } from '../../src/verify/verify-bundle.ts';

// `npm run fuzz -- mutations --count 100000` does the same at length. The second seed is another one each time.
const { bundles, trust } = await mutationBundles();
const tools = { hash: digestOfNode, checksum: crc32Node, verifySignature: verifySignatureNode };

test.each([1, randomInt(2 ** 31)])('a thousand random changes of bundles are all rejected: seed %i', { timeout: 120_000 }, (seed) => {
  const mutator = new BundleMutator(bundles);
  const random = new Random();
  const wrong: string[] = [];
  const beyondTheZip = new Set<string>();
  for (let index = 0; index < 1000; index += 1) {
    const { how, bytes } = mutator.mutant(random.at(seed, index));
    const { outcome, lamps } = verifyBundle(bytes, trust, tools);
    if (outcome !== (mutator.isOriginal(bytes) ? 'verified' : 'rejected')) wrong.push(`--seed ${seed}, number ${index}: ${how}: ${outcome}`);
    for (const { code } of Object.values(lamps).flatMap((lamp) => lamp.findings)) if (!code.startsWith('zip-')) beyondTheZip.add(code);
  }
  expect(wrong).toEqual([]);
  // The changes reach what lies behind question 1.
  expect([...beyondTheZip]).toEqual(expect.arrayContaining(['manifest-mismatch', 'subject-mismatch', 'file-missing', 'file-unlisted', 'signature-invalid']));
});
