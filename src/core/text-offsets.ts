/**
 * A half-open range of a text in both units that readers of it count in.
 * `start`/`end` are UTF-16 code units (JavaScript, Java), `byte_start`/`byte_end` are bytes of its UTF-8 encoding (files).
 */
export interface TextRange {
  readonly start: number;
  readonly end: number;
  readonly byte_start: number;
  readonly byte_end: number;
}

/** Translates UTF-16 offsets of one text into UTF-8 byte offsets. Built once a text, then O(log n) for each offset. */
export class TextOffsets {
  // A checkpoint each 256 units keeps the table small for long sources and the walk from it short.
  readonly #text: string;
  readonly #checkpoints: Float64Array;
  static readonly #step = 256;

  constructor(text: string) {
    this.#text = text;
    this.#checkpoints = new Float64Array(Math.floor(text.length / TextOffsets.#step) + 1);
    let bytes = 0;
    for (let at = 0; at < text.length; at += 1) {
      if (at % TextOffsets.#step === 0) this.#checkpoints[at / TextOffsets.#step] = bytes;
      bytes += bytesOfUnit(text.charCodeAt(at));
    }
    if (text.length % TextOffsets.#step === 0) this.#checkpoints[text.length / TextOffsets.#step] = bytes;
  }

  /** Byte offset of a UTF-16 offset, 0 ≤ offset ≤ length. Inside a surrogate pair it is the middle, 2 bytes in. */
  byteAt(offset: number): number {
    const index = Math.floor(offset / TextOffsets.#step);
    let bytes = this.#checkpoints[index] ?? 0;
    for (let at = index * TextOffsets.#step; at < offset; at += 1) bytes += bytesOfUnit(this.#text.charCodeAt(at));
    return bytes;
  }

  range(start: number, end: number): TextRange {
    return { start, end, byte_start: this.byteAt(start), byte_end: this.byteAt(end) };
  }
}

// A surrogate pair takes four bytes: two for each of its units.
function bytesOfUnit(unit: number): number {
  if (unit < 0x80) return 1;
  if (unit < 0x800) return 2;
  return unit >= 0xd800 && unit <= 0xdfff ? 2 : 3;
}
