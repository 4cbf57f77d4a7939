import { describe, expect, it } from 'vitest';
import { utf8 } from '../../../src/core/bytes.ts';
import { canonicalDocument } from '../../../src/core/canonical-json.ts';
import { digestOf, type Digest } from '../../../src/core/digest.ts';
import type { ArtifactRef, Source, Sources } from '../../../src/model/generated/documents.ts';
import type { RecordedRun } from '../../../src/record/recorded-run.ts';
import { checkCompleteness } from '../../../src/validate/completeness/completeness.ts';
import { subjectOfRun } from '../../../src/validate/subject-of.ts';
import { boardText, makeRun, type RunOptions } from '../run-fixture.ts';

const id = 'doc:boj:brief#p1';

function said(change: (recorded: RecordedRun) => RecordedRun = (same) => same, options: RunOptions = {}): readonly string[] {
  const { findings } = checkCompleteness(subjectOfRun(change(makeRun(options).recorded)), digestOf);
  return findings.map(({ layer, code, severity, message }) => {
    expect([layer, severity]).toEqual(['L0', 'block']);
    return `${code}: ${message}`;
  });
}

const codes = (...given: Parameters<typeof said>): readonly string[] => said(...given).map((line) => line.slice(0, line.indexOf(':')));

/** The run as its sandbox would have closed it with other sources: the snapshot in the run names them. */
function closedWith(recorded: RecordedRun, sources: Sources): RecordedRun {
  const retrieval_snapshot = digestOf(utf8(canonicalDocument(sources)));
  return { ...recorded, sources, run: { ...recorded.run, replay: { ...recorded.run.replay, retrieval_snapshot } } };
}

const withSource = (recorded: RecordedRun, change: (source: Source) => Source): RecordedRun =>
  closedWith(recorded, { ...recorded.sources, sources: recorded.sources.sources.map(change) });

it('a run that was handed in without a record is not said to be whole', () => {
  const { recorded: _, ...subject } = subjectOfRun(makeRun().recorded);
  expect(checkCompleteness(subject, digestOf)).toMatchObject({ status: 'not_run', findings: [], not_checked: [{ what: 'L0 completeness' }] });
});

it('nothing is said of a run that is whole', () => {
  expect(checkCompleteness(subjectOfRun(makeRun().recorded), digestOf)).toMatchObject({ status: 'ran', findings: [], not_checked: [] });
});

describe('every artifact that a run names must be there', () => {
  const gone: ArtifactRef = { sha256: digestOf(utf8('gone')), bytes: 4, media_type: 'text/plain', uri: 'gone.txt' };
  const missing = `artifact-missing: gone.txt (${gone.sha256}) is not there`;

  it.each<[string, (recorded: RecordedRun) => RecordedRun]>([
    ['its input', (r) => ({ ...r, run: { ...r.run, input: { ...r.run.input, artifact: gone } } })],
    ['an output beside the final one', (r) => ({ ...r, run: { ...r.run, outputs: [...r.run.outputs, { name: 'log', artifact: gone }] } })],
    ['an original', (r) => closedWith(r, { ...r.sources, documents: r.sources.documents.map((one) => ({ ...one, original: gone })) })],
    ['a map', (r) => closedWith(r, { ...r.sources, documents: r.sources.documents.map((one) => ({ ...one, map: gone })) })],
  ])('%s', (_, change) => {
    expect(said(change)).toEqual([missing]);
  });

  it.each(['prompts/', 'input.json', 'outputs/'])('what a span took or gave: %s', (uri) => {
    const { recorded } = makeRun();
    const digest = recorded.lines
      .flatMap((line) => {
        const span = JSON.parse(line) as { inputs: readonly ArtifactRef[]; outputs: readonly ArtifactRef[] };
        return [...span.inputs, ...span.outputs];
      })
      .find((artifact) => artifact.uri.startsWith(uri))?.sha256;
    expect(digest).toBeDefined();
    expect(codes(() => ({ ...recorded, read: (asked) => (asked === digest ? undefined : recorded.read(asked)) }))).toContain('artifact-missing');
    // Of the same length: the size alone does not tell.
    const other = (bytes: Uint8Array | undefined): Uint8Array | undefined => bytes?.map((byte, index) => (index === 0 ? byte ^ 1 : byte));
    const altered = { ...recorded, read: (asked: Digest) => (asked === digest ? other(recorded.read(asked)) : recorded.read(asked)) };
    expect(codes(() => altered)).toContain('artifact-altered');
  });

  it('with its size, wherever it is named again', () => {
    const resized = (r: RecordedRun): RecordedRun => ({ ...r, run: { ...r.run, input: { ...r.run.input, artifact: { ...r.run.input.artifact, bytes: 1 } } } });
    expect(codes(resized)).toEqual(['artifact-altered']);
  });

  it('and is told once, however often it is named', () => {
    const twice = (r: RecordedRun): RecordedRun => ({
      ...r,
      run: { ...r.run, input: { ...r.run.input, artifact: gone }, outputs: [...r.run.outputs, { name: 'log', artifact: gone }] },
    });
    expect(said(twice)).toEqual([missing]);
  });
});

