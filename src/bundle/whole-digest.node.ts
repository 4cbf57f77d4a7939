import { createHash } from 'node:crypto';
import { readSync } from 'node:fs';
import { digestFromBytes } from '../core/digest.node.ts';
import type { Digest } from '../core/digest.ts';

const pieceLength = 0x10_0000;

/** The SHA-256 of a file that is written in any order: what lies whole from its beginning on is read back and hashed. */
export class WholeDigest {
  readonly #file: number;
  readonly #hash = createHash('sha256');
  readonly #buffer = new Uint8Array(pieceLength);
  /** Stretches that are written and lie behind one that is not, by their beginnings. */
  readonly #waiting = new Map<number, number>();
  #at = 0;

  /** Of a file that is open for reading. */
  constructor(file: number) {
    this.#file = file;
  }

  /** Says that the bytes from `start` up to `end` are written. */
  add(start: number, end: number): void {
    if (end > start) this.#waiting.set(start, end);
    for (let next = this.#waiting.get(this.#at); next !== undefined; next = this.#waiting.get(this.#at)) {
      this.#waiting.delete(this.#at);
      this.#follow(next);
    }
  }

  /** Of all that was written. */
  digest(): Digest {
    if (this.#waiting.size > 0) throw new TypeError(`bytes from ${this.#at} on were never written`);
    return digestFromBytes(this.#hash.digest());
  }

  #follow(end: number): void {
    while (this.#at < end) {
      const read = readSync(this.#file, this.#buffer, 0, Math.min(pieceLength, end - this.#at), this.#at);
      if (read === 0) throw new TypeError(`bytes from ${this.#at} on were never written`);
      this.#hash.update(this.#buffer.subarray(0, read));
      this.#at += read;
    }
  }
}
