import { utf8 } from '../../core/bytes.ts';
import { canonicalDocument } from '../../core/canonical-json.ts';
import type { HashBytes } from '../../core/digest.ts';
import type { Finding } from '../../model/generated/documents.ts';
import type { RecordedRun } from '../../record/recorded-run.ts';
import { finding } from '../finding.ts';
import { sourceTexts } from './source-texts.ts';

/** Whether the sources are those that the run was closed with, and each is what its document holds at its range. */
export function checkSources(recorded: RecordedRun, hash: HashBytes): readonly Finding[] {
  const altered = (message: string): Finding => finding('L0', 'source-altered', 'block', message);
  const findings: Finding[] = [];
  if (hash(utf8(canonicalDocument(recorded.sources))) !== recorded.run.replay.retrieval_snapshot) {
    findings.push(altered('the list of sources is not the one that the run was closed with'));
  }
  const ids = new Set<string>();
  for (const { source, text, rangeAgrees } of sourceTexts(recorded)) {
    const id = source.retrieval_id;
    if (ids.has(id)) findings.push(altered(`two sources are called ${id}`));
    ids.add(id);
    if (text === undefined || hash(utf8(text)) !== source.sha256) findings.push(altered(`the text of ${id} is not the text that was retrieved`));
    else if (!rangeAgrees) findings.push(altered(`the ranges of ${id} in characters and in bytes are not the same`));
  }
  return findings;
}
