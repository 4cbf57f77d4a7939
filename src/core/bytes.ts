const encoder = new TextEncoder();

/** UTF-8 bytes of a string. Lone surrogates become U+FFFD, as WHATWG Encoding says: ask `isWellFormed` first. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** UTF-8 bytes of lines, each ended by a line feed, without a text of all of them. `units`: the UTF-16 units of the lines together. */
export function utf8Lines(lines: Iterable<string>, units: number, count: number): Uint8Array {
  // At most three bytes a unit. What is not written to takes no memory.
  const out = new Uint8Array(3 * units + count);
  let at = 0;
  for (const line of lines) {
    at += encoder.encodeInto(line, out.subarray(at)).written;
    out[at] = 0x0a;
    at += 1;
  }
  return out.subarray(0, at);
}

/** Whether a string has a UTF-8 encoding: no half of a surrogate pair stands alone. (`isWellFormed` is missing on Node 18.) */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

/** Text of UTF-8 bytes, or undefined where they are not UTF-8. A byte order mark is kept: it is a byte like any other. */
export function fromUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

export function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return false;
  return true;
}

export function hex(bytes: Uint8Array): string {
  let out = '';
  for (const byte of bytes) out += byte.toString(16).padStart(2, '0');
  return out;
}

/** Bytes of lower-case hex, or undefined where the text is anything else. */
export function fromHex(text: string): Uint8Array | undefined {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) return undefined;
  return Uint8Array.from({ length: text.length / 2 }, (_, i) => Number.parseInt(text.slice(i * 2, i * 2 + 2), 16));
}

/** Standard base64 with padding (RFC 4648 section 4). */
export function base64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x2000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x2000));
  return btoa(binary);
}

/** Bytes of standard base64, or undefined where the text is not exactly what `base64` writes: one encoding per content. */
export function fromBase64(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return undefined;
  const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  return base64(bytes) === text ? bytes : undefined;
}

/** Order of UTF-8 bytes, which is the order of code points, not of UTF-16 units. */
export function compareBytewise(a: string, b: string): number {
  const left = utf8(a);
  const right = utf8(b);
  const shared = Math.min(left.length, right.length);
  for (let i = 0; i < shared; i += 1) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
