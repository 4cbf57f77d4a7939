import { pathPattern } from '../bundle/path-pattern.ts';
import { disclosurePath } from '../bundle/signature-files.ts';
import { mayBeWithheld } from '../bundle/withholding.ts';
import { compareBytewise, fromUtf8 } from '../core/bytes.ts';
import { EvidenceError } from '../core/errors.ts';
import type { Disclosure } from '../model/generated/documents.ts';
import { documentBytes } from '../model/document-bytes.ts';
import { parseJson } from '../model/parse.ts';
import type { BundleFiles } from '../verify/bundle-files.ts';
import { openBundleFile, type OpenedFile } from '../verify/open-file.node.ts';
import { copyBundle } from './copy-bundle.ts';

export interface DisclosureWishes {
  readonly bundle: string;
  /** A pattern of paths from the top folder: `*` within a name, `**` through folders. */
  readonly withhold: string;
  readonly reason: string;
  readonly to: string;
}

/**
 * Writes a copy that leaves files out and says so; the manifest still lists them, and the signature still holds. A copy of a
 * copy leaves out what both name. Throws `bundle-refused`, `withhold-nothing` where no file has such a name, or
 * `withhold-forbidden` where one has that may not be left out.
 */
export async function discloseCopy(wishes: DisclosureWishes): Promise<Disclosure> {
  const opened = await openBundleFile(wishes.bundle);
  try {
    return await copyWithout(opened, wishes);
  } finally {
    opened.close();
  }
}

async function copyWithout({ opening, zip }: OpenedFile, { bundle, withhold, reason, to }: DisclosureWishes): Promise<Disclosure> {
  if (!opening.ok) throw new EvidenceError('bundle-refused', { where: bundle, cause: opening.findings[0]?.message });
  const { files } = opening.bundle;
  const matches = pathPattern(withhold);
  const chosen = [...files.keys()].filter((path) => matches(path));
  if (chosen.length === 0) throw new EvidenceError('withhold-nothing', { where: withhold });
  const forbidden = chosen.find((path) => !mayBeWithheld(path));
  if (forbidden !== undefined) throw new EvidenceError('withhold-forbidden', { where: forbidden });
  const withheld = [...withheldBefore(files), ...chosen.map((path) => ({ path, reason }))].sort((a, b) => compareBytewise(a.path, b.path));
  const disclosure: Disclosure = { format: 'evidence-gate/disclosure/1', withheld };
  await copyBundle(zip, bundle, [{ path: disclosurePath, bytes: documentBytes(disclosure) }], to, new Set(chosen));
  return disclosure;
}

function withheldBefore(files: BundleFiles): Disclosure['withheld'] {
  const bytes = files.get(disclosurePath);
  return bytes === undefined ? [] : parseJson('disclosure', fromUtf8(bytes) ?? '', disclosurePath).withheld;
}