describe('the record', () => {
  it.each<[string, (recorded: RecordedRun) => RecordedRun, RunOptions, readonly string[]]>([
    ['of a run that failed says why', (r) => r, { status: 'failed' }, ['run-failed: the run failed: the provider answered 500']],
    [
      'of a run that failed in silence',
      (r) => ({ ...r, run: { ...r.run, error: null } }),
      { status: 'failed' },
      ['run-failed: the run failed: without a reason'],
    ],
    ['with a span left open names it', (r) => r, { leaveOpen: true }, ['span-open: the span "left open" never ended']],
    [
      'of another run',
      (r) => ({ ...r, run: { ...r.run, run_id: `${r.run.run_id.slice(0, -1)}z` as typeof r.run.run_id } }),
      {},
      ['record-broken: the record is broken: its spans are of another run'],
    ],
    [
      'of another trace',
      (r) => ({ ...r, run: { ...r.run, trace_id: `${r.run.trace_id.slice(0, -1)}z` as typeof r.run.trace_id } }),
      {},
      ['record-broken: the record is broken: its spans are of another run'],
    ],
    [
      'with a head that it never had',
      (r) => ({ ...r, run: { ...r.run, record: { ...r.run.record, sha256: digestOf(utf8('other')) } } }),
      {},
      ['record-broken: the record is broken: it never had the head that the run was closed with (3 spans)'],
    ],
  ])('%s', (_, change, options, findings) => {
    expect(said(change, options)).toEqual(findings);
  });

  it('with a line that is not its line names the line', () => {
    const [first] = said((r) => ({ ...r, lines: r.lines.map((line, index) => (index === 2 ? `${line} ` : line)) }));
    expect(first).toBe('record-broken: the record is broken: line 3 not in canonical spelling');
  });

  it('that is no tree is broken, though its chain is whole', () => {
    const { recorded, recorder, ports } = makeRun();
    recorder.start({ name: 'second root', stage: 'run', agent_role: 'orchestrator' }).end();
    const grown = { ...recorded, lines: [...ports.lines], run: { ...recorded.run, record: recorder.head() } };
    expect(said(() => grown)).toEqual(['record-broken: the record is broken: 2 root spans instead of one']);
  });
});

