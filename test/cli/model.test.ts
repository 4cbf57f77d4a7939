import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Span } from '../../src/model/generated/documents.ts';
import { evidenceGate, freshFolder } from './session.ts';

const key = 'sk-test-0123456789abcdef';
const answer =
  'The support desk is open from 08:00 to 18:00 on working days. “The support desk is open from 08:00 to 18:00 on working days.” [doc:handbook:handbook.md#p1]';

/** A small OpenAI-compatible endpoint: refuses the first request, then streams the answer in two pieces. */
function endpoint(): { readonly server: ReturnType<typeof createServer>; readonly seen: string[] } {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.once('end', () => {
      seen.push(`${request.headers.authorization ?? ''} ${body}`);
      if (seen.length === 1) return void response.writeHead(429, { 'retry-after': '0' }).end('{"error":{"message":"slow down"}}');
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const about = { id: 'cmpl-1', object: 'chat.completion.chunk', model: 'small-model-2026-01', system_fingerprint: 'fp_7' };
      const chunks = [
        { ...about, choices: [{ index: 0, delta: { role: 'assistant', content: answer.slice(0, 40) }, finish_reason: null }] },
        { ...about, choices: [{ index: 0, delta: { content: answer.slice(40) }, finish_reason: 'stop' }] },
        { ...about, choices: [], usage: { prompt_tokens: 321, completion_tokens: 45, total_tokens: 366 } },
      ];
      response.end(`${chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join('')}data: [DONE]\n\n`);
    });
  });
  return { server, seen };
}

it('a model behind an OpenAI-compatible endpoint answers, is recorded attempt by attempt, and its bundle verifies', async () => {
  const { server, seen } = endpoint();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  try {
    const folder = freshFolder();
    await evidenceGate(folder, ['init']);
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
    const pipeline = readFileSync(join(folder, 'pipeline.yaml'), 'utf8').replace(
      /^ {2}provider: extractive\n {2}quotes: 2$/m,
      `  provider: openai\n  model: small-model\n  base_url: ${base}\n  api_key_env: MODEL_KEY\n  stream: true\n  parameters: { temperature: 0, seed: 7 }`,
    );
    writeFileSync(join(folder, 'pipeline.yaml'), pipeline);
    const ran = await evidenceGate(folder, ['run', 'pipeline.yaml', '--ask', 'When is the support desk open?', '--trust', 'keys/signer.trust.json', '--json'], {
      MODEL_KEY: key,
    });
    expect(ran.document).toMatchObject({ exit: 0, runs: [{ status: 'promoted', verification: { outcome: 'verified' } }] });
    expect(seen).toHaveLength(2);
    expect(JSON.parse(seen[1]?.slice(`Bearer ${key} `.length) ?? '')).toMatchObject({ model: 'small-model', temperature: 0, seed: 7, stream: true });

    const { run_id } = (ran.document as { runs: readonly [{ run_id: string }] }).runs[0];
    const told = (await evidenceGate(folder, ['inspect', run_id, '--json'])).document as { spans: readonly Span[] };
    expect(told.spans.find(({ stage }) => stage === 'generation')).toMatchObject({
      provider: 'openai',
      model: { requested: 'small-model', answered: 'small-model-2026-01' },
      parameters: { temperature: 0, seed: 7 },
      usage: { input_tokens: 321, output_tokens: 45, total_tokens: 366 },
      system_fingerprint: 'fp_7',
      finish_reason: 'stop',
      attempts: [
        { number: 1, outcome: 'http_error', http_status: 429 },
        { number: 2, outcome: 'ok', http_status: 200 },
      ],
      prompt: { id: 'cited-answer-1' },
    });
    const bundle = (ran.document as { runs: readonly [{ bundle: { path: string } }] }).runs[0].bundle.path;
    expect(readFileSync(bundle).includes(key)).toBe(false);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
