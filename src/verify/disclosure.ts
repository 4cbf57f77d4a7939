import { compareBytewise } from '../core/bytes.ts';
import type { Digest } from '../core/digest.ts';
import { disclosurePath } from '../bundle/signature-files.ts';
import type { ManifestEntry } from '../bundle/manifest.ts';
import { mayBeWithheld } from '../bundle/withholding.ts';
import type { VerificationReport, VerificationReportFinding } from '../model/generated/documents.ts';
import { finding, type Gap } from './answers.ts';
import type { BundleFiles } from './bundle-files.ts';
import { readDocument } from './read-document.ts';
import type { WithheldFiles } from './withheld.ts';

export interface Disclosed {
  readonly files: WithheldFiles;
  readonly findings: readonly VerificationReportFinding[];
}

/**
 * Reads what the copy says of itself and holds it against the manifest: nobody signs it, so it may only name files that the
 * manifest lists, that are not here, and that the format lets out of sight.
 */
export function readDisclosure(files: BundleFiles, manifest: readonly ManifestEntry[]): Disclosed {
  const bytes = files.get(disclosurePath);
  if (bytes === undefined) return { files: new Map(), findings: [] };
  const disclosure = readDocument('disclosure', bytes);
  if (!disclosure.ok) return { files: new Map(), findings: [malformed(disclosure.why)] };
  const { withheld } = disclosure.value;
  const listed = new Map(manifest.map(({ path, sha256 }) => [path, sha256]));
  const findings: VerificationReportFinding[] = [];
  const named = new Map<string, { readonly sha256: Digest; readonly reason: string }>();
  for (const [index, { path, reason }] of withheld.entries()) {
    const sha256 = listed.get(path);
    const before = withheld[index - 1]?.path;
    if (before !== undefined && compareBytewise(before, path) >= 0) findings.push(malformed(`${path} does not stand in the order of bytes, or twice`));
    if (sha256 === undefined) findings.push(malformed(`the manifest lists no ${path}`));
    else if (files.has(path)) findings.push(malformed(`${path} is not left out`));
    else named.set(path, { sha256, reason });
    if (!mayBeWithheld(path)) findings.push(finding('integrity', 'withheld-not-allowed', path, 'the format does not let a copy leave this file out'));
  }
  return { files: named, findings };
}

/** What the report says of a copy. */
export function withheldInReport(files: WithheldFiles, of: number): VerificationReport['withheld'] {
  if (files.size === 0) return undefined;
  return { files: files.size, of, reasons: [...new Set([...files.values()].map(({ reason }) => reason))] };
}

/** Each file that is left out, as something that had no answer. */
export function withheldGaps(files: WithheldFiles): readonly Gap[] {
  return [...files].map(([path, { reason }]) => ({
    lamp: 'completeness',
    open: false,
    what: path,
    why: `withheld: ${reason}; its digest is signed, its content is not here`,
  }));
}

const malformed = (why: string): VerificationReportFinding => finding('integrity', 'withheld-malformed', disclosurePath, why);
