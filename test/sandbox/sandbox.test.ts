import { describe, expect, test } from 'vitest';
import { utf8 } from '../../src/core/bytes.ts';
import { digestOfNode } from '../../src/core/digest.node.ts';
import { EvidenceError } from '../../src/core/errors.ts';
import type { Span } from '../../src/model/generated/documents.ts';
import { treeProblems } from '../../src/record/tree.ts';
import type { Box } from '../../src/sandbox/box.ts';
import { documentBytes } from '../../src/model/document-bytes.ts';
import type { SandboxOptions } from '../../src/sandbox/options.ts';
import type { Provider, ProviderSink } from '../../src/sandbox/provider.ts';
import { declaredProvider } from '../../src/sandbox/providers/declared.ts';
import { extractiveProvider } from '../../src/sandbox/providers/extractive.ts';
import type { RetrievedPassage } from '../../src/sandbox/retrieval.ts';
import { sandbox, type SandboxResult } from '../../src/sandbox/sandbox.ts';
import type { Passage } from '../../src/sources/snapshot.ts';
import { brief, menu, snapshotOf, wordSearch } from './documents.ts';
import { MemoryStore, optionsOf } from './memory-ports.ts';

const question = 'What is the policy rate?';
const extractive = extractiveProvider();

interface Ran {
  readonly store: MemoryStore;
  readonly result: SandboxResult;
  readonly spans: readonly Span[];
}

async function run(work: (box: Box) => Promise<void>, more: Partial<SandboxOptions> = {}): Promise<Ran> {
  const store = new MemoryStore();
  const result = await sandbox(optionsOf(store, more), work);
  return { store, result, spans: store.chain().spans };
}

async function answered(box: Box): Promise<void> {
  box.addDocuments([brief, menu]);
  const passages = await box.retrieve({ query: question, from: wordSearch([brief, menu]), top: 5 });
  const answer = await box.generate({ provider: extractive, question, passages });
  box.output('answer.md', answer.text);
}

/** The code of what a piece of work throws inside the box. */
async function codeOf(work: (box: Box) => unknown): Promise<unknown> {
  const { result } = await run(async (box) => {
    await work(box);
  });
  return result.status === 'failed' ? result.error.code : 'nothing thrown';
}

