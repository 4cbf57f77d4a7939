import { LLMock } from '@copilotkit/aimock';
import { afterEach, describe, expect, test } from 'vitest';
import { EvidenceError } from '../../../src/core/errors.ts';
import type { Parameters, Span } from '../../../src/model/generated/documents.ts';
import { defaultPrompt } from '../../../src/sandbox/prompt.ts';
import { openaiProvider, type OpenAIOptions } from '../../../src/sandbox/providers/openai.ts';
import { sandbox, type SandboxResult } from '../../../src/sandbox/sandbox.ts';
import { brief } from '../documents.ts';
import { MemoryStore, optionsOf, portsOf } from '../memory-ports.ts';
import { ChatServer, completion, doneEvent, event, events, json, usageEvent, type Reply } from './chat-server.ts';

const key = 'sk-test-0123456789abcdefghij';
const question = 'What is the policy rate?';
const cleanup: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const stop of cleanup.splice(0)) await stop();
});

interface Asked {
  readonly store: MemoryStore;
  readonly result: SandboxResult;
  readonly span: Span;
  readonly slept: readonly number[];
  readonly error: EvidenceError | undefined;
}

async function ask(baseUrl: string, more: Partial<OpenAIOptions> = {}, parameters?: Parameters): Promise<Asked> {
  const store = new MemoryStore();
  const slept: number[] = [];
  const { clock, random } = portsOf(store);
  const provider = openaiProvider({ model: 'gpt-test', baseUrl, key, fetch, sleep: async (millis) => slept.push(millis), clock, random, ...more });
  const result = await sandbox(optionsOf(store), async (box) => {
    const passages = box.handIn([brief]);
    const answer = await box.generate({ provider, question, passages, parameters });
    box.output('answer.md', answer.text);
  });
  const span = store.chain().spans.find((one) => one.stage === 'generation');
  if (span === undefined) throw new Error('no generation span');
  const error = result.status === 'failed' ? result.error : undefined;
  // Whatever happened: the key is nowhere.
  expect(store.everything()).not.toContain(key);
  expect(`${error?.message} ${error?.where} ${error?.why} ${String(error?.stack)}`).not.toContain(key);
  return { store, result, span, slept, error };
}

async function serve(...replies: readonly Reply[]): Promise<ChatServer> {
  const server = await ChatServer.start(...replies);
  cleanup.push(() => server.stop());
  return server;
}

async function askServer(
  replies: readonly Reply[],
  more: Partial<OpenAIOptions> = {},
  parameters?: Parameters,
): Promise<Asked & { readonly server: ChatServer }> {
  const server = await serve(...replies);
  return { ...(await ask(server.baseUrl, more, parameters)), server };
}

function outcomes(span: Span): readonly unknown[] {
  return (span.attempts ?? []).map((attempt) => attempt.outcome);
}

