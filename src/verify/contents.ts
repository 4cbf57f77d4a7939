import type { Digest, HashBytes } from '../core/digest.ts';
import type { Statement } from '../model/generated/documents.ts';
import { checkIdentity, checkPapers } from './agreement.ts';
import type { Answers, Gap } from './answers.ts';
import { absentFiles } from './absent-files.ts';
import { withAbsent } from './bundle-files.ts';
import { withheldGaps } from './disclosure.ts';
import { readDocuments } from './documents.ts';
import type { OpenedBundle } from './open-bundle.ts';
import { checkPassages } from './passages.ts';
import { checkPromotion } from './promotable.ts';
import { checkRecord } from './record.ts';
import { recordedOf } from './recorded.ts';
import { checkLooseEnds, checkPayload } from './references.ts';
import { notReached } from './report.ts';
import { rerunLayers } from './rerun.ts';
import type { WithheldFiles } from './withheld.ts';

/** Questions 4, and 5 where it holds: the documents, which are now known to be what the signer signed. */
export function checkContents(
  { runId, files: here }: OpenedBundle,
  statement: Statement,
  withheld: WithheldFiles,
  hash: HashBytes,
): Pick<Answers, 'findings' | 'gaps'> {
  const { documents, findings } = readDocuments(here);
  if (documents === undefined) return { findings, gaps: notReached(4) };
  const record = checkRecord(documents, hash);
  if (record.spans === undefined) return { findings: [...record.findings, ...checkPassages(recordedOf(documents, here), hash)], gaps: notReached(4) };
  const absent = absentFiles(withheld, { documents, recorded: recordedOf(documents, here), spans: record.spans });
  const files = withAbsent(here, absent.files);
  const recorded = recordedOf(documents, files);
  const view = { documents, recorded, spans: record.spans };
  const digestAt = (path: string): Digest | undefined => files.digestOf(path);
  const completeness = [
    ...record.findings,
    ...absent.findings,
    ...checkIdentity(runId, files, documents, record.spans[0], statement),
    ...checkPayload(view, [...files.keys()], digestAt, hash),
    ...checkLooseEnds(view, files),
    ...checkPassages(recorded, hash),
  ];
  const gaps = withheldGaps(withheld);
  if (completeness.length > 0) return { findings: completeness, gaps: [...gaps, ...notReached(4)] };
  const papers = [...checkPapers(documents, digestAt, statement), ...checkPromotion(documents, record.spans)];
  const rerun = rerunLayers(documents, recorded, digestAt('data/policy.json'), hash);
  // What the gate itself left open is no less open for a verifier.
  const leftOpen = documents.verdict.not_checked.map(({ what, why }): Gap => ({ lamp: 'verdict', open: false, what: `by the gate: ${what}`, why }));
  return { findings: [...papers, ...rerun.findings], gaps: [...gaps, ...rerun.gaps, ...leftOpen] };
}
