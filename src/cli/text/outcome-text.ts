import { relative } from 'node:path';
import { visibleExcerpt, visibleText } from '../../core/visible-text.ts';
import type { VerificationReport } from '../../model/generated/documents.ts';
import type { Prepared } from '../../pipeline/prepare.ts';
import type { InputOutcome } from '../../pipeline/run-pipeline.ts';
import { shortRunId } from '../../model/ids.ts';
import type { Colour, Paint } from '../terminal.ts';
import { counted } from './counted.ts';
import { layersText } from './verdict-text.ts';
import { lampsText } from './verification-text.ts';

const colours: Readonly<Record<InputOutcome['status'], Colour>> = { promoted: 'green', rejected: 'red', held: 'yellow', failed: 'red' };

/** What a pipeline is about to do, in two lines, and what it passed over. */
export function pipelineText({ pipeline, inputs, policy, snapshots, skipped }: Prepared, paint: Paint): readonly string[] {
  const passages = snapshots.reduce((sum, snapshot) => sum + snapshot.passages.length, 0);
  return [
    paint('bold', `${pipeline.name}: ${counted(inputs.length, 'input')}, ${counted(snapshots.length, 'document')} in ${counted(passages, 'passage')}`),
    `answers by ${pipeline.generate.provider}, judged by the gate policy "${visibleText(policy.value.name)}" ${visibleText(policy.value.version)}`,
    ...skipped.map(({ path, why }) => paint('grey', `passed over ${visibleText(path)}: ${visibleText(why)}`)),
    '',
  ];
}

/** The story of one input: what was retrieved, generated, said by each layer, and what became of it. */
export function outcomeText(outcome: InputOutcome, report: VerificationReport | undefined, paint: Paint): readonly string[] {
  const { input, status } = outcome;
  const title = `${paint(colours[status], status.toUpperCase().padEnd(9))}${paint('bold', input.id)}  ${visibleExcerpt(input.question, 66)}`;
  const surprise =
    input.expect === undefined || input.expect === status ? [] : [row('expected', paint('red', `${input.expect}, and this is not what happened`))];
  if (outcome.status === 'failed')
    return [
      title,
      row('error', `${outcome.error.code}: ${visibleText(outcome.error.message)}`),
      row('remedy', outcome.error.remedy),
      ...(outcome.runId === undefined ? [] : [row('run', shortRunId(outcome.runId))]),
      ...surprise,
    ];
  const judged = row('layers', `${layersText(outcome.verdict)} (run ${shortRunId(outcome.runId)})`);
  return [title, row('retrieved', retrievedText(outcome)), row('generated', answerText(outcome)), judged, ...endText(outcome, report), ...surprise];
}

function row(label: string, text: string): string {
  return `         ${label.padEnd(10)}${text}`;
}

type Judged = Exclude<InputOutcome, { status: 'failed' }>;

function retrievedText({ recorded }: Judged): string {
  const ids = recorded.retrievals.retrievals.flatMap(({ results }) => results.map(({ retrieval_id }) => retrieval_id));
  const shown = ids.slice(0, 2).join(', ');
  return `${counted(ids.length, 'passage')}: ${shown}${ids.length > 2 ? ' …' : ''}`;
}

function answerText({ recorded }: Judged): string {
  const digest = recorded.run.final_output;
  const bytes = digest === null ? undefined : recorded.read(digest);
  return bytes === undefined ? 'nothing' : visibleExcerpt(new TextDecoder().decode(bytes), 96);
}

function endText(outcome: Judged, report: VerificationReport | undefined): readonly string[] {
  if (outcome.status !== 'promoted') return outcome.reasons.map((reason) => row('why', visibleText(reason)));
  const path = relative('.', outcome.released.bundle);
  return [row('why', visibleText(outcome.verdict.reason)), row('bundle', report === undefined ? path : `${path}, ${report.outcome}: ${lampsText(report)}`)];
}
