import { describe, expect, it } from 'vitest';
import { digestOfNode } from '../../src/core/digest.node.ts';
import { newRunId, newSpanId, newTraceId, asRunId, asRetrievalId } from '../../src/model/ids.ts';
import { hadHead, lineOf, readChain } from '../../src/record/chain.ts';
import { Recorder } from '../../src/record/recorder.ts';
import { openSpans, treeProblems } from '../../src/record/tree.ts';
import type { Span } from '../../src/model/generated/documents.ts';
import { memoryPorts } from './memory-record.ts';

function smallRecord() {
  const ports = memoryPorts();
  const runId = newRunId(ports.clock, ports.random);
  const recorder = Recorder.begin(runId, newTraceId(ports.random), ports);
  const root = recorder.start({ name: 'run', stage: 'run', agent_role: 'orchestrator' });
  const child = recorder.start({ name: 'generate', stage: 'generation', agent_role: 'generator', parent: root.id });
  child.end({ outputs: [recorder.textArtifact('outputs/a.txt', 'hello')], provider: 'extractive' });
  root.end();
  return { ports, runId, recorder, root, lines: ports.journal.lines(runId) };
}

describe('ids', () => {
  it('are of their published shapes and sort by time', () => {
    const ports = memoryPorts();
    const ids = Array.from({ length: 20 }, () => newRunId(ports.clock, ports.random));
    expect([...ids].sort()).toEqual(ids);
    for (const id of ids) expect(asRunId(id)).toBe(id);
    expect(asRunId('018f0000-0000-4000-8000-000000000000')).toBeUndefined();
    expect(asRetrievalId('doc:bank:brief#p1')).toBe('doc:bank:brief#p1');
    expect(asRetrievalId('doc bank')).toBeUndefined();
  });

  it('are never all zero', () => {
    let calls = 0;
    const zeroFirst = (length: number): Uint8Array => new Uint8Array(length).fill((calls += 1) === 1 ? 0 : 9);
    expect(newSpanId(zeroFirst)).toBe('0909090909090909');
    expect(calls).toBe(2);
  });
});

describe('the recorder', () => {
  it('writes one chain in one tree', () => {
    const { lines } = smallRecord();
    const chain = readChain(lines, digestOfNode);
    expect(chain.problem).toBeUndefined();
    expect(chain.spans.map(({ name, ordinal, seq }) => [name, ordinal, seq])).toEqual([
      ['generate', 2, 1],
      ['run', 1, 2],
    ]);
    expect(treeProblems(chain.spans)).toEqual([]);
    expect(openSpans(chain.spans)).toEqual([]);
  });

  it('marks each span as begun before it is done', () => {
    expect(smallRecord().ports.begun).toHaveLength(2);
  });

  it('writes down what never ended, as open', () => {
    const { recorder, root, ports, runId } = smallRecord();
    recorder.start({ name: 'lost', stage: 'tool', agent_role: 'tool', parent: root.id });
    recorder.closeOpenSpans();
    expect(openSpans(readChain(ports.journal.lines(runId), digestOfNode).spans).map(({ name }) => name)).toEqual(['lost']);
  });

  it('goes on where another process stopped', () => {
    const { recorder, ports, runId, root } = smallRecord();
    const head = recorder.head();
    const resumed = Recorder.resume(runId, recorder.traceId, ports);
    resumed?.start({ name: 'later', stage: 'promotion', agent_role: 'promoter', parent: root.id }).end();
    const chain = readChain(ports.journal.lines(runId), digestOfNode);
    expect(chain.problem).toBeUndefined();
    expect(chain.spans.map(({ ordinal }) => ordinal)).toEqual([2, 1, 3]);
    expect(hadHead(chain, head)).toBe(true);
    expect(hadHead(chain, { ...head, spans: 1 })).toBe(false);
    expect(treeProblems(chain.spans)).toEqual([]);
  });

  it('refuses to end a span twice', () => {
    const { root } = smallRecord();
    expect(() => root.end()).toThrow(TypeError);
  });
});

describe('a record that was tampered with', () => {
  const edit = (line: string | undefined, change: Partial<Span>): string => lineOf({ ...(JSON.parse(line ?? '') as Span), ...change });
  it.each<[string, (lines: readonly string[]) => readonly string[], RegExp]>([
    ['a line removed', (lines) => lines.slice(1), /numbered 2/],
    ['lines swapped', (lines) => [lines[1] ?? '', lines[0] ?? ''], /numbered 2/],
    ['a field changed', (lines) => [edit(lines[0], { name: 'x' }), lines[1] ?? ''], /digest of the line before/],
    ['white space added', (lines) => [` ${lines[0] ?? ''}`, lines[1] ?? ''], /canonical/],
    ['an unknown field', (lines) => [(lines[0] ?? '').replace('{', '{"a":1,'), lines[1] ?? ''], /not a span/],
    ['not JSON', () => ['{'], /not JSON/],
  ])('%s', (_, change, why) => {
    expect(readChain(change(smallRecord().lines), digestOfNode).problem?.why).toMatch(why);
  });

  it('a resumed recorder does not go on with it', () => {
    const { ports, runId, recorder } = smallRecord();
    const broken = { ...ports, journal: { ...ports.journal, lines: () => ports.journal.lines(runId).slice(1) } };
    expect(Recorder.resume(runId, recorder.traceId, broken)).toBeUndefined();
  });

  const spans = readChain(smallRecord().lines, digestOfNode).spans;
  const [generate, run] = spans as readonly [Span, Span];
  it.each<[string, readonly Span[], RegExp]>([
    ['no root', [generate], /0 root spans/],
    ['two roots', [{ ...generate, parent_span_id: null }, run], /2 root spans/],
    ['a twin id', [{ ...generate, span_id: run.span_id, parent_span_id: null }, run], /share an id/],
    ['a gap', [{ ...generate, ordinal: 3 }, run], /number 2 is missing/],
    [
      'a stranger',
      [
        {
          ...generate,
          run_id: newRunId(
            () => 1n,
            (n) => new Uint8Array(n),
          ),
        },
        run,
      ],
      /another run/,
    ],
    ['an end before the start', [{ ...generate, end_unix_nano: '1' as Span['start_unix_nano'] }, run], /ends before/],
    ['a lost parent', [{ ...generate, parent_span_id: generate.span_id.replace(/./g, 'a') as Span['span_id'] }, run], /not in the record/],
    [
      'a parent that came later',
      [
        { ...generate, ordinal: 1 },
        { ...run, ordinal: 2 },
      ],
      /starts before its parent/,
    ],
  ])('%s', (_, tampered, why) => {
    expect(treeProblems(tampered).join('\n')).toMatch(why);
  });
});