describe('a run that goes well', () => {
  test('is one tree of three spans in an unbroken chain, closed with the head of it', async () => {
    const { store, result, spans } = await run(answered);
    expect(result.status).toBe('closed');
    expect(spans.map((span) => [span.stage, span.agent_role, span.status])).toEqual([
      ['retrieval', 'retriever', 'ok'],
      ['generation', 'generator', 'ok'],
      ['run', 'orchestrator', 'ok'],
    ]);
    expect(treeProblems(spans)).toEqual([]);
    const { run: document } = result.recorded;
    expect(document.record).toEqual({ spans: 3, sha256: store.chain().heads.at(-1) });
    expect(document).toMatchObject({ status: 'closed', error: null, assurance: 'wrapper', isolation: 'none', consent: { state: 'not_asked', scope: [] } });
    expect(document.reasoning).toMatchObject({ allowed: false, captured: false, redacted: false });
    expect(document.not_captured.map((gap) => gap.what)).toEqual(['reasoning of the model', 'what the pipeline did outside the box']);
    expect(store.textOf(document.input.artifact.sha256)).toBe('{"id":"q1"}');
  });

  test('keeps every artifact that it refers to, under names that are never shared by different bytes', async () => {
    const { store, result, spans } = await run(async (box) => {
      await answered(box);
      const passages = box.handIn([snapshotOf('more', ['The policy rate was 0.5 % in 2019.'])]);
      await Promise.all([1, 2].map((count) => box.generate({ provider: extractiveProvider({ quotes: count }), question, passages })));
    });
    const { run: document, sources } = result.recorded;
    const refs = [
      document.input.artifact,
      ...document.outputs.map((output) => output.artifact),
      ...sources.documents.flatMap(({ original, text, map }) => [original, text, map]),
      ...spans.flatMap((span) => [...span.inputs, ...span.outputs]),
    ];
    expect(refs.length).toBeGreaterThan(10);
    const names = new Map<string, string>();
    for (const ref of refs) {
      expect(store.get(ref.sha256)?.length).toBe(ref.bytes);
      expect(names.get(ref.uri) ?? ref.sha256).toBe(ref.sha256);
      names.set(ref.uri, ref.sha256);
    }
  });

  test('takes only the documents and passages that were retrieved into its sources', async () => {
    const { store, result } = await run(answered);
    const { sources, retrievals, run: document } = result.recorded;
    expect(sources.documents.map((one) => one.document_id)).toEqual(['doc:t:brief']);
    expect(sources.sources.map((one) => one.retrieval_id)).toEqual(['doc:t:brief#p1']);
    expect(store.get(menu.document.original.sha256)).toBeUndefined();
    expect(store.get(brief.document.map.sha256)).toEqual(documentBytes(brief.map));
    expect(retrievals.retrievals).toMatchObject([
      { query: question, method: 'bm25', parameters: { top: 5, stemming: false }, results: [{ rank: 1, score: 1 }] },
    ]);
    expect(document.replay).toEqual({
      provider: 'extractive',
      model: { requested: 'extractive-1', answered: 'extractive-1' },
      parameters: {},
      prompt: null,
      retrieval_snapshot: digestOfNode(documentBytes(sources)),
    });
  });

  test('records the request before everything else: every passage whole, first among the inputs', async () => {
    const { store, spans } = await run(answered);
    const generation = spans.find((span) => span.stage === 'generation');
    expect(generation?.inputs[0]?.uri).toBe('prompts/1.json');
    expect(JSON.parse(store.unsalted(generation?.inputs[0]?.sha256))).toEqual({
      question,
      passages: [{ retrieval_id: 'doc:t:brief#p1', text: brief.passages[0]?.text }],
      quotes: 3,
    });
    expect(store.textOf(generation?.outputs[0]?.sha256)).toBe('“The Board left the policy rate unchanged at 0.25 % on 14 March 2024.” [doc:t:brief#p1]');
    expect(generation?.retrieval_ids).toEqual(['doc:t:brief#p1']);
  });

  test('says who, for whom and with whose consent, and owns up to an input without bytes', async () => {
    const { result } = await run(answered, {
      input: { id: 'bare' },
      assistant: { name: 'helper', version: '2' },
      userId: 'u1',
      sessionId: 's1',
      consent: { state: 'granted', scope: ['record'] },
      pipeline: { name: 'p', sha256: digestOfNode(utf8('p')) },
    });
    expect(result.recorded.run).toMatchObject({
      input: { id: 'bare', artifact: { uri: 'input.json' } },
      assistant: { name: 'helper', version: '2' },
      user_id: 'u1',
      session_id: 's1',
      consent: { state: 'granted', scope: ['record'] },
      pipeline: { name: 'p', sha256: digestOfNode(utf8('p')) },
    });
    expect(result.recorded.run.not_captured.map((gap) => gap.what)).toContain('bytes of the input');
  });

  test('that generates nothing says so', async () => {
    const { result } = await run(async () => undefined);
    expect(result.recorded.run).toMatchObject({ replay: { provider: 'none', model: null, prompt: null }, outputs: [], final_output: null });
  });
});

