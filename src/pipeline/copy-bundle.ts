import { createHash, type Hash } from 'node:crypto';
import { writeSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { compareInBundle, type BundleFile } from '../bundle/bundle-file.ts';
import { directoryPieces, localHeader, zipLength, type ZipEntry } from '../bundle/zip-profile.ts';
import type { ByteSource } from '../core/byte-source.ts';
import { equalBytes } from '../core/bytes.ts';
import { digestFromBytes } from '../core/digest.node.ts';
import type { Digest } from '../core/digest.ts';
import { EvidenceError } from '../core/errors.ts';
import { writeWhole } from '../core/whole-file.node.ts';
import { scanZip, type ScannedBundle } from '../verify/zip-scan.ts';
import { slotAt, type ZipSlot } from '../verify/zip-slots.ts';

type Part = ZipEntry & { readonly path: string } & ({ readonly bytes: Uint8Array } | { readonly slot: ZipSlot });

const chunkLength = 0x10_0000;
/** After so many bytes signals are heard. */
const breath = 0x400_0000;

export interface Copied {
  /** Of the whole file. */
  readonly sha256: Digest;
  readonly bytes: number;
}

/**
 * Copies a bundle with some files put in or put in place of others, and some left out; in flat memory, however large it is.
 * `where` names it in errors. Each file is held against its header and its CRC-32 while it is copied: what is not a well-formed
 * bundle throws `bundle-refused`, and leaves nothing at `to`, which may be the bundle itself.
 */
export async function copyBundle(
  source: ByteSource,
  where: string,
  files: readonly BundleFile[],
  to: string,
  without: ReadonlySet<string> = new Set(),
): Promise<Copied> {
  const scan = scanZip(source);
  if (!scan.ok) throw new EvidenceError('bundle-refused', { where, cause: scan.findings[0]?.message });
  const parts = partsOf(scan.bundle, files, without);
  const bytes = zipLength(parts.map(({ name, size }) => ({ name, bytes: { length: size } })));
  const sha256 = await writeWhole(to, async (file) => {
    const out = new Output(file);
    let rested = 0;
    for (const part of parts) {
      out.write(localHeader(part));
      if ('bytes' in part) out.write(part.bytes);
      else copySlot(part.slot, source, where, out);
      if (out.length - rested < breath) continue;
      rested = out.length;
      await setImmediate();
    }
    for (const piece of directoryPieces(parts)) out.write(piece);
    return out.digest();
  });
  return { sha256, bytes };
}

function partsOf(bundle: ScannedBundle, files: readonly BundleFile[], without: ReadonlySet<string>): readonly Part[] {
  const gone = new Set([...without, ...files.map(({ path }) => path)]);
  const kept = bundle.paths.flatMap((path, index): readonly Part[] => {
    if (gone.has(path)) return [];
    const slot = slotAt(bundle, index);
    return [{ path, name: slot.name, size: slot.size, crc: slot.crc, slot }];
  });
  const put = files.map(({ path, bytes }): Part => ({ path, name: bundle.prefix + path, size: bytes.length, crc: crc32(bytes), bytes }));
  return [...kept, ...put].sort((a, b) => compareInBundle(a.path, b.path));
}

function copySlot(slot: ZipSlot, source: ByteSource, where: string, out: Output): void {
  const refused = (cause: string): EvidenceError => new EvidenceError('bundle-refused', { where, cause: `${slot.name}: ${cause}` });
  if (!equalBytes(source.read(slot.headerAt, slot.at - slot.headerAt), localHeader(slot))) throw refused('its local header is not the one that follows');
  let crc = 0;
  for (let done = 0; done < slot.size; done += chunkLength) {
    const chunk = source.read(slot.at + done, Math.min(chunkLength, slot.size - done));
    crc = crc32(chunk, crc);
    out.write(chunk);
  }
  if (crc !== slot.crc) throw refused('its bytes do not have the CRC-32 that is given for them');
}

/** A file that is written from its beginning to its end, and the digest of it. */
class Output {
  readonly #file: number;
  readonly #hash: Hash = createHash('sha256');
  length = 0;

  constructor(file: number) {
    this.#file = file;
  }

  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#file, bytes, at);
    this.#hash.update(bytes);
    this.length += bytes.length;
  }

  digest(): Digest {
    return digestFromBytes(this.#hash.digest());
  }
}
