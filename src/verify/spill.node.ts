import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bufferSource, type ByteSource } from '../core/byte-source.ts';
import { concatBytes } from '../core/bytes.ts';
import { writeError } from '../core/durable-files.node.ts';
import { openFileSource, type FileSource } from '../core/file-source.node.ts';

const mostInMemory = 0x200_0000;

/** Takes bytes of unknown number: in memory up to 32 MiB, beyond that in a file of its own that is gone when it is closed. */
export class Spill {
  #chunks: Uint8Array[] = [];
  #length = 0;
  #folder: string | undefined;
  #descriptor: number | undefined;
  #reading: FileSource | undefined;

  get length(): number {
    return this.#length;
  }

  /** Throws `disk-full` or `file-unwritable`. */
  write(chunk: Uint8Array): void {
    this.#length += chunk.length;
    if (this.#descriptor === undefined) {
      this.#chunks.push(chunk);
      if (this.#length <= mostInMemory) return;
      this.#open();
      for (const kept of this.#chunks) this.#append(kept);
      this.#chunks = [];
    } else this.#append(chunk);
  }

  /** All that was written. Ends the writing. */
  source(): ByteSource | FileSource {
    if (this.#folder === undefined) return bufferSource(concatBytes(this.#chunks));
    return (this.#reading ??= openFileSource(join(this.#folder, name)));
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
    this.#reading?.close();
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true });
  }

  #open(): void {
    try {
      this.#folder = mkdtempSync(join(tmpdir(), 'evidence-gate-unwrap-'));
      this.#descriptor = openSync(join(this.#folder, name), 'wx', 0o600);
    } catch (error) {
      throw writeError(error, tmpdir());
    }
  }

  #append(chunk: Uint8Array): void {
    try {
      for (let done = 0; done < chunk.length; ) done += writeSync(this.#descriptor ?? -1, chunk, done);
    } catch (error) {
      throw writeError(error, tmpdir());
    }
  }
}

const name = 'bundle';
