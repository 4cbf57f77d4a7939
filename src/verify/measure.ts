import type { ByteSource } from '../core/byte-source.ts';
import { equalBytes } from '../core/bytes.ts';
import type { Checksum, Digest, HashBytes } from '../core/digest.ts';
import { localHeader } from '../bundle/zip-profile.ts';
import type { VerificationReportFinding } from '../model/generated/documents.ts';
import { finding } from './answers.ts';
import type { ScannedBundle, ZipSlot } from './zip-scan.ts';

/** What one reading of every entry gave. */
export interface Measured {
  readonly findings: readonly VerificationReportFinding[];
  /** By path below the top folder; of every file, unless there are findings. */
  readonly digests: ReadonlyMap<string, Digest>;
}

/**
 * Question 1, second half: are the local headers the ones that follow, and do the bytes have their CRC-32? The same reading
 * gives the digests that question 3 compares, so that both speak of the same bytes.
 */
export function measure(bundle: ScannedBundle, source: ByteSource, tools: { readonly hash: HashBytes; readonly checksum: Checksum }): Measured {
  const findings: VerificationReportFinding[] = [];
  const digests = new Map<string, Digest>();
  for (const [path, slot] of bundle.slots) {
    const bytes = source.read(slot.at, slot.size);
    findings.push(...slotFindings(slot, source.read(slot.headerAt, slot.at - slot.headerAt), tools.checksum(bytes)));
    digests.set(path, tools.hash(bytes));
  }
  return { findings, digests };
}

/** What is wrong with one entry, of its local header and the CRC-32 of its bytes. */
export function slotFindings(slot: ZipSlot, header: Uint8Array, crc: number): readonly VerificationReportFinding[] {
  return [
    ...(equalBytes(header, localHeader(slot))
      ? []
      : [finding('integrity', 'zip-not-canonical', slot.name, 'its local header is not the one that name, size and CRC give')]),
    ...(crc === slot.crc ? [] : [finding('integrity', 'zip-malformed', slot.name, 'its bytes do not have the CRC-32 that is given for them')]),
  ];
}