describe('the sources', () => {
  it.each<[string, (recorded: RecordedRun) => RecordedRun, readonly string[]]>([
    [
      'that the run was not closed with',
      (r) => ({ ...r, sources: { ...r.sources, sources: r.sources.sources.map((source) => ({ ...source, locator: 'p. 9' })) } }),
      ['source-altered: the list of sources is not the one that the run was closed with'],
    ],
    [
      'two of one name',
      (r) => closedWith(r, { ...r.sources, sources: [...r.sources.sources, ...r.sources.sources] }),
      [`source-altered: two sources are called ${id}`],
    ],
    [
      'with another text than the retrieved one',
      (r) => withSource(r, (source) => ({ ...source, sha256: digestOf(utf8('other')) })),
      [`source-altered: the text of ${id} is not the text that was retrieved`],
    ],
    ...(['byte_start', 'byte_end'] as const).map((key): [string, (recorded: RecordedRun) => RecordedRun, readonly string[]] => [
      `with another ${key}`,
      (r) => withSource(r, (source) => ({ ...source, range: { ...source.range, [key]: source.range[key] - 1 } })),
      [`source-altered: the ranges of ${id} in characters and in bytes are not the same`],
    ]),
  ])('%s', (_, change, findings) => {
    expect(said(change)).toEqual(findings);
  });

  it.each<[string, (recorded: RecordedRun) => RecordedRun]>([
    ['of a document that is not in the list', (r) => closedWith(r, { ...r.sources, documents: [] })],
    ['of one of two documents under one id', (r) => closedWith(r, { ...r.sources, documents: [...r.sources.documents, ...r.sources.documents] })],
    ['of one of three documents under one id', (r) => closedWith(r, { ...r.sources, documents: [1, 2, 3].flatMap(() => r.sources.documents) })],
    ['beyond the end of the document', (r) => withSource(r, (source) => ({ ...source, range: { ...source.range, end: source.range.end + 100 } }))],
    [
      'that ends before it begins',
      (r) => withSource(r, (source) => ({ ...source, range: { ...source.range, start: source.range.end, end: source.range.start } })),
    ],
  ])('%s have no text', (_, change) => {
    const recorded = change(makeRun().recorded);
    expect(said(() => recorded)).toContain(`source-altered: the text of ${id} is not the text that was retrieved`);
    expect(subjectOfRun(recorded).passages).toEqual([]);
  });

  it('may reach to the last character of their document', () => {
    const { recorded } = makeRun();
    const text = `Préface 0.\n${boardText}\nEnd.`;
    const toTheEnd = withSource(recorded, (source) => ({
      ...source,
      sha256: digestOf(utf8(text.slice(source.range.start))),
      range: { ...source.range, end: text.length, byte_end: utf8(text).length },
    }));
    expect(subjectOfRun(toTheEnd).passages[0]?.text).toBe(`${boardText}\nEnd.`);
    expect(codes(() => toTheEnd)).toEqual(['context-truncated']);
  });
});

describe('the output', () => {
  it.each<[string, RunOptions, (recorded: RecordedRun) => RecordedRun, readonly string[]]>([
    ['that is none', { output: null }, (r) => r, ['output-missing']],
    ['that is no text', { output: Uint8Array.from([0xff]) }, (r) => r, ['output-not-text']],
    ['that is in no list', {}, (r) => ({ ...r, run: { ...r.run, outputs: [] } }), ['output-missing']],
    ['that is another artifact of the run', {}, (r) => ({ ...r, run: { ...r.run, final_output: r.run.input.artifact.sha256 } }), ['output-missing']],
    [
      'whose bytes are gone',
      {},
      (r) => ({ ...r, read: (digest) => (digest === r.run.final_output ? undefined : r.read(digest)) }),
      ['artifact-missing', 'output-missing'],
    ],
    ['that is not named as the final one', {}, (r) => ({ ...r, run: { ...r.run, final_output: null } }), ['output-missing']],
  ])('%s', (_, options, change, found) => {
    expect(codes(change, options)).toEqual(found);
    const subject = subjectOfRun(change(makeRun(options).recorded));
    expect([subject.output, subject.media_type]).toEqual(['', 'application/octet-stream']);
  });

  it('is judged with its media type, and its digest', () => {
    const { recorded } = makeRun({ output: 'It rose.' });
    expect(subjectOfRun(recorded)).toMatchObject({
      output: 'It rose.',
      media_type: 'text/markdown; charset=utf-8',
      output_sha256: digestOf(utf8('It rose.')),
      run_id: recorded.run.run_id,
      id: 'q1',
    });
    expect(subjectOfRun(makeRun({ output: null }).recorded).output_sha256).toBe(digestOf(new Uint8Array(0)));
  });

  it('that no generation made is said to be one', () => {
    const { not_checked } = checkCompleteness(subjectOfRun(makeRun({ generation: 'error' }).recorded), digestOf);
    expect(not_checked).toEqual([{ what: 'how the output was made', why: 'the record holds no generation' }]);
  });
});