describe('a plain answer', () => {
  test('is recorded with the exact bytes both ways and all that the provider says of it', async () => {
    const body = completion('The rate is 0.25 %.');
    const { store, result, span, server } = await askServer([json(200, body)], {}, { temperature: 0, top_p: 0.5, seed: 7, max_tokens: 100 });
    expect(result.status).toBe('closed');
    const [sent] = server.received;
    expect(sent?.url).toBe('/v1/chat/completions');
    expect(sent?.headers.authorization).toBe(`Bearer ${key}`);
    expect(store.unsalted(span.inputs[0]?.sha256)).toBe(sent?.body);
    expect(JSON.parse(sent?.body ?? '')).toMatchObject({ model: 'gpt-test', temperature: 0, top_p: 0.5, seed: 7, max_tokens: 100 });
    for (const passage of brief.passages) expect(JSON.stringify(JSON.parse(sent?.body ?? ''))).toContain(JSON.stringify(passage.text).slice(1, -1));
    expect(span).toMatchObject({
      status: 'ok',
      provider: 'openai',
      model: { requested: 'gpt-test', answered: 'gpt-test-2024-08-06' },
      parameters: { temperature: 0, top_p: 0.5, seed: 7, max_tokens: 100 },
      usage: { input_tokens: 11, output_tokens: 7, total_tokens: 18 },
      finish_reason: 'stop',
      system_fingerprint: 'fp_1',
      response_id: 'chatcmpl-1',
      prompt: { id: defaultPrompt.id },
      retrieval_ids: ['doc:t:brief#p1', 'doc:t:brief#p2'],
      attempts: [{ number: 1, outcome: 'ok', http_status: 200 }],
    });
    expect(store.textOf(span.prompt?.sha256)).toBe(defaultPrompt.text);
    expect(store.textOf(span.attempts?.[0]?.response_sha256)).toBe(JSON.stringify(body));
    expect(span.outputs.map((ref) => ref.uri)).toEqual(['answers/1.txt', 'responses/1-1.json']);
    expect(store.textOf(result.recorded.run.final_output ?? undefined)).toBe('The rate is 0.25 %.');
    expect(result.recorded.run.replay).toMatchObject({
      provider: 'openai',
      model: { requested: 'gpt-test' },
      parameters: { seed: 7 },
      prompt: { id: defaultPrompt.id },
    });
  });

  test('parameters that are absent are not sent, and the headers are ours alone', async () => {
    process.env['OPENAI_CUSTOM_HEADERS'] = 'x-spy: 1';
    process.env['OPENAI_ORG_ID'] = 'org-spy';
    cleanup.push(async () => {
      delete process.env['OPENAI_CUSTOM_HEADERS'];
      delete process.env['OPENAI_ORG_ID'];
    });
    const { span, server } = await askServer([json(200, completion('x'))]);
    const sent: unknown = JSON.parse(server.received[0]?.body ?? '');
    expect(Object.keys(sent as object).sort()).toEqual(['messages', 'model']);
    expect(span.parameters).toEqual({});
    const names = Object.keys(server.received[0]?.headers ?? {});
    expect(names.filter((name) => /^(?:x-|openai)/.test(name))).toEqual([]);
  });

  test('on this machine needs no key, and then sends none', async () => {
    const { result, server } = await askServer([json(200, completion('x'))], { key: undefined });
    expect(result.status).toBe('closed');
    expect(server.received[0]?.headers.authorization).toBeUndefined();
  });

  test('facts that a span cannot hold count as not said', async () => {
    const odd = { id: '', model: 'm'.repeat(300), system_fingerprint: 5, usage: { prompt_tokens: -1, completion_tokens: 2.5, total_tokens: '9' } };
    const { result, span } = await askServer([json(200, completion('x', odd))]);
    expect(result.status).toBe('closed');
    expect(span.model).toEqual({ requested: 'gpt-test' });
    for (const name of ['response_id', 'system_fingerprint', 'usage']) expect(span).not.toHaveProperty(name);
  });
});

