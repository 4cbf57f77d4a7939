import type { Span } from '../model/generated/documents.ts';

/** Why the spans do not form one tree of one run, or nothing where they do. Each sentence names the span. */
export function treeProblems(spans: readonly Span[]): readonly string[] {
  const problems: string[] = [];
  const byId = new Map(spans.map((span) => [span.span_id, span]));
  const roots = spans.filter((span) => span.parent_span_id === null);
  const first = spans[0];
  if (roots.length !== 1) problems.push(`${roots.length} root spans instead of one`);
  if (byId.size !== spans.length) problems.push('two spans share an id');
  const ordinals = spans.map((span) => span.ordinal).sort((a, b) => a - b);
  const gap = ordinals.findIndex((ordinal, index) => ordinal !== index + 1);
  if (gap >= 0) problems.push(`span number ${gap + 1} is missing or stands twice`);
  for (const span of spans) {
    if (span.run_id !== first?.run_id || span.trace_id !== first.trace_id) problems.push(`span ${span.span_id} belongs to another run`);
    if (span.end_unix_nano !== null && BigInt(span.end_unix_nano) < BigInt(span.start_unix_nano)) problems.push(`span ${span.span_id} ends before it starts`);
    if (span.parent_span_id !== null) {
      const parent = byId.get(span.parent_span_id);
      if (parent === undefined) problems.push(`span ${span.span_id} has a parent that is not in the record`);
      else if (parent.ordinal >= span.ordinal) problems.push(`span ${span.span_id} starts before its parent`);
    }
  }
  return problems;
}

export function openSpans(spans: readonly Span[]): readonly Span[] {
  return spans.filter((span) => span.status === 'open');
}