describe('a run whose work throws', () => {
  test('is closed as failed with all that it did, and the error comes back', async () => {
    const { result, spans } = await run(async (box) => {
      await answered(box);
      throw new EvidenceError('no-sources', { where: 'here' });
    });
    expect(result).toMatchObject({ status: 'failed', error: { code: 'no-sources' } });
    expect(result.recorded.run).toMatchObject({ status: 'failed', error: { code: 'no-sources', message: 'here: no documents were found' } });
    expect(result.recorded.run.outputs).toHaveLength(1);
    expect(spans.at(-1)).toMatchObject({ stage: 'run', status: 'error', error: { code: 'no-sources' } });
  });

  test.each([
    ['an error of its own', new Error('the cat sat on it'), 'the cat sat on it'],
    ['a text', 'out of tea', 'out of tea'],
    ['nothing', undefined, 'the pipeline itself failed'],
    [
      'an object that holds itself',
      (() => {
        const self: Record<string, unknown> = {};
        self['self'] = self;
        return self;
      })(),
      'Circular',
    ],
    ['half a surrogate pair', new Error('\ud800'), '\ufffd'],
    ['a very long text', new Error('x'.repeat(10_000)), 'xxx'],
  ])('by %s: recorded as work-failed', async (_what, thrown, words) => {
    const { result } = await run(async () => {
      throw thrown;
    });
    expect(result).toMatchObject({ status: 'failed', error: { code: 'work-failed' } });
    expect(result.recorded.run.error?.message).toContain(words);
  });

  test('by a programming error: recorded, and thrown on', async () => {
    const store = new MemoryStore();
    const fault = new TypeError('undefined is not a function');
    await expect(
      sandbox(optionsOf(store), async () => {
        throw fault;
      }),
    ).rejects.toBe(fault);
    const [closed] = [...store.closed.values()];
    expect(closed?.run).toMatchObject({ status: 'failed', error: { code: 'internal' } });
    expect(closed?.run.error?.message).toContain('undefined is not a function');
    expect(store.chain().spans).toHaveLength(1);
  });

  test('before anything is opened, where its options cannot stand in a Run document', async () => {
    const store = new MemoryStore();
    await expect(sandbox(optionsOf(store, { userId: 'u'.repeat(201) }), async () => undefined)).rejects.toMatchObject({ code: 'schema-violation' });
    await expect(sandbox(optionsOf(store, { input: { id: '' } }), async () => undefined)).rejects.toMatchObject({ code: 'schema-violation' });
    await expect(sandbox(optionsOf(store, { userId: '\udc00' }), async () => undefined)).rejects.toThrow(TypeError);
    expect(store.opened).toEqual([]);
    expect(store.objects.size).toBe(0);
  });
});

describe('what is not awaited', () => {
  test('is recorded as open, and what comes later is refused without ending the process', async () => {
    const store = new MemoryStore();
    let finish = (): void => undefined;
    let seen: AbortSignal | undefined;
    const slow: Provider = {
      name: 'slow',
      seen: true,
      generate: async ({ signal }, sink) => {
        seen = signal;
        sink.sent(utf8('{}'), 'application/json');
        await new Promise<void>((resolve) => (finish = resolve));
        return { text: 'late' };
      },
    };
    let late: Promise<unknown> = Promise.resolve();
    let kept: Box | undefined;
    const result = await sandbox(optionsOf(store), async (box) => {
      kept = box;
      late = box.generate({ provider: slow, question, passages: [] });
    });
    expect(seen?.aborted).toBe(true);
    expect(store.chain().spans.map((span) => [span.stage, span.status])).toEqual([
      ['run', 'ok'],
      ['generation', 'open'],
    ]);
    expect(treeProblems(store.chain().spans)).toEqual([]);
    finish();
    await expect(late).rejects.toThrow('the run is closed');
    expect(store.appended).toHaveLength(2);
    expect(result.recorded.run.record.spans).toBe(2);
    expect(() => kept?.output('a.txt', 'x')).toThrow('the run is closed');
    expect(() => kept?.addDocuments([])).toThrow('the run is closed');
    expect(() => kept?.handIn([])).toThrow('the run is closed');
    await expect(kept?.retrieve({ query: question, from: wordSearch([]), top: 1 })).rejects.toThrow('the run is closed');
    await expect(kept?.generate({ provider: extractive, question, passages: [] })).rejects.toThrow('the run is closed');
    expect(store.appended).toHaveLength(2);
  });
});

describe('what fails and is never looked at', () => {
  test('stands in the record, and does not end the process', async () => {
    const broken: Provider = { name: 'broken', seen: true, generate: async () => Promise.reject(new EvidenceError('provider-failed')) };
    const { spans } = await run(async (box) => {
      void box.generate({ provider: broken, question, passages: [] });
      await new Promise((resolve) => setImmediate(resolve));
    });
    expect(spans[0]).toMatchObject({ stage: 'generation', status: 'error', error: { code: 'provider-failed' } });
  });
});

