import type { Brand } from '../core/brand.ts';
import type { ByteSource } from '../core/byte-source.ts';
import { equalBytes } from '../core/bytes.ts';
import { compareInBundle, topFolder } from '../bundle/bundle-file.ts';
import { longestName, Names } from '../bundle/names.ts';
import { centralHeaderLength, directoryOf, endRecordLength, localHeaderLength, mostBytes, mostFiles, type ZipEntry } from '../bundle/zip-profile.ts';
import type { VerificationReportFinding } from '../model/generated/documents.ts';
import { asRunId, type RunId } from '../model/ids.ts';
import { finding } from './answers.ts';

/** Where an entry lies: its local header from `headerAt`, and at once its bytes, from `at` on. */
export interface ZipSlot extends ZipEntry {
  readonly headerAt: number;
  readonly at: number;
}

interface ScannedSlots {
  /** Of the top folder. */
  readonly runId: RunId;
  /** By path below the top folder, in the order of the bundle. */
  readonly slots: ReadonlyMap<string, ZipSlot>;
}

/**
 * A file whose directory is in our ZIP profile: clean names in one top folder, entries one behind the other. Nothing is said of
 * local headers and contents: `measure` looks at those. Minted by `scanZip` alone.
 */
export type ScannedBundle = Brand<ScannedSlots, 'ScannedBundle'>;

export type Scan = { readonly ok: true; readonly bundle: ScannedBundle } | { readonly ok: false; readonly findings: readonly VerificationReportFinding[] };

/**
 * Question 1, first half: is this our ZIP profile? Of the file's structure only names, sizes and CRCs are taken; all of it is
 * then written again from them and compared, so that no byte can say anything else. Nothing is allocated that the file's own
 * length does not bound.
 */
export function scanZip(source: ByteSource): Scan {
  const end = readEndRecord(source);
  if ('code' in end) return { ok: false, findings: [end] };
  const directory = source.read(end.offset, source.length - end.offset);
  const entries = readDirectory(directory, end);
  if ('code' in entries) return { ok: false, findings: [entries] };
  const slots = locate(entries, end.offset);
  if (slots === undefined) return { ok: false, findings: [malformed('central directory', 'the sizes it gives do not fill the file up to it')] };
  const named = nameFindings(slots);
  const findings = equalBytes(directory, directoryOf(slots))
    ? named.findings
    : [notCanonical('central directory', 'it is not the one that names, sizes and CRCs give'), ...named.findings];
  if (findings.length > 0 || named.runId === undefined) return { ok: false, findings };
  const prefix = topFolder(named.runId).length + 1;
  const scanned: ScannedSlots = { runId: named.runId, slots: new Map(slots.map((slot) => [slot.name.slice(prefix), slot])) };
  return { ok: true, bundle: scanned as ScannedBundle };
}

interface EndRecord {
  readonly count: number;
  /** Where the central directory begins, and its length. */
  readonly offset: number;
  readonly size: number;
}

function readEndRecord(source: ByteSource): EndRecord | VerificationReportFinding {
  if (source.length > mostBytes) return tooLarge(`${source.length} bytes`);
  const at = source.length - endRecordLength;
  if (at < 0) return malformed('end record', 'the file is shorter than an end record');
  const view = viewOf(source.read(at, endRecordLength));
  if (view.getUint32(0, true) !== 0x0605_4b50) return malformed('end record', 'the last 22 bytes are not an end record without a comment');
  const count = view.getUint16(10, true);
  const size = view.getUint32(12, true);
  const offset = view.getUint32(16, true);
  if (count > mostFiles || size > mostBytes || offset > mostBytes) return tooLarge('the end record points to ZIP64');
  if (count === 0) return malformed('end record', 'the file holds nothing');
  if (offset + size !== at) return malformed('end record', 'the central directory does not end where the end record begins');
  return { count, offset, size };
}

function readDirectory(directory: Uint8Array, { count, size }: EndRecord): readonly ZipEntry[] | VerificationReportFinding {
  const view = viewOf(directory);
  // One character a byte; what is not ASCII is refused when the name is looked at.
  const text = new TextDecoder('latin1').decode(directory.subarray(0, size));
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let number = 1; number <= count; number += 1) {
    const where = `central directory, record ${number}`;
    if (at + centralHeaderLength > size || view.getUint32(at, true) !== 0x0201_4b50) return malformed(where, 'no record begins here');
    const nameLength = view.getUint16(at + 28, true);
    const nameAt = at + centralHeaderLength;
    if (nameLength > longestName) return finding('integrity', 'zip-name', where, `a name of ${nameLength} bytes; ${longestName} are allowed`);
    if (nameAt + nameLength > size) return malformed(where, 'its name reaches out of the directory');
    entries.push({ name: text.slice(nameAt, nameAt + nameLength), size: view.getUint32(at + 24, true), crc: view.getUint32(at + 16, true) });
    at = nameAt + nameLength;
  }
  return at === size ? entries : malformed('central directory', 'it holds more than its records');
}

/** Where each entry lies, one behind the other from byte 0; undefined where they do not end at the directory. */
function locate(entries: readonly ZipEntry[], end: number): readonly ZipSlot[] | undefined {
  let headerAt = 0;
  const slots: ZipSlot[] = [];
  for (const entry of entries) {
    const at = headerAt + localHeaderLength + entry.name.length;
    slots.push({ ...entry, headerAt, at });
    headerAt = at + entry.size;
    if (headerAt > end) return undefined;
  }
  return headerAt === end ? slots : undefined;
}

function nameFindings(slots: readonly ZipSlot[]): { readonly runId: RunId | undefined; readonly findings: readonly VerificationReportFinding[] } {
  const findings: VerificationReportFinding[] = [];
  const names = new Names();
  const first = slots[0]?.name.split('/')[0] ?? '';
  const runId = first.startsWith('evidence-') ? asRunId(first.slice('evidence-'.length)) : undefined;
  if (runId === undefined) findings.push(finding('integrity', 'zip-name', printable(first), 'the top folder is not named evidence- and a run id'));
  for (const { name } of slots) {
    const problem = names.add(name) ?? (name.startsWith(`${first}/`) ? undefined : `lies outside of ${printable(first)}`);
    if (problem !== undefined) findings.push(finding('integrity', 'zip-name', printable(name), `the name ${problem}`));
  }
  const paths = slots.map(({ name }) => name.slice(first.length + 1));
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
