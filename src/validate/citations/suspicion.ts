import type { Finding, GatePolicy } from '../../model/generated/documents.ts';
import { clip, finding } from '../finding.ts';
import type { Subject, SubjectPassage } from '../subject.ts';
import { hiddenInOutput, hiddenText } from './hidden-text.ts';
import { speaksToTheJudge } from './injection.ts';
import type { PassageTexts } from './passage-texts.ts';

/** Passages that are no evidence, and what is said of them and of the output. */
export interface Suspicion {
  readonly suspect: ReadonlySet<string>;
  readonly findings: readonly Finding[];
}

/**
 * Sources are hostile input: one that speaks to the judge or hides text is taken out of the evidence.
 * It counts against the run where the output cites it, or where nothing else is left; otherwise it is noted.
 */
export function suspectPassages(subject: Subject, cited: ReadonlySet<string>, texts: PassageTexts, policy: GatePolicy): Suspicion {
  const seen = subject.passages
    .map((passage) => ({ id: passage.retrieval_id, findings: lookAt(passage, texts) }))
    .filter(({ findings }) => findings.length > 0);
  const suspect = new Set<string>(seen.map(({ id }) => id));
  const isOnly = subject.passages.every((passage) => suspect.has(passage.retrieval_id));
  const findings = seen.flatMap(({ id, findings: found }) => {
    const severity: Finding['severity'] = isOnly || cited.has(id) ? policy.suspected_injection : 'note';
    return found.map((item) => ({ ...item, severity }));
  });
  return { suspect, findings: [...findings, ...hiddenFindings(subject.output, policy)] };
}

function lookAt(passage: SubjectPassage, texts: PassageTexts): readonly Finding[] {
  const id = passage.retrieval_id;
  const spoken = speaksToTheJudge(passage.text, texts.normalised(passage)).map(({ start, end, text }) =>
    finding('L2', 'injection-suspected', 'note', `source ${id} speaks to the judge: "${clip(text)}"`, { evidence: [texts.evidence(passage, start, end)] }),
  );
  const hidden = hiddenText(passage.text).map(({ start, end, what }) =>
    finding('L2', 'hidden-text', 'note', `source ${id} holds ${what}, which a reader cannot see`, { evidence: [texts.evidence(passage, start, end)] }),
  );
  return [...spoken, ...hidden];
}

function hiddenFindings(output: string, policy: GatePolicy): readonly Finding[] {
  return hiddenInOutput(output).map(({ start, what }) =>
    finding('L2', 'hidden-text', policy.suspected_injection, `the output holds ${what} at offset ${start}, which a reader cannot see`),
  );
}
