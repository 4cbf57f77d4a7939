import { evidenceGate } from '../session.ts';
import type { ErrorCode } from '../../../src/core/error-table.ts';
import { json, silence, withModel } from './model-server.ts';
import { ask, asked, commanded, generateBy, newcomer } from './newcomer.ts';
import type { Provocation } from './provoked.ts';

const closed = ['closed'];

export const providerErrors = {
  'provider-key-missing': async () => {
    const folder = await newcomer();
    generateBy(folder, ['provider: openai', 'model: small-model', 'base_url: https://models.invalid/v1', 'api_key_env: SMALL_MODEL_KEY']);
    return await asked(folder, 'https://models.invalid (small-model), SMALL_MODEL_KEY');
  },
  'provider-address': async () => {
    const folder = await newcomer();
    generateBy(folder, ['provider: openai', 'model: small-model', 'base_url: https://me:secret@models.invalid/v1']);
    return await asked(folder, 'https://models.invalid');
  },
  'provider-unreachable': async () => {
    const folder = await withModel(silence, [], async (made) => await Promise.resolve(made));
    return await asked(folder, 'http://127.0.0.1:', closed);
  },
  'provider-refused-key': async () =>
    await withModel(
      json(401, { error: { message: 'Incorrect API key provided: sk-not-a-real-key-at-all' } }),
      ['api_key_env: SMALL_MODEL_KEY'],
      async (folder, { origin }) => {
        const said = await evidenceGate(folder, ask, { SMALL_MODEL_KEY: 'sk-not-a-real-key-at-all' });
        if (`${said.out}${said.err}`.includes('sk-not-a-real')) throw new Error('the key was shown');
        return commanded(folder, said, origin, closed);
      },
    ),
  'provider-rate-limited': async () =>
    await withModel(
      json(429, { error: { message: 'slow down' } }, { 'retry-after': '0' }),
      [],
      async (folder, { origin }) => await asked(folder, origin, closed),
    ),
  'provider-failed': async () => await withModel(json(500, '<h1>Bad gateway</h1>'), [], async (folder, { origin }) => await asked(folder, origin, closed)),
  'provider-malformed': async () =>
    await withModel(json(200, '{"choices": [{"message": '), [], async (folder, { origin }) => await asked(folder, origin, closed)),
  'provider-timeout': async () => await withModel(silence, ['timeout_seconds: 1'], async (folder, { origin }) => await asked(folder, origin, closed)),
  'provider-truncated': async () =>
    await withModel(
      (response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write('data: {"id":"1","choices":[{"index":0,"delta":{"content":"The support desk"}}]}\n\n', () => response.destroy());
      },
      ['stream: true'],
      async (folder, { origin }) => await asked(folder, origin, closed),
    ),
} as const satisfies Partial<Record<ErrorCode, Provocation>>;
