import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generateBy, newcomer } from './newcomer.ts';

export interface ModelServer {
  readonly origin: string;
  /** Resolves once a request has come. */
  readonly asked: Promise<void>;
}

/** Does the work while a model endpoint on this machine answers so, in a folder whose pipeline asks it. */
export async function withModel<T>(
  answer: (response: ServerResponse) => void,
  settings: readonly string[],
  work: (folder: string, server: ModelServer) => Promise<T>,
): Promise<T> {
  let heard = (): void => undefined;
  const asked = new Promise<void>((resolve) => (heard = resolve));
  const server = createServer((request: IncomingMessage, response) => {
    request.resume().once('end', () => {
      heard();
      answer(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const folder = await newcomer();
    generateBy(folder, ['provider: openai', 'model: small-model', `base_url: ${origin}/v1`, 'retries: 0', ...settings]);
    return await work(folder, { origin, asked });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): (response: ServerResponse) => void {
  return (response) =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(typeof body === 'string' ? body : JSON.stringify(body));
}

/** Takes the question and never answers. */
export function silence(): void {
  // Nothing is written.
}
