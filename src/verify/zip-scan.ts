import type { Brand } from '../core/brand.ts';
import type { ByteSource } from '../core/byte-source.ts';
import { compareInBundle } from '../bundle/bundle-file.ts';
import { Names } from '../bundle/names.ts';
import { localHeaderLength } from '../bundle/zip-profile.ts';
import type { VerificationReportFinding } from '../model/generated/documents.ts';
import { asRunId, type RunId } from '../model/ids.ts';
import { readDirectory } from './zip-directory.ts';
import { readEnd, type DirectoryPlace } from './zip-end.ts';
import { badName, malformed, mostFindings, notCanonical, printable } from './zip-findings.ts';
import type { ZipSlots } from './zip-slots.ts';

interface ScannedSlots extends ZipSlots {
  /** Of the top folder. */
  readonly runId: RunId;
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
  const place = readEnd(source);
  if ('code' in place) return { ok: false, findings: [place] };
  const { slots, findings } = readSlots(source, place);
  const top = slots.prefix.slice(0, -1);
  const runId = top.startsWith('evidence-') ? asRunId(top.slice('evidence-'.length)) : undefined;
  if (runId === undefined || findings.length > 0) {
    const named = runId === undefined ? [badName(printable(top), 'the top folder is not named evidence- and a run id')] : [];
    return { ok: false, findings: [...findings, ...named] };
  }
  const scanned: ScannedSlots = { runId, ...slots };
  return { ok: true, bundle: scanned as ScannedBundle };
}

/** All records of the directory, as far as they can be told from each other, each held against the profile and those before it. */
function readSlots(source: ByteSource, place: DirectoryPlace): { readonly slots: ZipSlots; readonly findings: readonly VerificationReportFinding[] } {
  const sizes = new Float64Array(place.count);
  const crcs = new Uint32Array(place.count);
  const headerAts = new Float64Array(place.count);
  const paths: string[] = [];
  const findings: VerificationReportFinding[] = [];
  let names = new Names();
  let top = new Uint8Array(0);
  let prefix = '';
  let end = 0;
  const broken = readDirectory(source, place, ({ name, size, crc, headerAt, isCanonical }, index) => {
    if (index === 0) {
      top = name.slice(0, name.indexOf(slash) + 1);
      prefix = textOf(top);
      names = new Names(prefix.length);
    }
    const isBelow = begins(name, top);
    const path = textOf(isBelow ? name.subarray(top.length) : name);
    const problem = isBelow ? names.add(path) : `lies outside of ${printable(prefix)}`;
    if (problem !== undefined) findings.push(badName(printable(textOf(name)), `the name ${problem}`));
    if (index > 0 && compareInBundle(paths[index - 1] ?? '', path) > 0)
      findings.push(notCanonical(printable(path), 'the files are not in the order of the bundle'));
    if (!isCanonical) findings.push(notCanonical(`central directory, record ${index + 1}`, 'it is not the one that name, size, CRC and place give'));
    sizes[index] = size;
    crcs[index] = crc;
    headerAts[index] = headerAt;
    paths.push(path);
    end = headerAt + localHeaderLength({ name, size }) + size;
    return end <= place.offset && findings.length < mostFindings;
  });
  if (broken !== undefined) findings.push(broken);
  else if (end !== place.offset) findings.push(malformed('central directory', 'the sizes it gives do not fill the file up to it'));
  return { slots: { prefix, paths, sizes, crcs, headerAts }, findings };
}

const slash = 0x2f;
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Text of a name; of one that is not even UTF-8, a character a byte. */
function textOf(name: Uint8Array): string {
  try {
    return decoder.decode(name);
  } catch {
    return String.fromCharCode(...name);
  }
}

function begins(name: Uint8Array, top: Uint8Array): boolean {
  for (let i = 0; i < top.length; i += 1) if (name[i] !== top[i]) return false;
  return name.length >= top.length;
}
