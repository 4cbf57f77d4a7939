import { afterEach, describe, expect, test } from 'vitest';
import { SecretKey } from '../../../src/sandbox/providers/secret-key.ts';
import { Wire } from '../../../src/sandbox/providers/wire.ts';
import { ChatServer, type Reply } from './chat-server.ts';

const cleanup: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const stop of cleanup.splice(0)) await stop();
});

async function exchange(reply: Reply, largestResponse: number): Promise<{ readonly wire: Wire; readonly text: string; readonly sent: string }> {
  const server = await ChatServer.start(reply);
  cleanup.push(() => server.stop());
  let sent = '';
  const wire = new Wire({
    fetch,
    key: new SecretKey('0123456789abcdef', true, 'here'),
    signal: AbortSignal.timeout(10_000),
    largestResponse,
    onSend: (body) => (sent = Buffer.from(body).toString('utf8')),
  });
  const response = await wire.fetch(server.baseUrl, { body: '{"x":"é"}' });
  return { wire, text: await response.text(), sent };
}

describe('the wire', () => {
  test('sees the same bytes as both ends', async () => {
    const { wire, text, sent } = await exchange((response, received) => void response.end(received.body), 1000);
    expect(sent).toBe('{"x":"é"}');
    expect(text).toBe(sent);
    expect(Buffer.from(wire.bytes).toString('utf8')).toBe(sent);
    expect(wire.failure).toBeUndefined();
  });

  test('stops reading a response that has no end', async () => {
    const endless: Reply = (response) => {
      const more = (error?: Error | null): void => {
        if (error === undefined || error === null) response.write('x'.repeat(1000), more);
      };
      more();
    };
    const { wire } = await exchange(endless, 5000);
    expect(wire.failure?.stage).toBe('too-large');
    expect(wire.bytes.length).toBeGreaterThan(5000);
    expect(wire.bytes.length).toBeLessThan(5_000_000);
  });

  test('takes a response without a body, and cuts out the key at either end of one', async () => {
    expect((await exchange((response) => void response.writeHead(204).end(), 1000)).wire).toMatchObject({ status: 204, failure: undefined, keyRemoved: false });
    const { wire, text } = await exchange((response) => void response.end('0123456789abcdef|0123456789abcdef'), 1000);
    expect(text).toBe('[key removed]|[key removed]');
    expect(wire.keyRemoved).toBe(true);
  });
});
