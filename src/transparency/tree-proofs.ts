import { equalBytes } from '../core/bytes.ts';
import { emptyRoot, isTreeHash, nodeHash, type TreeHash } from './merkle-tree.ts';

// RFC 9162 sections 2.1.3.2 and 2.1.4.2: the same proofs as in RFC 6962, with the verification spelt out. Sizes go up to
// 2^53 - 1, where the bit operators of the language, which cut to 32 bits, would give wrong answers.

/** A tree as a checkpoint gives it. */
export interface TreeHead {
  readonly size: number;
  readonly root: TreeHash;
}

/** Whether the tree has this leaf hash at this index. A path of any other length than the tree asks for is no proof. */
export function verifyInclusion(index: number, leaf: TreeHash, path: readonly TreeHash[], head: TreeHead): boolean {
  if (!isCount(index) || !isCount(head.size) || index >= head.size || ![leaf, head.root, ...path].every(isTreeHash)) return false;
  let [node, last] = [index, head.size - 1];
  let hash = leaf;
  for (const sibling of path) {
    if (last === 0) return false;
    const isRight = node % 2 === 1 || node === last;
    hash = isRight ? nodeHash(sibling, hash) : nodeHash(hash, sibling);
    // A node without a sibling is its own parent, up to where it has one.
    if (isRight) while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && equalBytes(hash, head.root);
}

/** Whether the second tree is the first with leaves added behind, or the same. */
export function verifyConsistency(first: TreeHead, second: TreeHead, path: readonly TreeHash[]): boolean {
  if (!isCount(first.size) || !isCount(second.size) || first.size > second.size || ![first.root, second.root, ...path].every(isTreeHash)) return false;
  if (first.size === 0) return path.length === 0 && equalBytes(first.root, emptyRoot()) && (second.size > 0 || equalBytes(first.root, second.root));
  if (first.size === second.size) return path.length === 0 && equalBytes(first.root, second.root);
  // Where the first tree is whole, its root is the start, and the proof does not repeat it.
  const [start, ...rest] = isPowerOfTwo(first.size) ? [first.root, ...path] : path;
  if (start === undefined) return false;
  let [node, last] = [first.size - 1, second.size - 1];
  while (node % 2 === 1) [node, last] = [half(node), half(last)];
  let [old, now] = [start, start];
  for (const hash of rest) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      [old, now] = [nodeHash(hash, old), nodeHash(hash, now)];
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    } else now = nodeHash(now, hash);
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && equalBytes(old, first.root) && equalBytes(now, second.root);
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function half(value: number): number {
  return Math.floor(value / 2);
}

function isPowerOfTwo(value: number): boolean {
  let rest = value;
  while (rest % 2 === 0) rest /= 2;
  return rest === 1;
}
