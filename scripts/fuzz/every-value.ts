import { readFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { bufferSource } from '../../src/core/byte-source.ts';
import { crc32Node, digestOfNode } from '../../src/core/digest.node.ts';
import { openBundle } from '../../src/verify/open-bundle.ts';
import { scanZip } from '../../src/verify/zip-scan.ts';
import { slotAt } from '../../src/verify/zip-slots.ts';

const small = 'test/golden/v1/plain.evidence.zip';

/**
 * Every byte of a small bundle in each of its 255 other values. Question 1 must refuse all of them: where the byte is one of a
 * file, because of its CRC-32, which is all that is asked then; elsewhere by the whole of the question.
 */
export function everyValue(): boolean {
  const good = readFileSync(small);
  const bytes = Uint8Array.from(good);
  const digest = digestOfNode(bytes);
  const tools = { hash: () => digest, checksum: crc32Node };
  const scan = scanZip(bufferSource(Uint8Array.from(good)));
  if (!scan.ok) throw new Error(`${small} is no bundle`);
  const slots = scan.bundle.paths.map((_, index) => slotAt(scan.bundle, index));
  const begun = process.hrtime.bigint();
  let taken = 0;
  const each = (from: number, to: number, isRefused: () => boolean): void => {
    for (let at = from; at < to; at += 1) {
      for (let more = 1; more < 256; more += 1) {
        bytes[at] = ((good[at] ?? 0) + more) % 256;
        if (!isRefused()) taken += 1;
      }
      bytes[at] = good[at] ?? 0;
    }
  };
  let structureFrom = 0;
  for (const { at, size, crc } of slots) {
    each(structureFrom, at, () => !openBundle(bytes, tools).ok);
    const content = bytes.subarray(at, at + size);
    each(at, at + size, () => crc32(content) !== crc);
    structureFrom = at + size;
  }
  each(structureFrom, bytes.length, () => !openBundle(bytes, tools).ok);
  const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
  process.stdout.write(`${small}: ${bytes.length} bytes, ${bytes.length * 255} changes, ${taken} taken, ${Math.round(seconds)} s\n`);
  return taken === 0;
}
