import { createHash } from 'node:crypto';

// RFC 6962 section 2.1 word by word, over lists: slow, and nothing of it is shared with what it tests.

function sha256(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

function split(n: number): number {
  let k = 1;
  while (k << 1 < n) k <<= 1;
  return k;
}

export function naiveLeaf(entry: Uint8Array): Buffer {
  return sha256(Uint8Array.of(0), entry);
}

export function mth(d: readonly Uint8Array[]): Buffer {
  const [first] = d;
  if (first === undefined) return sha256();
  if (d.length === 1) return naiveLeaf(first);
  const k = split(d.length);
  return sha256(Uint8Array.of(1), mth(d.slice(0, k)), mth(d.slice(k)));
}

export function naivePath(m: number, d: readonly Uint8Array[]): readonly Buffer[] {
  if (d.length <= 1) return [];
  const k = split(d.length);
  return m < k ? [...naivePath(m, d.slice(0, k)), mth(d.slice(k))] : [...naivePath(m - k, d.slice(k)), mth(d.slice(0, k))];
}

export function naiveProof(m: number, d: readonly Uint8Array[]): readonly Buffer[] {
  return m === 0 ? [] : subproof(m, d, true);
}

function subproof(m: number, d: readonly Uint8Array[], whole: boolean): readonly Buffer[] {
  if (m === d.length) return whole ? [] : [mth(d)];
  const k = split(d.length);
  return m <= k ? [...subproof(m, d.slice(0, k), whole), mth(d.slice(k))] : [...subproof(m - k, d.slice(k), false), mth(d.slice(0, k))];
}

/** So many entries, each another. */
export function entriesUpTo(size: number, salt = 0): readonly Uint8Array[] {
  return Array.from({ length: size }, (_, at) => sha256(Uint8Array.of(salt, at >> 8, at & 0xff)));
}
