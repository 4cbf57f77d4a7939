import type { Brand } from '../core/brand.ts';
import { equalBytes } from '../core/bytes.ts';
import { crc32, type Checksum } from '../core/digest.ts';
import { compareInBundle, topFolder } from '../bundle/bundle-file.ts';
import { longestName, Names } from '../bundle/names.ts';
import {
  centralHeaderLength,
  directoryOf,
  endRecordLength,
  localHeader,
  localHeaderLength,
  mostBytes,
  mostFiles,
  type ZipEntry,
} from '../bundle/zip-profile.ts';
import type { VerificationReportFinding } from '../model/generated/documents.ts';
import { asRunId, type RunId } from '../model/ids.ts';
import { finding } from './answers.ts';

interface ScannedFiles {
  /** Of the top folder. */
  readonly runId: RunId;
  /** Bytes by path below the top folder, in the order of the bundle. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** A file in our ZIP profile: one reading, clean names, one top folder. Nothing is said of its contents. Minted by `scanZip` alone. */
export type ScannedBundle = Brand<ScannedFiles, 'ScannedBundle'>;

export type Scan = { readonly ok: true; readonly bundle: ScannedBundle } | { readonly ok: false; readonly findings: readonly VerificationReportFinding[] };

interface Located extends ZipEntry {
  readonly header: Uint8Array;
  readonly bytes: Uint8Array;
}

/**
 * Question 1: is this our ZIP profile? Of the file's structure only names, sizes and CRCs are taken; all of it is then
 * written again from them and compared, so that no byte can say anything else. Nothing is allocated that the file's own
 * length does not bound.
 */
export function scanZip(bytes: Uint8Array, checksum: Checksum = crc32): Scan {
  const end = readEndRecord(bytes);
  if ('code' in end) return { ok: false, findings: [end] };
  const entries = readDirectory(bytes, end);
  if ('code' in entries) return { ok: false, findings: [entries] };
  const located = locate(bytes, entries, end.offset);
  if (located === undefined) return { ok: false, findings: [malformed('central directory', 'the sizes it gives do not fill the file up to it')] };
  const named = nameFindings(located);
  const findings = [...encodingFindings(bytes, located, end.offset, checksum), ...named.findings];
  if (findings.length > 0 || named.runId === undefined) return { ok: false, findings };
  const prefix = topFolder(named.runId).length + 1;
  const scanned: ScannedFiles = { runId: named.runId, files: new Map(located.map((entry) => [entry.name.slice(prefix), entry.bytes])) };
  return { ok: true, bundle: scanned as ScannedBundle };
}

interface EndRecord {
  readonly count: number;
  /** Where the central directory begins, and where it ends. */
  readonly offset: number;
  readonly end: number;
}

function readEndRecord(bytes: Uint8Array): EndRecord | VerificationReportFinding {
  if (bytes.length > mostBytes) return tooLarge(`${bytes.length} bytes`);
  const at = bytes.length - endRecordLength;
  if (at < 0) return malformed('end record', 'the file is shorter than an end record');
  const view = viewOf(bytes);
  if (view.getUint32(at, true) !== 0x0605_4b50) return malformed('end record', 'the last 22 bytes are not an end record without a comment');
  const count = view.getUint16(at + 10, true);
  const size = view.getUint32(at + 12, true);
  const offset = view.getUint32(at + 16, true);
  if (count > mostFiles || size > mostBytes || offset > mostBytes) return tooLarge('the end record points to ZIP64');
  if (count === 0) return malformed('end record', 'the file holds nothing');
  if (offset + size !== at) return malformed('end record', 'the central directory does not end where the end record begins');
  return { count, offset, end: at };
}

function readDirectory(bytes: Uint8Array, { count, offset, end }: EndRecord): readonly ZipEntry[] | VerificationReportFinding {
  const view = viewOf(bytes);
  // One character a byte; what is not ASCII is refused when the name is looked at.
  const text = new TextDecoder('latin1').decode(bytes.subarray(offset, end));
  const entries: ZipEntry[] = [];
  let at = offset;
  for (let number = 1; number <= count; number += 1) {
    const where = `central directory, record ${number}`;
    if (at + centralHeaderLength > end || view.getUint32(at, true) !== 0x0201_4b50) return malformed(where, 'no record begins here');
    const nameLength = view.getUint16(at + 28, true);
    const nameAt = at + centralHeaderLength;
    if (nameLength > longestName) return finding('integrity', 'zip-name', where, `a name of ${nameLength} bytes; ${longestName} are allowed`);
    if (nameAt + nameLength > end) return malformed(where, 'its name reaches out of the directory');
    entries.push({ name: text.slice(nameAt - offset, nameAt - offset + nameLength), size: view.getUint32(at + 24, true), crc: view.getUint32(at + 16, true) });
    at = nameAt + nameLength;
  }
  return at === end ? entries : malformed('central directory', 'it holds more than its records');
}

/** Where each entry lies, one behind the other from byte 0; undefined where they do not end at the directory. */
function locate(bytes: Uint8Array, entries: readonly ZipEntry[], end: number): readonly Located[] | undefined {
  let at = 0;
  const located: Located[] = [];
  for (const entry of entries) {
    const contentAt = at + localHeaderLength + entry.name.length;
    const next = contentAt + entry.size;
    if (next > end) return undefined;
    located.push({ ...entry, header: bytes.subarray(at, contentAt), bytes: bytes.subarray(contentAt, next) });
    at = next;
  }
  return at === end ? located : undefined;
}

function encodingFindings(bytes: Uint8Array, located: readonly Located[], directoryAt: number, checksum: Checksum): readonly VerificationReportFinding[] {
  const findings: VerificationReportFinding[] = [];
  for (const entry of located) {
    if (!equalBytes(entry.header, localHeader(entry)))
      findings.push(notCanonical(printable(entry.name), 'its local header is not the one that name, size and CRC give'));
    if (checksum(entry.bytes) !== entry.crc) findings.push(malformed(printable(entry.name), 'its bytes do not have the CRC-32 that is given for them'));
  }
  if (!equalBytes(bytes.subarray(directoryAt), directoryOf(located)))
    findings.push(notCanonical('central directory', 'it is not the one that names, sizes and CRCs give'));
  return findings;
}

function nameFindings(located: readonly Located[]): { readonly runId: RunId | undefined; readonly findings: readonly VerificationReportFinding[] } {
  const findings: VerificationReportFinding[] = [];
  const names = new Names();
  const first = located[0]?.name.split('/')[0] ?? '';
  const runId = first.startsWith('evidence-') ? asRunId(first.slice('evidence-'.length)) : undefined;
  if (runId === undefined) findings.push(finding('integrity', 'zip-name', printable(first), 'the top folder is not named evidence- and a run id'));
  for (const { name } of located) {
    const problem = names.add(name) ?? (name.startsWith(`${first}/`) ? undefined : `lies outside of ${printable(first)}`);
    if (problem !== undefined) findings.push(finding('integrity', 'zip-name', printable(name), `the name ${problem}`));
  }
  const paths = located.map(({ name }) => name.slice(first.length + 1));
  const misplaced = paths.find((path, index) => index > 0 && compareInBundle(paths[index - 1] ?? '', path) > 0);
  if (misplaced !== undefined) findings.push(notCanonical(printable(misplaced), 'the files are not in the order of the bundle'));
  return { runId, findings };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A name before it is known to be clean: quoted, so that it cannot speak to a terminal. */
function printable(name: string): string {
  return /^[ -~]*$/.test(name) ? name : JSON.stringify(name).replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

const malformed = (where: string, why: string): VerificationReportFinding => finding('integrity', 'zip-malformed', where, why);
const notCanonical = (where: string, why: string): VerificationReportFinding => finding('integrity', 'zip-not-canonical', where, why);
const tooLarge = (why: string): VerificationReportFinding =>
  finding('integrity', 'zip-too-large', 'end record', `${why}: this format ends at ${mostFiles} files and 4 GiB`);
