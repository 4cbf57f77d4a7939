import type { ByteSource } from '../core/byte-source.ts';
import { equalBytes } from '../core/bytes.ts';
import type { Checksum, Digest, HashBytes } from '../core/digest.ts';
import { localHeader } from '../bundle/zip-profile.ts';
import type { VerificationReportFinding } from '../model/generated/documents.ts';
import { malformed, mostFindings, notCanonical } from './zip-findings.ts';
import type { ScannedBundle } from './zip-scan.ts';
import { slotAt } from './zip-slots.ts';

/** What one reading of every entry gave. */
export interface Measured {
  readonly findings: readonly VerificationReportFinding[];
  /** Of each file, in the order of the bundle. */
  readonly digests: readonly Digest[];
}

/**
 * Question 1, second half: are the local headers the ones that follow, and do the bytes have their CRC-32? The same reading
 * gives the digests that question 3 compares, so that both speak of the same bytes.
 */
export function measure(bundle: ScannedBundle, source: ByteSource, tools: { readonly hash: HashBytes; readonly checksum: Checksum }): Measured {
  const faults: EntryFault[] = [];
  const digests = bundle.paths.map((_, index) => {
    const slot = slotAt(bundle, index);
    const bytes = source.read(slot.at, slot.size);
    const header = equalBytes(source.read(slot.headerAt, slot.at - slot.headerAt), localHeader(slot));
    const crc = tools.checksum(bytes) === slot.crc;
    if (!header || !crc) faults.push({ index, header: !header, crc: !crc });
    return tools.hash(bytes);
  });
  return { digests, findings: faultFindings(bundle, faults) };
}

/** What is wrong with one entry: its local header, or the CRC-32 of its bytes. */
export interface EntryFault {
  readonly index: number;
  readonly header: boolean;
  readonly crc: boolean;
}

/** Faults, in the order of the bundle, as the report says them. */
export function faultFindings(bundle: ScannedBundle, faults: Iterable<EntryFault>): readonly VerificationReportFinding[] {
  const findings: VerificationReportFinding[] = [];
  for (const { index, header, crc } of faults) {
    const { name } = slotAt(bundle, index);
    if (header) findings.push(notCanonical(name, 'its local header is not the one that name, size and CRC give'));
    if (crc) findings.push(malformed(name, 'its bytes do not have the CRC-32 that is given for them'));
    if (findings.length >= mostFindings) break;
  }
  return findings;
}
