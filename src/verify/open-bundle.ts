import { bufferSource } from '../core/byte-source.ts';
import type { Checksum, HashBytes } from '../core/digest.ts';
import type { VerificationReportFinding } from '../model/generated/documents.ts';
import type { RunId } from '../model/ids.ts';
import { bundleFiles, type BundleFiles } from './bundle-files.ts';
import { measure } from './measure.ts';
import { scanZip } from './zip-scan.ts';

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
  if (!scan.ok) return scan;
  const { findings, digests } = measure(scan.bundle, source, tools);
  if (findings.length > 0) return { ok: false, findings };
  return { ok: true, bundle: { runId: scan.bundle.runId, files: bundleFiles(scan.bundle, source, digests, tools.hash) } };
}
