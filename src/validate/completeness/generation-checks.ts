import { fromUtf8 } from '../../core/bytes.ts';
import { readJson, type JsonValue } from '../../core/json.ts';
import type { Finding, Span } from '../../model/generated/documents.ts';
import type { RecordedRun } from '../../record/recorded-run.ts';
import { withoutSalt } from '../../record/salted.ts';
import { holds } from '../find-text.ts';
import { finding } from '../finding.ts';
import { sourceTexts } from './source-texts.ts';

/** Whether each generator was sent the whole text of what it is said to have seen, and only what was retrieved before. */
export function checkGenerations(recorded: RecordedRun, spans: readonly Span[]): readonly Finding[] {
  const generations = spans.filter((span) => span.stage === 'generation' && span.status === 'ok');
  return [...lateSources(recorded, spans, generations), ...cutContexts(recorded, generations)];
}

function lateSources({ sources }: RecordedRun, spans: readonly Span[], generations: readonly Span[]): readonly Finding[] {
  const retrievedAt = new Map<string, bigint>();
  for (const span of spans) {
    if (span.stage !== 'retrieval' || span.status !== 'ok' || span.end_unix_nano === null) continue;
    const end = BigInt(span.end_unix_nano);
    for (const id of span.retrieval_ids) if (end < (retrievedAt.get(id) ?? end + 1n)) retrievedAt.set(id, end);
  }
  const late = (id: string, before: string): Finding => finding('L0', 'retrieved-after-generation', 'block', `${id} was not retrieved before ${before} began`);
  const isLate = (id: string, start: bigint): boolean => (retrievedAt.get(id) ?? start + 1n) > start;
  const shown = generations.flatMap((span) => {
    const start = BigInt(span.start_unix_nano);
    return span.retrieval_ids.filter((id) => isLate(id, start)).map((id) => late(id, `"${span.name}"`));
  });
  // What no generator can have seen is no source of the answer, whether or not a span lists it. Without a generator, any time will do.
  const starts = generations.map((span) => BigInt(span.start_unix_nano));
  const ends = [...retrievedAt.values()];
  const lastStart = (starts.length > 0 ? starts : ends).reduce((latest, at) => (at > latest ? at : latest), 0n);
  const listed = new Set(generations.flatMap((span) => span.retrieval_ids as readonly string[]));
  const others = sources.sources.filter(({ retrieval_id: id }) => !listed.has(id) && isLate(id, lastStart));
  return [...shown, ...others.map(({ retrieval_id: id }) => late(id, 'the last generation'))];
}

function cutContexts(recorded: RecordedRun, generations: readonly Span[]): readonly Finding[] {
  const texts = new Map(sourceTexts(recorded).map(({ source, text }) => [source.retrieval_id as string, text]));
  return generations.flatMap((span) => {
    const request = span.inputs.find((input) => input.uri.startsWith('prompts/'));
    const kept = request === undefined ? undefined : recorded.read(request.sha256);
    const bytes = request === undefined || kept === undefined ? undefined : withoutSalt(request, kept);
    const sent = bytes === undefined ? [] : stringsOf(fromUtf8(bytes) ?? '');
    return span.retrieval_ids
      .filter((id) => {
        const text = texts.get(id);
        return text === undefined || !sent.some((string) => holds(string, text));
      })
      .map((id) => finding('L0', 'context-truncated', 'block', `"${span.name}" was not sent the whole text of ${id}, which its span lists`));
  });
}

/** The texts of a request: every string in it where it is JSON, else itself. */
function stringsOf(request: string): readonly string[] {
  const json = readJson(request);
  if (!json.ok) return [request];
  const found: string[] = [];
  const visit = (value: JsonValue): void => {
    if (typeof value === 'string') found.push(value);
    else if (value !== null && typeof value === 'object') Object.values(value).forEach(visit);
  };
  visit(json.value);
  return found;
}