describe('a streamed answer', () => {
  test('is put together, and kept as it came', async () => {
    const lines = [
      event({ role: 'assistant', content: '' }),
      event({ content: 'The rate ' }),
      event({ content: 'is 0.25 %.' }),
      event({}, 'stop'),
      usageEvent,
      doneEvent,
    ];
    const { store, result, span, server } = await askServer([events(lines)], { stream: true });
    expect(JSON.parse(server.received[0]?.body ?? '')).toMatchObject({ stream: true, stream_options: { include_usage: true } });
    expect(store.textOf(result.recorded.run.final_output ?? undefined)).toBe('The rate is 0.25 %.');
    expect(span).toMatchObject({
      finish_reason: 'stop',
      system_fingerprint: 'fp_2',
      response_id: 'chatcmpl-2',
      usage: { input_tokens: 5, output_tokens: 3, total_tokens: 8 },
    });
    expect(span.outputs[1]).toMatchObject({ uri: 'responses/1-1.sse', media_type: 'text/event-stream' });
    expect(store.textOf(span.outputs[1]?.sha256)).toBe(lines.join(''));
  });

  test.each([
    ['no finish reason and no end mark', [event({ content: 'The ra' })]],
    ['an end mark without a finish reason', [event({ content: 'The ra' }), doneEvent]],
    ['a finish reason without an end mark', [event({ content: 'The rate.' }), event({}, 'stop')]],
    ['half an event', [event({ content: 'The ra' }), 'data: {"choices":[{"de']],
    ['nothing at all', []],
  ])('with %s is truncated', async (_what, lines) => {
    const { store, span, error, slept } = await askServer([events(lines)], { stream: true });
    expect(error?.code).toBe('provider-truncated');
    expect(outcomes(span)).toEqual(['truncated']);
    expect(store.textOf(span.attempts?.[0]?.response_sha256)).toBe(lines.join(''));
    expect(slept).toEqual([]);
  });

  test('that breaks off with the connection is truncated, and what came is kept with what it said', async () => {
    const cut: Reply = (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(event({ content: 'The ra' }), () => response.destroy());
    };
    const { store, span, error } = await askServer([cut], { stream: true });
    expect(error?.code).toBe('provider-truncated');
    expect(span).toMatchObject({ status: 'error', model: { answered: 'gpt-test-2024-08-06' }, error: { code: 'provider-truncated' } });
    expect(store.textOf(span.attempts?.[0]?.response_sha256)).toBe(event({ content: 'The ra' }));
  });

  test('that does not go on runs out of time', async () => {
    const { span, error, slept } = await askServer([events([event({ content: 'The ra' })], false)], { stream: true, timeoutMs: 150, retries: 1 });
    expect(error?.code).toBe('provider-timeout');
    expect(outcomes(span)).toEqual(['timeout', 'timeout']);
    expect(slept).toHaveLength(1);
  });

  test.each([
    ['JSON', json(200, completion('x')), 'provider-malformed'],
    ['an event that is no JSON', events(['data: {oops}\n\n', doneEvent]), 'provider-malformed'],
    ['events without choices', events([usageEvent, doneEvent]), 'provider-malformed'],
    ['an error in the middle', events([event({ content: 'The' }), 'data: {"error":{"message":"out of memory"}}\n\n', doneEvent]), 'provider-failed'],
  ])('that is %s is refused', async (_what, reply, code) => {
    const { error } = await askServer([reply], { stream: true });
    expect(error?.code).toBe(code);
  });
});

