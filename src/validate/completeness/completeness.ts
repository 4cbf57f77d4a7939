import type { HashBytes } from '../../core/digest.ts';
import { unreachable } from '../../core/unreachable.ts';
import type { Finding } from '../../model/generated/documents.ts';
import type { RecordedRun } from '../../record/recorded-run.ts';
import { finding } from '../finding.ts';
import type { LayerOutcome } from '../layer.ts';
import { notRun, ran } from '../layers.ts';
import type { Subject } from '../subject.ts';
import { checkArtifacts } from './artifact-checks.ts';
import { finalOutput } from './final-output.ts';
import { checkGenerations } from './generation-checks.ts';
import { checkRecord } from './record-checks.ts';
import { checkSources } from './source-checks.ts';

/** Layer L0: whether the record of the run is whole, and says the truth about what the model was sent. */
export function checkCompleteness(subject: Subject, hash: HashBytes): LayerOutcome {
  const { recorded } = subject;
  if (recorded === undefined) return notRun('L0', 'no record: the output and its sources were handed in as they are');
  const { spans, findings } = checkRecord(recorded, hash);
  const found = [
    ...findings,
    ...checkArtifacts(recorded, spans, hash),
    ...checkSources(recorded, hash),
    ...checkGenerations(recorded, spans),
    ...checkOutput(recorded),
  ];
  const hasGeneration = spans.some((span) => span.stage === 'generation' && span.status === 'ok');
  return ran('L0', found, hasGeneration ? [] : [{ what: 'how the output was made', why: 'the record holds no generation' }]);
}

function checkOutput(recorded: RecordedRun): readonly Finding[] {
  const { state } = finalOutput(recorded);
  switch (state) {
    case 'text':
      return [];
    case 'missing':
      return [finding('L0', 'output-missing', 'block', 'the run has no output that could be judged')];
    case 'not_text':
      return [finding('L0', 'output-not-text', 'block', 'the output is not UTF-8 text')];
    default:
      return unreachable(state);
  }
}
