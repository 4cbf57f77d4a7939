import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export type Reply = (response: ServerResponse, received: Received) => void;

/** A real HTTP server on loopback that answers each request with the next of its replies (the last one again and again). */
export class ChatServer {
  readonly received: Received[] = [];
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(...replies: readonly Reply[]): Promise<ChatServer> {
    const server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const received = { url: request.url, headers: request.headers, body: Buffer.concat(parts).toString('utf8') };
        started.received.push(received);
        replies[Math.min(started.received.length, replies.length) - 1]?.(response, received);
      });
    });
    const started = new ChatServer(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return started;
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return (response) =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(typeof body === 'string' ? body : JSON.stringify(body));
}

export function completion(
  content: unknown,
  more: Readonly<Record<string, unknown>> = {},
  choice: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    model: 'gpt-test-2024-08-06',
    system_fingerprint: 'fp_1',
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop', ...choice }],
    usage: { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 },
    ...more,
  };
}

export function events(lines: readonly string[], end = true): Reply {
  return (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(lines.join(''));
    if (end) response.end();
  };
}

export function event(delta: Readonly<Record<string, unknown>>, finish: string | null = null): string {
  return `data: ${JSON.stringify({ id: 'chatcmpl-2', model: 'gpt-test-2024-08-06', system_fingerprint: 'fp_2', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
}

export const usageEvent = `data: ${JSON.stringify({ id: 'chatcmpl-2', choices: [], usage: { prompt_tokens: 5, completion_tokens: 3, total_tokens: 8 } })}\n\n`;
export const doneEvent = 'data: [DONE]\n\n';
