/** Verifies the files that stdin names, each from memory and from its file; says what it took, as JSON. */
import { readFileSync } from 'node:fs';
import { crc32Node, digestOfNode } from '../../src/core/digest.node.ts';
import { verifyBundle } from '../../src/verify/verify-bundle.ts';
import { verifyFile } from '../../src/verify/verify-file.node.ts';
import { trust } from '../../test/verify/trust.ts';

const accepted: string[] = [];
let slowest = { path: '', millis: 0 };
for (const path of JSON.parse(readFileSync(0, 'utf8')) as readonly string[]) {
  // What one archive left behind is not counted against the next.
  globalThis.gc?.();
  let began = performance.now();
  const inMemory = verifyBundle(readFileSync(path), trust, { hash: digestOfNode, checksum: crc32Node });
  let millis = performance.now() - began;
  began = performance.now();
  const fromFile = await verifyFile(path, trust);
  millis = Math.max(millis, performance.now() - began);
  if (millis > slowest.millis) slowest = { path, millis };
  const refusals = [inMemory, fromFile].map(({ outcome, lamps }) => outcome === 'rejected' && lamps.integrity.state === 'red');
  if (refusals.includes(false) || JSON.stringify(inMemory.lamps) !== JSON.stringify(fromFile.lamps)) accepted.push(path);
}
process.stdout.write(JSON.stringify({ accepted, slowest, mebibytes: Math.round(process.resourceUsage().maxRSS / 1024) }));
