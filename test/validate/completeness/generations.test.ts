import { describe, expect, it } from 'vitest';
import { utf8 } from '../../../src/core/bytes.ts';
import { digestOf } from '../../../src/core/digest.ts';
import type { ArtifactRef, Span } from '../../../src/model/generated/documents.ts';
import { readChain } from '../../../src/record/chain.ts';
import { checkGenerations } from '../../../src/validate/completeness/generation-checks.ts';
import { boardText, makeRun, retrievalId, type RunOptions } from '../run-fixture.ts';

type Nano = Span['start_unix_nano'];

const id = 'doc:boj:brief#p1';
const nano = (at: number): Nano => String(at) as Nano;
/** A span at a time: `from` and `to` are nanoseconds. */
const at = (span: Span, from: number, to: number | null, more: Partial<Span> = {}): Span => ({
  ...span,
  start_unix_nano: nano(from),
  end_unix_nano: to === null ? null : nano(to),
  ...more,
});

/** What is said of a run with other spans of retrieval and generation than it had. */
function said(make: (retrieval: Span, generation: Span, keep: (text: string | Uint8Array) => ArtifactRef) => readonly Span[], options: RunOptions = {}) {
  const { recorded, recorder } = makeRun(options);
  const { spans } = readChain(recorded.lines, digestOf);
  const [retrieval, generation] = (['retrieval', 'generation'] as const).map((stage) => spans.find((span) => span.stage === stage));
  if (retrieval === undefined || generation === undefined) throw new Error('the run lacks a span');
  const keep = (text: string | Uint8Array): ArtifactRef =>
    recorder.artifact('prompts/2.json', typeof text === 'string' ? utf8(text) : text, 'application/json');
  return checkGenerations(recorded, make(retrieval, generation, keep)).map(({ code, severity, message }) => {
    expect(severity).toBe('block');
    return `${code}: ${message}`;
  });
}

const late = (before: string): string => `retrieved-after-generation: ${id} was not retrieved before ${before} began`;
const cut = `context-truncated: "generate 1" was not sent the whole text of ${id}, which its span lists`;

describe('what a generator has seen was retrieved before it began', () => {
  it.each<[string, (r: Span, g: Span) => readonly Span[], readonly string[]]>([
    ['in time to the nanosecond', (r, g) => [at(r, 1, 5), at(g, 5, 9)], []],
    ['a nanosecond late', (r, g) => [at(r, 1, 6), at(g, 5, 9)], [late('"generate 1"')]],
    ['early, and again later', (r, g) => [at(r, 1, 2), at(g, 5, 9), at(r, 10, 12)], []],
    ['early, in a span that was written later', (r, g) => [at(r, 10, 12), at(g, 5, 9), at(r, 1, 2)], []],
    ['never ended', (r, g) => [at(r, 1, null), at(g, 5, 9)], [late('"generate 1"')]],
    ['not by a retrieval', (r, g) => [at(r, 1, 2, { stage: 'tool' }), at(g, 5, 9)], [late('"generate 1"')]],
    ['not by one that failed', (r, g) => [at(r, 1, 2, { status: 'error' }), at(g, 5, 9)], [late('"generate 1"')]],
    ['of two generators the first saw it too early', (r, g) => [at(g, 1, 3), at(r, 4, 5), at(g, 6, 9, { name: 'second' })], [late('"generate 1"')]],
    ['a generator that failed is not asked', (r, g) => [at(g, 1, 3, { status: 'error' }), at(r, 4, 5), at(g, 6, 9)], []],
    ['listed by none, but in time for the last', (r, g) => [at(g, 1, 3, { retrieval_ids: [] }), at(r, 4, 5), at(g, 6, 9, { retrieval_ids: [] })], []],
    ['the last is the last in time', (r, g) => [at(r, 4, 5), at(g, 6, 9, { retrieval_ids: [] }), at(g, 1, 3, { retrieval_ids: [] })], []],
    ['listed by none, and too late for all', (r, g) => [at(g, 1, 3, { retrieval_ids: [] }), at(r, 4, 5)], [late('the last generation')]],
    ['without a generation at any time', (r) => [at(r, 4, 5)], []],
    ['without a generation, and never', () => [], [late('the last generation')]],
  ])('%s', (_, make, findings) => {
    expect(said(make)).toEqual(findings);
  });
});

describe('a generator was sent the whole text that its span lists', () => {
  const sent = (text: string | Uint8Array): readonly string[] => said((r, g, keep) => [at(r, 1, 2), at(g, 5, 9, { inputs: [keep(text)] })]);

  it.each<[string, string | Uint8Array, readonly string[]]>([
    ['in a message', JSON.stringify({ messages: [{ content: `${boardText}\n` }] }), []],
    ['deep in lists', JSON.stringify([[1, null, ['x', { a: { b: boardText } }]]]), []],
    ['as plain text', `Sources: ${boardText}`, []],
    ['in two strings', JSON.stringify([boardText.slice(0, 40), boardText.slice(40)]), [cut]],
    ['as the name of a member', JSON.stringify({ [boardText]: 1 }), [cut]],
    ['not at all', '{}', [cut]],
    ['in bytes that are no text', Uint8Array.from([0xff, ...utf8(boardText)]), [cut]],
  ])('%s', (_, request, findings) => {
    expect(sent(request)).toEqual(findings);
  });

  it('in its prompt, and in nothing else that it was given', () => {
    const other = (g: Span, uri: string, first: ArtifactRef): Span => at(g, 5, 9, { inputs: [{ ...first, uri }, ...g.inputs] });
    expect(said((r, g, keep) => [at(r, 1, 2), other(g, 'tools/1.json', keep('{}'))])).toEqual([]);
    expect(said((r, g, keep) => [at(r, 1, 2), at(g, 5, 9, { inputs: [{ ...keep(boardText), uri: 'tools/1.json' }] })])).toEqual([cut]);
    expect(said((r, g) => [at(r, 1, 2), at(g, 5, 9, { inputs: [] })])).toEqual([cut]);
  });

  it('in a prompt that is kept', () => {
    const gone = { sha256: digestOf(utf8('gone')), bytes: 4, media_type: 'application/json', uri: 'prompts/1.json' };
    expect(said((r, g) => [at(r, 1, 2), at(g, 5, 9, { inputs: [gone] })])).toEqual([cut]);
  });

  it('each of them, and also where the run has no such source', () => {
    const ids = [retrievalId(id), retrievalId('doc:gone')];
    expect(said((r, g) => [at(r, 1, 2, { retrieval_ids: ids }), at(g, 5, 9, { retrieval_ids: ids })])).toEqual([cut.replace(id, 'doc:gone')]);
  });

  it('where it lists any', () => {
    expect(said((r, g) => [at(r, 1, 2), at(g, 5, 9, { retrieval_ids: [], inputs: [] })])).toEqual([]);
  });
});
