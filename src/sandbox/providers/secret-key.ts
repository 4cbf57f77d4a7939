import { concatBytes, utf8 } from '../../core/bytes.ts';
import { EvidenceError } from '../../core/errors.ts';

// Shorter keys are words such as "ollama" that local servers ask for: no secret, and part of honest answers.
const shortestSecret = 12;
const placeholder = '[key removed]';

/** A provider's key. It goes into one header; whatever else would carry it is cleaned first. */
export class SecretKey {
  readonly #key: string | undefined;

  /** Throws `provider-key-missing` where there is no key, or none that a header can carry, and one is needed. */
  constructor(key: string | undefined, needed: boolean, where: string) {
    if ((key === undefined || key === '') && needed) throw new EvidenceError('provider-key-missing', { where });
    if (key !== undefined && !/^[\x21-\x7e]*$/.test(key)) {
      throw new EvidenceError('provider-key-missing', { where, cause: 'what it holds is no key: there is white space or a character beyond ASCII in it' });
    }
    this.#key = key === '' ? undefined : key;
  }

  header(): Record<string, string> {
    return this.#key === undefined ? {} : { authorization: `Bearer ${this.#key}` };
  }

  isIn(text: string): boolean {
    return this.#secret !== undefined && text.includes(this.#secret);
  }

  /** The bytes without the key, and whether it stood in them: servers quote a refused key in their error messages. */
  removedFromBytes(bytes: Uint8Array): { readonly bytes: Uint8Array; readonly found: boolean } {
    const parts: Uint8Array[] = [];
    const secret = this.#secret;
    if (secret === undefined) return { bytes, found: false };
    const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let from = 0;
    for (let at = view.indexOf(secret); at >= 0; at = view.indexOf(secret, from)) {
      parts.push(bytes.subarray(from, at), utf8(placeholder));
      from = at + secret.length;
    }
    return parts.length === 0 ? { bytes, found: false } : { bytes: concatBytes([...parts, bytes.subarray(from)]), found: true };
  }

  get #secret(): string | undefined {
    return this.#key !== undefined && this.#key.length >= shortestSecret ? this.#key : undefined;
  }
}