describe('an answer that is none', () => {
  test.each([
    ['not JSON', json(200, '{"choices": ['), 'provider-malformed', 'malformed'],
    [
      'a page',
      ((response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in</html>')) satisfies Reply,
      'provider-malformed',
      'malformed',
    ],
    ['without choices', json(200, { id: 'x' }), 'provider-malformed', 'malformed'],
    ['with empty choices', json(200, completion('x', { choices: [] })), 'provider-malformed', 'malformed'],
    ['with null for text', json(200, completion(null)), 'provider-malformed', 'malformed'],
    ['with a list for text', json(200, completion(['x'])), 'provider-malformed', 'malformed'],
    ['a refusal', json(200, completion(null, {}, { message: { refusal: 'no' } })), 'provider-malformed', 'malformed'],
    ['half a surrogate pair', json(200, '{"choices":[{"message":{"content":"\\ud800"},"finish_reason":"stop"}]}'), 'provider-malformed', 'malformed'],
    ['cut at its length', json(200, completion('The ra', {}, { finish_reason: 'length' })), 'provider-truncated', 'truncated'],
    ['cut by a filter', json(200, completion('The ra', {}, { finish_reason: 'content_filter' })), 'provider-truncated', 'truncated'],
    ['an error with status 200', json(200, { error: { message: 'no GPU' } }), 'provider-failed', 'http_error'],
    ['a redirect', json(302, '', { location: 'http://127.0.0.1:1/' }), 'provider-failed', 'http_error'],
    ['a bad request', json(400, { error: { message: 'temperature is not supported' } }), 'provider-failed', 'http_error'],
    ['a refused key', json(401, { error: { message: `Incorrect API key provided: ${key}` } }), 'provider-refused-key', 'http_error'],
    ['a forbidden model', json(403, { error: { message: 'no' } }), 'provider-refused-key', 'http_error'],
  ] satisfies readonly (readonly [string, Reply, string, string])[])('(%s) fails at once, with the response kept', async (_what, reply, code, outcome) => {
    const { span, error, slept, server } = await askServer([reply]);
    expect(error?.code).toBe(code);
    expect(error?.where).toBe(`${new URL(server.baseUrl).origin} (gpt-test)`);
    expect(span).toMatchObject({ status: 'error', error: { code } });
    expect(outcomes(span)).toEqual([outcome]);
    expect(span.attempts?.[0]?.response_sha256).toBeDefined();
    expect(slept).toEqual([]);
    expect(server.received).toHaveLength(1);
  });

  test('finish reason and the like stay in the record', async () => {
    const { span } = await askServer([json(200, completion('The ra', {}, { finish_reason: 'length' }))]);
    expect(span).toMatchObject({ finish_reason: 'length', response_id: 'chatcmpl-1', usage: { output_tokens: 7 } });
  });
});

describe('attempts', () => {
  test('after 429 wait as long as the server asks, then go on; each is recorded, and sends the same bytes', async () => {
    const busy = json(429, { error: { message: 'slow down' } }, { 'retry-after': '7' });
    const { result, span, slept, server } = await askServer([busy, json(429, '', { 'retry-after-ms': '250' }), json(200, completion('x'))]);
    expect(result.status).toBe('closed');
    expect(span.attempts).toMatchObject([
      { number: 1, outcome: 'http_error', http_status: 429, retry_after_ms: 7000, error: '429 slow down' },
      { number: 2, outcome: 'http_error', http_status: 429, retry_after_ms: 250, error: '429' },
      { number: 3, outcome: 'ok', http_status: 200 },
    ]);
    expect(slept).toEqual([7000, 250]);
    expect(new Set(server.received.map((one) => one.body)).size).toBe(1);
    expect(span.inputs.filter((ref) => ref.uri.startsWith('prompts/1'))).toHaveLength(1);
    for (const [index, attempt] of (span.attempts ?? []).entries()) {
      expect(BigInt(attempt.end_unix_nano) >= BigInt(attempt.start_unix_nano)).toBe(true);
      expect(span.outputs.some((ref) => ref.sha256 === attempt.response_sha256 && ref.uri.startsWith(`responses/1-${index + 1}.`))).toBe(true);
    }
  });

  test('never wait longer than a minute, whatever the server asks', async () => {
    const date = new Date(1_764_000_000_000 + 86_400_000).toUTCString();
    const { slept, error } = await askServer([json(429, '', { 'retry-after': '999999' }), json(503, '', { 'retry-after': date })], { retries: 2 });
    expect(slept).toEqual([60_000, 60_000]);
    expect(error?.code).toBe('provider-failed');
  });

  test('that all meet 429 end as rate-limited', async () => {
    const { error, span } = await askServer([json(429, '')], { retries: 3 });
    expect(error?.code).toBe('provider-rate-limited');
    expect(outcomes(span)).toHaveLength(4);
  });

  test('that all meet 500 back off exponentially, and end as failed', async () => {
    const { error, slept, span } = await askServer([json(500, 'oops'), json(502, ''), json(503, '')], { retries: 2, random: () => Uint8Array.of(0) });
    expect(error?.code).toBe('provider-failed');
    expect(slept).toEqual([250, 500]);
    expect(span.attempts).toMatchObject([{ http_status: 500 }, { http_status: 502 }, { http_status: 503 }]);
    const { slept: longer } = await askServer([json(500, '')], { retries: 1, random: () => Uint8Array.of(255) });
    expect(longer[0]).toBeGreaterThan(490);
  });

  test('that find nobody listening end as unreachable, and say why', async () => {
    const server = await ChatServer.start();
    const { baseUrl } = server;
    await server.stop();
    const { error, span, slept } = await ask(baseUrl);
    expect(error).toMatchObject({ code: 'provider-unreachable', exit: 4 });
    expect(error?.message).toContain('ECONNREFUSED');
    expect(outcomes(span)).toEqual(['network_error', 'network_error', 'network_error']);
    expect(span.attempts?.[0]).not.toHaveProperty('response_sha256');
    expect(slept).toHaveLength(2);
    expect(span.inputs[0]?.uri).toBe('prompts/1.json');
  });

  test('that find no such host end as unreachable', async () => {
    const { error } = await ask('http://no-such-host.invalid/v1', { retries: 0 });
    expect(error?.code).toBe('provider-unreachable');
    expect(error?.where).toBe('http://no-such-host.invalid (gpt-test)');
  });
});

describe('the key', () => {
  const make = (more: Partial<OpenAIOptions>): (() => unknown) => {
    const { clock, random } = portsOf(new MemoryStore());
    return () => openaiProvider({ model: 'gpt-test', fetch, sleep: async () => undefined, clock, random, ...more });
  };

  test.each([[undefined], ['']])('(%j) that is missing is missed at once', (missing) => {
    expect(make({ key: missing })).toThrow(expect.objectContaining({ code: 'provider-key-missing', where: 'https://api.openai.com (gpt-test)' }));
  });

  test('with a line feed in it is refused, and not repeated', () => {
    const broken = make({ key: `${key}\n` });
    expect(broken).toThrow(expect.objectContaining({ code: 'provider-key-missing' }));
    expect(broken).not.toThrow(key);
  });

  test.each([
    ['https://user:hunter2@example.test/v1'],
    ['https://example.test/v1?key=hunter2'],
    ['https://example.test/v1#hunter2'],
    ['ftp://hunter2.test'],
    ['hunter2'],
  ])('(or a password) in the base URL %s is refused, and not repeated', (baseUrl) => {
    const broken = make({ baseUrl, key });
    expect(broken).toThrow(expect.objectContaining({ code: 'provider-address' }));
    expect(broken).not.toThrow('hunter2');
  });

  test('that a server repeats is cut out of what is kept, and the record says so', async () => {
    const { store, result, span } = await askServer([json(500, { error: { message: `bad key ${key}, ${key}!` } }), json(200, completion('x'))]);
    expect(result.status).toBe('closed');
    expect(span.attempts?.[0]?.error).toBe('500 bad key [key removed], [key removed]!');
    expect(store.textOf(span.attempts?.[0]?.response_sha256)).toContain('bad key [key removed], [key removed]!');
    expect(result.recorded.run.not_captured.map((gap) => gap.what)).toContain('the key, where a response repeated it');
  });

  test('that a server slips into an answer piece by piece makes the answer malformed', async () => {
    const lines = [event({ content: key.slice(0, 9) }), event({ content: key.slice(9) }), event({}, 'stop'), doneEvent];
    const { error } = await askServer([events(lines)], { stream: true });
    expect(error?.code).toBe('provider-malformed');
  });

  test('that is a plain word of a local server stays in answers', async () => {
    const { store, result } = await askServer([json(200, completion('ollama says yes'))], { key: 'ollama' });
    expect(store.textOf(result.recorded.run.final_output ?? undefined)).toBe('ollama says yes');
  });
});

describe('reasoning that comes beside the answer', () => {
  test.each([
    ['plain', json(200, completion('x', {}, { message: { content: 'x', reasoning_content: 'secret thoughts' } })), false],
    ['streamed', events([event({ reasoning: 'secret thoughts' }), event({ content: 'x' }), event({}, 'stop'), doneEvent]), true],
  ])('(%s) is not kept: nobody was asked', async (_what, reply, stream) => {
    const { store, result, span } = await askServer([reply], { stream });
    expect(result.status).toBe('closed');
    expect(store.everything()).not.toContain('secret thoughts');
    expect(span.attempts?.[0]).not.toHaveProperty('response_sha256');
    expect(result.recorded.run.not_captured.map((gap) => gap.what)).toContain('raw responses that carry reasoning');
  });

  test.each([[null], [''], [[]]])('(%j) that is none leaves the response where it is', async (none) => {
    const { span } = await askServer([json(200, completion('x', {}, { message: { content: 'the "reasoning": x', reasoning: none } }))]);
    expect(span.attempts?.[0]?.response_sha256).toBeDefined();
  });
});

describe('a store that fails', () => {
  test('before the request left is named as what it is, and nothing was sent', async () => {
    const server = await serve(json(200, completion('x')));
    const store = new MemoryStore();
    const { clock, random } = portsOf(store);
    const provider = openaiProvider({ model: 'gpt-test', baseUrl: server.baseUrl, key, fetch, sleep: async () => undefined, clock, random });
    const full = {
      ...portsOf(store),
      objects: {
        get: store.get.bind(store),
        put: (bytes: Uint8Array) => {
          if (Buffer.from(bytes).includes('"messages"')) throw new EvidenceError('disk-full');
          return store.put(bytes);
        },
      },
    };
    const result = await sandbox(optionsOf(store, { ports: full }), async (box) => void (await box.generate({ provider, question, passages: [] })));
    expect(result).toMatchObject({ status: 'failed', error: { code: 'disk-full' } });
    expect(server.received).toEqual([]);
  });
});

describe('against a server that other people wrote', () => {
  test.each([false, true])('answers and records usage (stream: %s)', async (stream) => {
    const mock = new LLMock({ port: 0 });
    mock.onMessage(/policy rate/, {
      content: 'The rate is 0.25 %.',
      systemFingerprint: 'fp_mock',
      usage: { prompt_tokens: 40, completion_tokens: 8, total_tokens: 48 },
    });
    await mock.start();
    cleanup.push(() => mock.stop());
    const { store, result, span } = await ask(`${mock.url}/v1`, { stream }, { seed: 3 });
    expect(result.status).toBe('closed');
    expect(store.textOf(result.recorded.run.final_output ?? undefined)).toBe('The rate is 0.25 %.');
    expect(span).toMatchObject({
      finish_reason: 'stop',
      usage: { input_tokens: 40, output_tokens: 8, total_tokens: 48 },
      attempts: [{ outcome: 'ok', http_status: 200 }],
    });
    expect(mock.getRequests()[0]?.body).toMatchObject({ model: 'gpt-test', seed: 3 });
  });

  test('tries again after its 429', async () => {
    const mock = new LLMock({ port: 0 });
    mock.onMessage(/policy rate/, { content: 'ok' });
    mock.nextRequestError(429, { message: 'Rate limit', type: 'rate_limit_error' });
    await mock.start();
    cleanup.push(() => mock.stop());
    const { result, span } = await ask(`${mock.url}/v1`);
    expect(result.status).toBe('closed');
    expect(span.attempts).toMatchObject([{ outcome: 'http_error', http_status: 429 }, { outcome: 'ok' }]);
  });

  test('notices that its stream broke off', async () => {
    const mock = new LLMock({ port: 0 });
    mock.onMessage(
      /policy rate/,
      { content: 'The rate is a quarter of a per cent, and will stay so for a long time.' },
      { chunkSize: 4, truncateAfterChunks: 3, latency: 20 },
    );
    await mock.start();
    cleanup.push(() => mock.stop());
    const { error } = await ask(`${mock.url}/v1`, { stream: true });
    expect(error?.code).toBe('provider-truncated');
  });
});
