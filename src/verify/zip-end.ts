import type { ByteSource } from '../core/byte-source.ts';
import { equalBytes } from '../core/bytes.ts';
import { longestName } from '../bundle/names.ts';
import {
  centralRecordBase,
  elsewhere16,
  elsewhere32,
  endRecordLength,
  endRecords,
  localHeaderBase,
  mostBytes,
  mostFiles,
  zip64EndLength,
} from '../bundle/zip-profile.ts';
import type { VerificationReportFinding } from '../model/generated/documents.ts';
import { malformed, notCanonical, tooLarge } from './zip-findings.ts';

/** Where the central directory is said to lie. */
export interface DirectoryPlace {
  readonly count: number;
  readonly offset: number;
  readonly size: number;
}

/** What stands at the very end of the file: in place and plausible, before anything is allocated for it. */
export function readEnd(source: ByteSource): DirectoryPlace | VerificationReportFinding {
  if (source.length > mostBytes) return tooLarge('end record', `${source.length} bytes`);
  const endAt = source.length - endRecordLength;
  if (endAt < 0) return malformed('end record', 'the file is shorter than an end record');
  const end = viewOf(source.read(endAt, endRecordLength));
  if (end.getUint32(0, true) !== 0x0605_4b50) return malformed('end record', 'the last 22 bytes are not an end record without a comment');
  const said = { count: end.getUint16(10, true), size: end.getUint32(12, true), offset: end.getUint32(16, true) };
  const isElsewhere = said.count === elsewhere16 || said.size === elsewhere32 || said.offset === elsewhere32;
  const place = isElsewhere ? readZip64End(source) : said;
  if ('code' in place) return place;
  const { count, size, offset } = place;
  if (count > mostFiles) return tooLarge('end record', `${count} files`);
  if (count === 0) return malformed('end record', 'the file holds nothing');
  const tailAt = isElsewhere ? endAt - zip64EndLength : endAt;
  if (offset + size !== tailAt) return malformed('end record', 'the central directory does not end where the end record begins');
  if (size < count * centralRecordBase || size > count * (centralRecordBase + longestName + longestExtra) || offset < count * localHeaderBase)
    return malformed('end record', `${count} files do not fit into what is there of them`);
  const tail = source.read(tailAt, source.length - tailAt);
  return equalBytes(tail, endRecords(count, size, offset))
    ? place
    : notCanonical('end record', 'it is not the one that number, size and place of the directory give');
}

const longestExtra = 4 + 24;

function readZip64End(source: ByteSource): DirectoryPlace | VerificationReportFinding {
  const at = source.length - endRecordLength - zip64EndLength;
  if (at < 0) return malformed('ZIP64 end record', 'the file is too short for the one that the end record points to');
  const view = viewOf(source.read(at, zip64EndLength));
  if (view.getUint32(0, true) !== 0x0606_4b50 || view.getUint32(56, true) !== 0x0706_4b50)
    return malformed('ZIP64 end record', 'the end record points to it, and it does not stand before it with its locator');
  return { count: u64(view, 32), size: u64(view, 40), offset: u64(view, 48) };
}

/** Beyond 2^53 it is not exact, and beyond every bound. */
export function u64(view: DataView, at: number): number {
  return view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32;
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