describe('retrieval', () => {
  test('handed-in passages are ranked by their order, with no query and no score', async () => {
    const { result, spans } = await run(async (box) => {
      box.handIn([brief, menu]);
    });
    const lines = ['doc:t:brief#p1', 'doc:t:brief#p2', 'doc:t:menu#p1'].map((id, at) => `${id} ${[...brief.passages, ...menu.passages][at]?.source.sha256}\n`);
    expect(result.recorded.retrievals.retrievals).toMatchObject([
      {
        method: 'handed_in',
        query: '',
        parameters: {},
        index: { name: 'handed-in', passages: 3, sha256: digestOfNode(utf8(lines.join(''))) },
        results: [
          { retrieval_id: 'doc:t:brief#p1', rank: 1 },
          { retrieval_id: 'doc:t:brief#p2', rank: 2 },
          { retrieval_id: 'doc:t:menu#p1', rank: 3 },
        ],
      },
    ]);
    expect(result.recorded.sources.documents).toHaveLength(2);
    expect(spans[0]).toMatchObject({ stage: 'retrieval', retrieval_ids: ['doc:t:brief#p1', 'doc:t:brief#p2', 'doc:t:menu#p1'] });
  });

  test('of a passage whose document was not added fails', async () => {
    expect(await codeOf((box) => box.retrieve({ query: question, from: wordSearch([brief]), top: 1 }))).toBe('passage-unknown');
  });

  test('of a passage whose text is not in its document fails', async () => {
    const [first] = brief.passages;
    if (first === undefined) throw new Error('no passage');
    const forged: Passage = { ...first, text: first.text.replace('0.25', '9.99') };
    expect(await codeOf((box) => box.handIn([{ ...brief, passages: [forged] }]))).toBe('passage-unknown');
    const rehashed: Passage = { ...forged, source: { ...forged.source, sha256: digestOfNode(utf8(forged.text)) } };
    expect(await codeOf((box) => box.handIn([{ ...brief, passages: [rehashed] }]))).toBe('passage-unknown');
    const misnamed: Passage = { ...first, source: { ...first.source, sha256: digestOfNode(utf8('other')) } };
    expect(await codeOf((box) => box.handIn([{ ...brief, passages: [misnamed] }]))).toBe('passage-unknown');
  });

  test.each(['original', 'text', 'map'] as const)('of a document whose %s is not what its reference says fails', async (part) => {
    const document = { ...brief.document, [part]: { ...brief.document[part], sha256: digestOfNode(utf8('other')) } };
    expect(await codeOf((box) => box.handIn([{ ...brief, document }]))).toBe('passage-unknown');
  });

  test('of two documents, or two passages, with one id fails', async () => {
    const other = snapshotOf('brief', ['Something else altogether.']);
    expect(
      await codeOf((box) => {
        box.addDocuments([brief]);
        box.addDocuments([other]);
      }),
    ).toBe('source-id-twice');
    const [first, second] = brief.passages;
    if (first === undefined || second === undefined) throw new Error('no passages');
    const twin: Passage = { ...second, source: { ...second.source, retrieval_id: first.source.retrieval_id } };
    expect(await codeOf((box) => box.handIn([{ ...brief, passages: [first, twin] }]))).toBe('source-id-twice');
    expect(
      await codeOf((box) => {
        box.addDocuments([brief]);
        box.handIn([brief]);
      }),
    ).toBe('nothing thrown');
  });

  test('that cannot be written down fails at once, as a span with an error, and the run is closed', async () => {
    const broken = {
      search: () => ({
        results: brief.passages.slice(0, 1).map((passage) => ({ passage, rank: 1, score: Number.NaN })),
        parameters: {},
        index: { name: 'n', version: '1', passages: 1, sha256: digestOfNode(utf8('')) },
      }),
    };
    const { result, spans } = await run(async (box) => {
      box.addDocuments([brief]);
      await box.retrieve({ query: question, from: broken, top: 1 });
    });
    expect(result).toMatchObject({ status: 'failed', error: { code: 'schema-violation' } });
    expect(spans[0]).toMatchObject({ stage: 'retrieval', status: 'error', error: { code: 'schema-violation' } });
    expect(result.recorded.retrievals.retrievals).toEqual([]);
    expect(await codeOf((box) => box.retrieve({ query: '\ud800', from: wordSearch([]), top: 1 }))).toBe('not-utf8');
  });
});

