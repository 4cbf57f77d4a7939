import type { Digest } from '../core/digest.ts';
import { referencesOf } from '../bundle/references.ts';
import { hidesItsContent } from '../bundle/withholding.ts';
import type { VerificationReportFinding } from '../model/generated/documents.ts';
import { finding } from './answers.ts';
import type { Recorded } from './references.ts';
import type { WithheldFiles } from './withheld.ts';

/** The files that a disclosure copy leaves out, as the documents that are here speak of them. */
export interface AbsentFiles {
  readonly files: ReadonlyMap<string, { readonly sha256: Digest; readonly size: number }>;
  readonly findings: readonly VerificationReportFinding[];
}

/** Gives each absent file the size that the references to it name. One whose digest would tell its content may not be absent. */
export function absentFiles(withheld: WithheldFiles, { documents, recorded, spans }: Recorded): AbsentFiles {
  const files = new Map<string, { readonly sha256: Digest; readonly size: number }>();
  const findings: VerificationReportFinding[] = [];
  if (withheld.size === 0) return { files, findings };
  const references = [...referencesOf({ ...documents, recorded }, spans)];
  for (const [path, { sha256 }] of withheld) {
    const refs = references.filter(({ ref }) => ref.sha256 === sha256).map(({ ref }) => ref);
    files.set(path, { sha256, size: refs[0]?.bytes ?? 0 });
    if (refs.length === 0 || !refs.every(hidesItsContent))
      findings.push(finding('completeness', 'withheld-not-allowed', path, 'it carries no salt, so that its digest may tell what it says'));
  }
  return { files, findings };
}
