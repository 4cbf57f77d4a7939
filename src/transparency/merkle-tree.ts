import { sha256 } from '../core/sha2.ts';

// RFC 6962 section 2.1: the Merkle tree of a log, over SHA-256.

/** 32 bytes: a leaf hash, or the hash of a range of leaves. */
export type TreeHash = Uint8Array;

/** The hash of the `index`-th whole subtree of 2^`level` leaves, counted from the left: what tiles hold. */
export type SubtreeHash = (level: number, index: number) => TreeHash;

const hashLength = 32;

export function isTreeHash(bytes: Uint8Array | undefined): bytes is TreeHash {
  return bytes?.length === hashLength;
}

/** Leaves and nodes are hashed apart, so that no entry can pass for a node. */
export function leafHash(entry: Uint8Array): TreeHash {
  const bytes = new Uint8Array(1 + entry.length);
  bytes.set(entry, 1);
  return sha256(bytes);
}

export function nodeHash(left: TreeHash, right: TreeHash): TreeHash {
  const bytes = new Uint8Array(1 + 2 * hashLength);
  bytes[0] = 1;
  bytes.set(left, 1);
  bytes.set(right, 1 + hashLength);
  return sha256(bytes);
}

/** The root of a tree without leaves. */
export function emptyRoot(): TreeHash {
  return sha256(new Uint8Array(0));
}

/** The root of the whole subtree over 2^n hashes, one at least. */
export function wholeRoot(hashes: readonly TreeHash[]): TreeHash {
  const [first] = hashes;
  if (first === undefined) throw new RangeError('a subtree has one hash at least');
  if (hashes.length === 1) return first;
  const middle = hashes.length / 2;
  return nodeHash(wholeRoot(hashes.slice(0, middle)), wholeRoot(hashes.slice(middle)));
}

/** The root of the tree of the first `size` leaves. */
export function treeRoot(size: number, subtree: SubtreeHash): TreeHash {
  return size === 0 ? emptyRoot() : rangeHash(0, size, subtree);
}

/** PATH(index, D[size]) of section 2.1.1, for 0 ≤ index < size: the leaf's neighbour first, a child of the root last. */
export function inclusionPath(index: number, size: number, subtree: SubtreeHash): readonly TreeHash[] {
  const path: TreeHash[] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const middle = from + splitOf(to - from);
    path.push(index < middle ? rangeHash(middle, to, subtree) : rangeHash(from, middle, subtree));
    [from, to] = index < middle ? [from, middle] : [middle, to];
  }
  return path.reverse();
}

/** PROOF(first, D[second]) of section 2.1.2, for first ≤ second. Nothing is to be shown where they are equal, or first is 0, and nothing can be where first is larger. */
export function consistencyPath(first: number, second: number, subtree: SubtreeHash): readonly TreeHash[] {
  if (first === 0 || first >= second) return [];
  const path: TreeHash[] = [];
  let [from, to] = [0, second];
  while (to !== first) {
    const middle = from + splitOf(to - from);
    path.push(first <= middle ? rangeHash(middle, to, subtree) : rangeHash(from, middle, subtree));
    [from, to] = first <= middle ? [from, middle] : [middle, to];
  }
  // SUBPROOF(m, D[m], true) is empty: whoever has the old head has this hash.
  if (from > 0) path.push(rangeHash(from, to, subtree));
  return path.reverse();
}

/** The hash of the leaves from `from` up to `to`. `from` is a multiple of the largest power of two below their number. */
function rangeHash(from: number, to: number, subtree: SubtreeHash): TreeHash {
  const level = Math.log2(to - from);
  if (Number.isInteger(level)) return subtree(level, from / (to - from));
  const middle = from + splitOf(to - from);
  return nodeHash(rangeHash(from, middle, subtree), rangeHash(middle, to, subtree));
}

/** The largest power of two that is smaller than `count`, for 2 ≤ count ≤ 2^53 - 1. */
function splitOf(count: number): number {
  let split = 1;
  while (split * 2 < count) split *= 2;
  return split;
}
