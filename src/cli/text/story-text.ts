import { fromUtf8 } from '../../core/bytes.ts';
import { visibleExcerpt, visibleText } from '../../core/visible-text.ts';
import type { ArtifactRef, Claim, Span, Verdict } from '../../model/generated/documents.ts';
import { readJson } from '../../core/json.ts';
import { check } from '../../model/parse.ts';
import type { Story } from '../../pipeline/story.ts';
import type { Colour, Paint } from '../terminal.ts';
import { counted } from './counted.ts';
import { verdictSummary } from './verdict-text.ts';

type State = Verdict['claims'][number]['state'];
const states: Readonly<Record<State, Colour>> = { supported: 'green', contradicted: 'red', unsupported: 'red', unsure: 'yellow' };

/** The story of a run in lines of some 100 columns: who and what, question, sources, answer, claims, verdict, spans. */
export function storyText(story: Story, paint: Paint): readonly string[] {
  return [
    ...aboutText(story, paint),
    ...questionText(story, paint),
    ...sourcesText(story, paint),
    ...answerText(story, paint),
    ...claimsText(story, paint),
    ...spansText(story, paint),
  ];
}

function aboutText({ recorded: { run }, promotion }: Story, paint: Paint): readonly string[] {
  const { model, provider, parameters } = run.replay;
  return [
    paint('bold', `run ${run.run_id}`),
    `  pipeline   ${visibleText(run.pipeline.name)}, input ${visibleText(run.input.id)}, ${run.started_at}`,
    `  generator  ${visibleText(provider)}${model === null ? '' : `, model ${visibleText(model.requested)} answered as ${visibleText(model.answered ?? 'not said')}`}, parameters ${JSON.stringify(parameters)}`,
    `  record     ${run.assurance}, isolation ${run.isolation}, ${visibleText(run.environment.runtime)} on ${visibleText(run.environment.platform)}`,
    `  person     user ${visibleText(run.user_id ?? 'not given')}, session ${visibleText(run.session_id ?? 'not given')}, consent ${run.consent.state}`,
    ...run.not_captured.map(({ what, why }) => paint('grey', `  not captured: ${visibleText(what)} (${visibleText(why)})`)),
    ...(run.error === null ? [] : [`  ${paint('red', 'failed')}     ${visibleText(run.error.code)}: ${visibleText(run.error.message)}`]),
    ...(promotion === undefined
      ? []
      : [
          `  promoted   ${promotion.promoted_at} by ${promotion.decided_by.kind} ${visibleText(promotion.decided_by.id)}, released ${promotion.released.map(({ name }) => name).join(', ')}`,
        ]),
    '',
  ];
}

function questionText(story: Story, paint: Paint): readonly string[] {
  const text = textOf(story, story.recorded.run.input.artifact);
  const json = text === undefined ? undefined : readJson(text);
  const line = json?.ok === true ? check('input-line', json.value) : undefined;
  return line?.ok === true ? [paint('bold', 'question'), ...wrapped(line.value.question), ''] : [];
}

function sourcesText({ recorded }: Story, paint: Paint): readonly string[] {
  const ranks = new Map(
    recorded.retrievals.retrievals.flatMap(({ results }) =>
      results.map(({ retrieval_id, rank, score }) => [retrieval_id, `rank ${rank}${score === undefined ? '' : `, score ${score.toFixed(2)}`}`] as const),
    ),
  );
  return [
    paint('bold', `sources (${counted(recorded.sources.sources.length, 'passage')} of ${counted(recorded.sources.documents.length, 'document')})`),
    ...recorded.sources.sources.map(
      ({ retrieval_id, sha256, locator }) =>
        `  ${retrieval_id}  ${locator === undefined ? '' : `${visibleText(locator)}, `}${ranks.get(retrieval_id) ?? ''}, ${sha256.slice(0, 19)}…`,
    ),
    '',
  ];
}

function answerText(story: Story, paint: Paint): readonly string[] {
  return story.recorded.run.outputs.flatMap(({ name, artifact }) => {
    const text = textOf(story, artifact);
    return [
      paint('bold', `output ${name} (${artifact.bytes} bytes, ${artifact.sha256.slice(0, 19)}…)`),
      ...(text === undefined
        ? ['  not text']
        : text
            .split('\n')
            .filter((line) => line.trim() !== '')
            .flatMap(wrapped)),
      '',
    ];
  });
}

function claimsText({ judged }: Story, paint: Paint): readonly string[] {
  if (judged === undefined) return ['not judged yet', ''];
  const byId = new Map(judged.claims.claims.map((claim) => [claim.claim_id, claim]));
  const order: readonly State[] = ['contradicted', 'unsupported', 'unsure', 'supported'];
  const sorted = [...judged.verdict.claims].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  return [
    paint('bold', 'claims, failures first'),
    ...sorted.flatMap((claim) => claimText(claim, byId.get(claim.claim_id), paint)),
    '',
    ...verdictSummary(judged.verdict, paint),
    ...judged.verdict.findings.map(
      ({ layer, code, claim_id, severity, message }) =>
        `       ${layer} ${severity} ${code}${claim_id === null ? '' : ` ${claim_id}`}: ${visibleText(message)}`,
    ),
    '',
  ];
}

function claimText({ claim_id, state, basis, reason, evidence }: Verdict['claims'][number], claim: Claim | undefined, paint: Paint): readonly string[] {
  return [
    `  ${claim_id} ${paint(states[state], state)} (${basis}) ${visibleExcerpt(claim?.text ?? '', 300)}`,
    `     ${paint('grey', visibleText(reason))}`,
    ...evidence
      .slice(0, 3)
      .map(({ retrieval_id, range, text }) => `     ${retrieval_id} bytes ${range.byte_start}-${range.byte_end}: ${visibleExcerpt(text, 300)}`),
  ];
}

function spansText({ spans }: Story, paint: Paint): readonly string[] {
  const depth = new Map<string, number>();
  const inOrder = [...spans].sort((a, b) => a.ordinal - b.ordinal);
  for (const { span_id, parent_span_id } of inOrder) depth.set(span_id, parent_span_id === null ? 0 : (depth.get(parent_span_id) ?? 0) + 1);
  return [paint('bold', `spans (${spans.length})`), ...inOrder.map((span) => `  ${'  '.repeat(depth.get(span.span_id) ?? 0)}${spanText(span)}`)];
}

function spanText({ name, stage, status, start_unix_nano, end_unix_nano, attempts, usage, verdict }: Span): string {
  const duration = end_unix_nano === null ? 'never ended' : `${(Number(BigInt(end_unix_nano) - BigInt(start_unix_nano)) / 1e6).toFixed(1)} ms`;
  const tokens = usage === undefined ? '' : `, ${usage.input_tokens ?? '?'} → ${usage.output_tokens ?? '?'} tokens`;
  return `${visibleText(name)} [${stage}] ${status}, ${duration}${attempts === undefined ? '' : `, ${counted(attempts.length, 'attempt')}`}${tokens}${verdict === undefined ? '' : `, ${verdict.result}`}`;
}

function textOf({ recorded }: Story, artifact: ArtifactRef | undefined): string | undefined {
  const bytes = artifact === undefined ? undefined : recorded.read(artifact.sha256);
  return bytes === undefined ? undefined : fromUtf8(bytes);
}

/** Words of strangers in indented lines of at most 96 columns. */
function wrapped(text: string): readonly string[] {
  const lines: string[] = [];
  let line = ' ';
  for (const word of visibleText(text).split(' ')) {
    if (line.length + word.length + 1 > 96 && line.trim() !== '') {
      lines.push(line);
      line = ' ';
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}