describe('generation', () => {
  const speaking = (more: Partial<Provider>): Provider => ({
    name: 'third party',
    seen: true,
    generate: async (_request, sink) => {
      sink.sent(utf8('{}'), 'application/json');
      return { text: 'x' };
    },
    ...more,
  });

  test('from a passage that this run did not retrieve is refused', async () => {
    const foreign = brief.passages[0] as RetrievedPassage;
    expect(await codeOf((box) => box.generate({ provider: extractive, question, passages: [foreign] }))).toBe('passage-unknown');
    expect(
      await codeOf((box) => {
        const altered = box.handIn([brief]).map((passage) => ({ ...passage, text: 'The rate is 9 %.' }));
        return box.generate({ provider: extractive, question, passages: altered });
      }),
    ).toBe('passage-unknown');
  });

  test('by a provider that does not say what it was asked is refused', async () => {
    const mute = speaking({ generate: async () => ({ text: 'trust me' }) });
    const store = new MemoryStore();
    await expect(sandbox(optionsOf(store), async (box) => void (await box.generate({ provider: mute, question, passages: [] })))).rejects.toThrow(
      'without saying',
    );
    expect(store.chain().spans[0]).toMatchObject({ stage: 'generation', status: 'error' });
  });

  test('by a provider that says what a span cannot hold fails, and the record stays whole', async () => {
    const babbling: readonly ((sink: ProviderSink) => void)[] = [
      (sink) => sink.learnt({ response_id: 'r'.repeat(1000) }),
      (sink) => sink.prompted({ id: '', text: 'x' }),
      (sink) => sink.sent(utf8('x'), 'Markdown'),
      (sink) => sink.attempt().received(utf8('x'), 'Markdown'),
      (sink) => sink.attempt().end({ outcome: 'http_error', http_status: 999 }),
    ];
    for (const babble of babbling) {
      const provider = speaking({
        generate: async (_request, sink) => {
          sink.sent(utf8('{}'), 'application/json');
          babble(sink);
          return { text: 'x' };
        },
      });
      const { result, spans } = await run(async (box) => void (await box.generate({ provider, question, passages: [] })));
      expect(result).toMatchObject({ status: 'failed', error: { code: 'schema-violation', where: 'provider third party' } });
      expect(spans[0]).toMatchObject({ stage: 'generation', status: 'error' });
    }
    expect(await codeOf((box) => box.generate({ provider: speaking({ name: '' }), question, passages: [] }))).toBe('schema-violation');
    expect(
      await codeOf((box) =>
        box.generate({
          provider: speaking({
            generate: async (_r, sink) => {
              sink.sent(utf8('{}'), 'text/plain');
              return { text: '\udfff' };
            },
          }),
          question,
          passages: [],
        }),
      ),
    ).toBe('provider-malformed');
  });

  test('that fails keeps what was seen, and a pipeline may go on with another provider', async () => {
    const failing = speaking({
      generate: async (_request, sink) => {
        sink.sent(utf8('{"q":1}'), 'application/json');
        const attempt = sink.attempt();
        attempt.received(utf8('busy'), 'text/plain');
        attempt.end({ outcome: 'http_error', http_status: 503 });
        throw new EvidenceError('provider-failed', { where: 'there' });
      },
    });
    const { store, result, spans } = await run(async (box) => {
      const passages = box.handIn([brief]);
      const answer = await box.generate({ provider: failing, question, passages }).catch(() => box.generate({ provider: extractive, question, passages }));
      box.output('answer.md', answer.text);
    });
    expect(result.status).toBe('closed');
    const [failed] = spans.filter((span) => span.stage === 'generation');
    expect(failed).toMatchObject({
      status: 'error',
      provider: 'third party',
      error: { code: 'provider-failed' },
      attempts: [{ number: 1, outcome: 'http_error', http_status: 503 }],
    });
    expect(failed?.inputs.map((ref) => ref.uri)).toEqual(['prompts/1.json']);
    expect(failed?.outputs.map((ref) => ref.uri)).toEqual(['responses/1-1.txt']);
    expect(store.textOf(failed?.attempts?.[0]?.response_sha256)).toBe('busy');
    expect(result.recorded.run.replay.provider).toBe('extractive');
  });

  test('declared elsewhere lowers the assurance and is listed as not captured', async () => {
    const { store, result, spans } = await run(async (box) => {
      const passages = box.handIn([brief]);
      box.output('answer.md', (await box.generate({ provider: declaredProvider('The rate is 0.25 %.'), question, passages })).text);
    });
    expect(result.recorded.run).toMatchObject({ assurance: 'declared', replay: { provider: 'declared', model: null } });
    expect(result.recorded.run.not_captured.map((gap) => gap.what)).toContain('the generation itself');
    const generation = spans.find((span) => span.stage === 'generation');
    expect(generation).not.toHaveProperty('attempts');
    expect(JSON.parse(store.unsalted(generation?.inputs[0]?.sha256))).toMatchObject({
      question,
      passages: [{ retrieval_id: 'doc:t:brief#p1' }, { retrieval_id: 'doc:t:brief#p2' }],
    });
    expect(store.textOf(result.recorded.run.final_output ?? undefined)).toBe('The rate is 0.25 %.');
  });
});

