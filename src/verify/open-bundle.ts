import { bufferSource, type ByteSource } from '../core/byte-source.ts';
import type { Checksum, HashBytes } from '../core/digest.ts';
import type { VerificationReportFinding } from '../model/generated/documents.ts';
import type { RunId } from '../model/ids.ts';
import { bundleFiles, type BundleFiles } from './bundle-files.ts';
import { measure, type Measured } from './measure.ts';
import { scanZip, type ScannedBundle } from './zip-scan.ts';

/** A bundle after question 1: in the ZIP profile, with clean names in one top folder. Nothing is said of its contents. */
export interface OpenedBundle {
  readonly runId: RunId;
  readonly files: BundleFiles;
}

export type Opening = { readonly ok: true; readonly bundle: OpenedBundle } | { readonly ok: false; readonly findings: readonly VerificationReportFinding[] };

/** Question 1 of a bundle in memory. */
export function openBundle(bytes: Uint8Array, tools: { readonly hash: HashBytes; readonly checksum: Checksum }): Opening {
  const source = bufferSource(bytes);
  const scan = scanZip(source);
  return scan.ok ? openingOf(scan.bundle, source, measure(scan.bundle, source, tools), tools.hash) : scan;
}

/** What the two halves of question 1 gave. */
export function openingOf(bundle: ScannedBundle, source: ByteSource, { findings, digests }: Measured, hash: HashBytes): Opening {
  if (findings.length > 0) return { ok: false, findings };
  return { ok: true, bundle: { runId: bundle.runId, files: bundleFiles(bundle, source, digests, hash) } };
}
