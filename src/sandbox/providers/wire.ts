import { concatBytes, utf8 } from '../../core/bytes.ts';
import type { SecretKey } from './secret-key.ts';

export type Fetch = (url: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** `connect`: no response came. `body`: it began, and broke off. `too-large`: it was not read to its end. */
export interface WireFailure {
  readonly stage: 'connect' | 'body' | 'too-large';
  readonly thrown: unknown;
}

export interface WireOptions {
  readonly fetch: Fetch;
  readonly key: SecretKey;
  readonly signal: AbortSignal;
  readonly largestResponse: number;
  /** Told of the exact bytes of the body before they leave. */
  readonly onSend: (body: Uint8Array) => void;
}

/**
 * One exchange with a server, seen at the wire: a `fetch` to hand to a client, and what went through it.
 * The client gets the response once it is whole, or as much of it as came.
 */
export class Wire {
  readonly #options: WireOptions;
  status: number | undefined;
  headers: Headers = new Headers();
  bytes: Uint8Array = new Uint8Array(0);
  /** The server repeated the key, and it was cut out of `bytes`. */
  keyRemoved = false;
  failure: WireFailure | undefined;
  /** What `onSend` threw: nothing was sent then, and the client must not take it for a fault of the network. */
  unsent: unknown;

  constructor(options: WireOptions) {
    this.#options = options;
  }

  readonly fetch: Fetch = async (url, init = {}) => {
    const { key, signal, onSend } = this.#options;
    const body = bodyBytes(init.body);
    try {
      onSend(body);
    } catch (thrown) {
      this.unsent = thrown;
      throw thrown;
    }
    const headers = { 'content-type': 'application/json', 'accept': new Headers(init.headers).get('accept') ?? '*/*', ...key.header() };
    try {
      // Headers are ours alone: a client adds what its environment variables say. A redirect would take the passages to another host.
      const response = await this.#options.fetch(url, { method: 'POST', headers, body: Buffer.from(body), signal, redirect: 'manual' });
      this.status = response.status;
      this.headers = response.headers;
      await this.#read(response);
    } catch (thrown) {
      this.failure = { stage: 'connect', thrown };
      throw thrown;
    }
    return new Response(this.bytes.length === 0 ? null : Buffer.from(this.bytes), { status: this.status, headers: this.headers });
  };

  async #read(response: Response): Promise<void> {
    const parts: Uint8Array[] = [];
    let length = 0;
    try {
      for await (const part of response.body ?? []) {
        parts.push(part);
        length += part.length;
        if (length > this.#options.largestResponse) {
          this.failure = { stage: 'too-large', thrown: new Error(`more than ${this.#options.largestResponse} bytes`) };
          break;
        }
      }
    } catch (thrown) {
      this.failure = { stage: 'body', thrown };
    }
    const clean = this.#options.key.removedFromBytes(concatBytes(parts));
    this.bytes = clean.bytes;
    this.keyRemoved = clean.found;
  }
}

function bodyBytes(body: RequestInit['body']): Uint8Array {
  if (typeof body === 'string') return utf8(body);
  if (body instanceof Uint8Array) return body;
  throw new TypeError('the client was expected to send its body as a string or as bytes');
}