describe('outputs', () => {
  test('wait in the record; the last text is the one that is judged, unless another is marked', async () => {
    const finalOf = async (work: (box: Box) => void): Promise<string> => {
      const { store, result } = await run(async (box) => work(box));
      return store.textOf(result.recorded.run.final_output ?? undefined);
    };
    expect(
      await finalOf((box) => {
        box.output('a.md', 'one');
        box.output('b.txt', 'two');
        box.output('c.bin', utf8('three'));
      }),
    ).toBe('two');
    expect(
      await finalOf((box) => {
        box.output('a.md', 'one', { final: true });
        box.output('b.txt', 'two');
      }),
    ).toBe('one');
    expect(
      await finalOf((box) => {
        box.output('c.json', utf8('{}'), { mediaType: 'application/json', final: true });
        box.output('b.txt', 'two');
      }),
    ).toBe('{}');
    const { result, spans } = await run(async (box) => {
      box.output('deep/c.bin', utf8('x'));
      box.output('noending', 'x');
      box.output('t.csv', 'a,b');
    });
    expect(result.recorded.run.outputs.map(({ artifact }) => [artifact.uri, artifact.media_type])).toEqual([
      ['outputs/deep/c.bin', 'application/octet-stream'],
      ['outputs/noending', 'text/plain; charset=utf-8'],
      ['outputs/t.csv', 'text/csv; charset=utf-8'],
    ]);
    expect(spans.at(-1)?.outputs).toEqual(result.recorded.run.outputs.map((output) => output.artifact));
  });

  test.each([
    ['a.md', 'a.md'],
    ['a.md', 'A.md'],
    ['a', 'a/b'],
    ['a/b', 'a'],
    ['a/b', 'A/c'],
  ])('%s and %s cannot both be released', async (first, second) => {
    expect(
      await codeOf((box) => {
        box.output(first, 'x');
        box.output(second, 'y');
      }),
    ).toBe('output-name-twice');
  });

  test('with names that differ are fine', async () => {
    expect(
      await codeOf((box) => {
        box.output('a/b', 'x');
        box.output('a/c', 'y');
        box.output('b', 'z');
        box.output('ab', 'z');
      }),
    ).toBe('nothing thrown');
  });

  test.each(['', '/etc/passwd', '../a', 'a/../b', './a', 'a//b', 'a/', 'ä.md', 'a b', 'x'.repeat(193), 'a\\b', 'a\n'])('name %j is refused', async (name) => {
    expect(await codeOf((box) => box.output(name, 'x'))).toBe('bundle-name');
  });

  test('that are not text, not typed or twice final are refused', async () => {
    expect(await codeOf((box) => box.output('a.md', 'half \ud83d'))).toBe('not-utf8');
    await expect(run(async (box) => void box.output('a.md', 'x', { mediaType: 'Markdown' }))).rejects.toThrow(TypeError);
    await expect(
      run(async (box) => {
        box.output('a', 'x', { final: true });
        box.output('b', 'y', { final: true });
      }),
    ).rejects.toThrow(TypeError);
  });
});
