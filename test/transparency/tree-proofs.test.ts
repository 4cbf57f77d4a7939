import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hex } from '../../src/core/bytes.ts';
import { consistencyPath, emptyRoot, inclusionPath, leafHash, nodeHash, treeRoot, type TreeHash } from '../../src/transparency/merkle-tree.ts';
import { verifyConsistency, verifyInclusion, type TreeHead } from '../../src/transparency/tree-proofs.ts';
import { entriesUpTo, mth, naivePath, naiveProof } from './naive-tree.ts';
import { subtreesOfEntries } from './paper-log.ts';

const hexes = (hashes: readonly Uint8Array[]): readonly string[] => hashes.map(hex);
const flipped = (hash: Uint8Array): Uint8Array => hash.map((byte, at) => (at === 4 ? byte ^ 16 : byte));
const garbage = new Uint8Array(32).fill(0xaa);

describe('the tree of RFC 6962', () => {
  // The entries and roots that Certificate Transparency has tested with since its first implementation.
  const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map((text) => Buffer.from(text, 'hex'));
  test.each([
    [0, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    [1, '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
    [2, 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
    [3, 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77'],
    [4, 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7'],
    [5, '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4'],
    [6, '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef'],
    [7, 'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c'],
    [8, '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'],
  ])('of %i entries has its known root', (size, root) => {
    expect(hex(treeRoot(size, subtreesOfEntries(inputs)))).toBe(root);
  });

  test('hashes leaves and nodes apart: no entry passes for a node', () => {
    const [a, b] = [leafHash(garbage), leafHash(new Uint8Array(0))];
    expect(hex(leafHash(Uint8Array.of(...a, ...b)))).not.toBe(hex(nodeHash(a, b)));
  });

  test('root, inclusion and consistency are those that the RFC spells out, and are accepted', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 80 }), fc.nat(), fc.nat(), (size, a, b) => {
        const entries = entriesUpTo(size);
        const subtrees = subtreesOfEntries(entries);
        const [index, first] = [a % size, b % (size + 1)];
        const head = { size, root: treeRoot(size, subtrees) };
        const path = inclusionPath(index, size, subtrees);
        const proof = consistencyPath(first, size, subtrees);
        expect(hex(head.root)).toBe(hex(mth(entries)));
        expect(hexes(path)).toEqual(hexes(naivePath(index, entries)));
        expect(hexes(proof)).toEqual(hexes(naiveProof(first, entries)));
        expect(verifyInclusion(index, leafHash(entries[index] ?? garbage), path, head)).toBe(true);
        expect(verifyConsistency({ size: first, root: mth(entries.slice(0, first)) }, head, proof)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

interface Inclusion {
  readonly index: number;
  readonly leaf: TreeHash;
  readonly path: readonly TreeHash[];
  readonly head: TreeHead;
}

/** The ways in which an inclusion proof can be wrong: each gives one or several of them. */
const inclusionFaults: Readonly<Record<string, (good: Inclusion) => readonly Inclusion[]>> = {
  'index one less': (good) => [{ ...good, index: good.index - 1 }],
  'index one more': (good) => [{ ...good, index: good.index + 1 }],
  'index of another branch': (good) => [{ ...good, index: good.index ^ 2 }],
  'index beyond 32 bits': (good) => [{ ...good, index: good.index + 2 ** 32 }],
  'index that is no number': (good) => [Number.NaN, 0.5, -1, Number.POSITIVE_INFINITY, 2 ** 53].map((index) => ({ ...good, index })),
  'size doubled': (good) => [{ ...good, head: { ...good.head, size: good.head.size * 2 } }],
  'size halved': (good) => [{ ...good, head: { ...good.head, size: Math.floor(good.head.size / 2) } }],
  'size 0': (good) => [{ ...good, head: { ...good.head, size: 0 } }],
  'size of the index': (good) => [{ ...good, head: { ...good.head, size: good.index } }],
  'size that is no number': (good) => [Number.NaN, -1, 2.5, 2 ** 53].map((size) => ({ ...good, head: { ...good.head, size } })),
  'another leaf': (good) => [{ ...good, leaf: garbage }],
  'no leaf': (good) => [{ ...good, leaf: new Uint8Array(0) }],
  'the root as leaf': (good) => (good.head.size === 1 ? [] : [{ ...good, leaf: good.head.root }]),
  'another root': (good) => [{ ...good, head: { ...good.head, root: garbage } }],
  'no root': (good) => [{ ...good, head: { ...good.head, root: new Uint8Array(0) } }],
  'the root of an empty tree': (good) => [{ ...good, head: { ...good.head, root: emptyRoot() } }],
  'a bit of a hash': (good) => good.path.map((_, at) => ({ ...good, path: good.path.map((hash, place) => (place === at ? flipped(hash) : hash)) })),
  'no path': (good) => (good.path.length === 0 ? [] : [{ ...good, path: [] }]),
  'without its first hash': (good) => (good.path.length === 0 ? [] : [{ ...good, path: good.path.slice(1) }]),
  'without its last hash': (good) => (good.path.length === 0 ? [] : [{ ...good, path: good.path.slice(0, -1) }]),
  'garbage behind': (good) => [{ ...good, path: [...good.path, garbage] }],
  'the root behind': (good) => [{ ...good, path: [...good.path, good.head.root] }],
  'an empty hash behind': (good) => [{ ...good, path: [...good.path, new Uint8Array(0)] }],
  'garbage before': (good) => [{ ...good, path: [garbage, ...good.path] }],
  'the leaf before': (good) => [{ ...good, path: [good.leaf, ...good.path] }],
  'a hash put in': (good) => [{ ...good, path: [...good.path.slice(0, 1), garbage, ...good.path.slice(1)] }],
  'the last hash twice': (good) => (good.path.length === 0 ? [] : [{ ...good, path: [...good.path, ...good.path.slice(-1)] }]),
  'turned around': (good) => (good.path.length < 2 ? [] : [{ ...good, path: [...good.path].reverse() }]),
  'hashes of 31 and 33 bytes': (good) =>
    [31, 33].map((length) => ({ ...good, path: good.path.length === 0 ? [new Uint8Array(length)] : good.path.map(() => new Uint8Array(length)) })),
  'padded to the longest': (good) => [{ ...good, path: [...good.path, ...Array.from({ length: 64 }, () => garbage)] }],
};

// Leaves at both ends, in whole trees and ragged ones, and where a node has no sibling for several levels.
const places = [
  [0, 1],
  [0, 2],
  [1, 2],
  [0, 3],
  [2, 3],
  [1, 5],
  [4, 5],
  [5, 7],
  [0, 8],
  [7, 8],
  [2, 9],
  [8, 9],
  [16, 17],
  [20, 33],
  [32, 33],
  [64, 65],
] as const;

describe.each(places)('inclusion of entry %i of %i', (index, size) => {
  const entries = entriesUpTo(size);
  const subtrees = subtreesOfEntries(entries);
  const good: Inclusion = {
    index,
    leaf: leafHash(entries[index] ?? garbage),
    path: inclusionPath(index, size, subtrees),
    head: { size, root: treeRoot(size, subtrees) },
  };
  const holds = ({ index: at, leaf, path, head }: Inclusion): boolean => verifyInclusion(at, leaf, path, head);

  test('holds', () => {
    expect(holds(good)).toBe(true);
  });
  test.each(Object.entries(inclusionFaults))('does not hold with %s', (_, fault) => {
    for (const bad of fault(good)) expect(holds(bad)).toBe(false);
  });
});

interface Consistency {
  readonly first: TreeHead;
  readonly second: TreeHead;
  readonly path: readonly TreeHash[];
}

const consistencyFaults: Readonly<Record<string, (good: Consistency) => readonly Consistency[]>> = {
  'first size one less': (good) => [{ ...good, first: { ...good.first, size: good.first.size - 1 } }],
  'first size one more': (good) => [{ ...good, first: { ...good.first, size: good.first.size + 1 } }],
  'first size 0': (good) => [{ ...good, first: { ...good.first, size: 0 } }],
  'first size that is no number': (good) => [Number.NaN, -1, 1.5, 2 ** 53].map((size) => ({ ...good, first: { ...good.first, size } })),
  'second size doubled': (good) => [{ ...good, second: { ...good.second, size: good.second.size * 2 } }],
  'second size below the first': (good) => [{ ...good, second: { ...good.second, size: good.first.size - 1 } }],
  'second size 0': (good) => [{ ...good, second: { ...good.second, size: 0 } }],
  'sizes changed about': (good) => (good.first.size === good.second.size ? [] : [{ ...good, first: good.second, second: good.first }]),
  'roots changed about': (good) =>
    good.first.size === good.second.size
      ? []
      : [{ ...good, first: { ...good.first, root: good.second.root }, second: { ...good.second, root: good.first.root } }],
  'another first root': (good) => [{ ...good, first: { ...good.first, root: garbage } }],
  'another second root': (good) => [{ ...good, second: { ...good.second, root: garbage } }],
  'no first root': (good) => [{ ...good, first: { ...good.first, root: new Uint8Array(0) } }],
  'no second root': (good) => [{ ...good, second: { ...good.second, root: new Uint8Array(0) } }],
  'the second root twice': (good) => (good.first.size === good.second.size ? [] : [{ ...good, first: { ...good.first, root: good.second.root } }]),
  'a bit of a hash': (good) => good.path.map((_, at) => ({ ...good, path: good.path.map((hash, place) => (place === at ? flipped(hash) : hash)) })),
  'no path': (good) => (good.path.length === 0 ? [] : [{ ...good, path: [] }]),
  'without its first hash': (good) => (good.path.length === 0 ? [] : [{ ...good, path: good.path.slice(1) }]),
  'without its last hash': (good) => (good.path.length === 0 ? [] : [{ ...good, path: good.path.slice(0, -1) }]),
  'garbage behind': (good) => [{ ...good, path: [...good.path, garbage] }],
  'the second root behind': (good) => [{ ...good, path: [...good.path, good.second.root] }],
  'an empty hash behind': (good) => [{ ...good, path: [...good.path, new Uint8Array(0)] }],
  'garbage before': (good) => [{ ...good, path: [garbage, ...good.path] }],
  'the first root before': (good) => [{ ...good, path: [good.first.root, ...good.path] }],
  'the first hash twice': (good) => (good.path.length === 0 ? [] : [{ ...good, path: [...good.path.slice(0, 1), ...good.path] }]),
  'a hash put in': (good) => [{ ...good, path: [...good.path.slice(0, 1), garbage, ...good.path.slice(1)] }],
  'turned around': (good) => (good.path.length < 2 ? [] : [{ ...good, path: [...good.path].reverse() }]),
  'hashes of 31 bytes': (good) => [{ ...good, path: good.path.length === 0 ? [new Uint8Array(31)] : good.path.map((hash) => hash.subarray(1)) }],
  'padded to the longest': (good) => [{ ...good, path: [...good.path, ...Array.from({ length: 64 }, () => garbage)] }],
};

const steps = [
  [1, 1],
  [1, 2],
  [1, 8],
  [2, 3],
  [2, 5],
  [3, 7],
  [4, 7],
  [4, 8],
  [6, 8],
  [7, 8],
  [8, 8],
  [5, 9],
  [8, 9],
  [16, 33],
  [20, 33],
  [33, 65],
  [64, 65],
] as const;

describe.each(steps)('consistency from %i to %i', (before, after) => {
  const entries = entriesUpTo(after);
  const subtrees = subtreesOfEntries(entries);
  const good: Consistency = {
    first: { size: before, root: treeRoot(before, subtrees) },
    second: { size: after, root: treeRoot(after, subtrees) },
    path: consistencyPath(before, after, subtrees),
  };
  const holds = ({ first, second, path }: Consistency): boolean => verifyConsistency(first, second, path);

  test('holds', () => {
    expect(holds(good)).toBe(true);
  });
  test.each(Object.entries(consistencyFaults))('does not hold with %s', (_, fault) => {
    for (const bad of fault(good)) expect(holds(bad)).toBe(false);
  });
});

describe('an empty tree', () => {
  const full = { size: 5, root: mth(entriesUpTo(5)) };
  const empty = { size: 0, root: emptyRoot() };
  test('leads to every tree, and nothing is to be shown', () => {
    expect(verifyConsistency(empty, full, [])).toBe(true);
    expect(verifyConsistency(empty, empty, [])).toBe(true);
  });
  test.each<[string, TreeHead, TreeHead, readonly TreeHash[]]>([
    ['with something to show', empty, full, [garbage]],
    ['with the root of another', { size: 0, root: garbage }, full, []],
    ['followed by an empty one with another root', empty, { size: 0, root: garbage }, []],
    ['behind a tree with entries', full, empty, []],
  ])('is none %s', (_, first, second, path) => {
    expect(verifyConsistency(first, second, path)).toBe(false);
  });
  test('includes nothing', () => {
    expect(verifyInclusion(0, garbage, [], empty)).toBe(false);
    expect(verifyInclusion(0, empty.root, [], empty)).toBe(false);
  });
});

test('a log that changed an entry which it had shown cannot prove that it goes on', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 40 }), fc.nat(), (before, more, at) => {
      const entries = entriesUpTo(before + more);
      const rewritten = entries.map((entry, place) => (place === at % before ? garbage : entry));
      const path = consistencyPath(before, rewritten.length, subtreesOfEntries(rewritten));
      return !verifyConsistency({ size: before, root: mth(entries.slice(0, before)) }, { size: rewritten.length, root: mth(rewritten) }, path);
    }),
    { numRuns: 100 },
  );
});

test('a hash too many is no proof, even for a root that was made to fit it', () => {
  const leaf = leafHash(garbage);
  expect(verifyInclusion(0, leaf, [garbage], { size: 1, root: nodeHash(garbage, leaf) })).toBe(false);
  const [first, second] = [mth(entriesUpTo(2)), mth(entriesUpTo(3))];
  const [added = garbage] = naiveProof(2, entriesUpTo(3));
  const fits = { first: { size: 2, root: nodeHash(garbage, first) }, second: { size: 3, root: nodeHash(garbage, second) } };
  expect(verifyConsistency({ size: 2, root: first }, { size: 3, root: second }, [added])).toBe(true);
  expect(verifyConsistency(fits.first, fits.second, [added, garbage])).toBe(false);
  // The same where the first tree is not whole, and the proof begins with its last part.
  const [three, four] = [entriesUpTo(3), entriesUpTo(4)];
  const path = naiveProof(3, four);
  expect(verifyConsistency({ size: 3, root: mth(three) }, { size: 4, root: mth(four) }, path)).toBe(true);
  expect(verifyConsistency({ size: 3, root: nodeHash(garbage, mth(three)) }, { size: 4, root: nodeHash(garbage, mth(four)) }, [...path, garbage])).toBe(false);
});

test('sizes up to 2^53 - 1 are counted right', () => {
  // A single branch through the largest tree: every sibling is the same hash, on the left where the bit of the index says so.
  const [index, size] = [2 ** 52 + 5, 2 ** 53 - 1];
  const path = Array.from({ length: 53 }, () => garbage);
  let root: Uint8Array = garbage;
  for (let level = 0; level < 53; level += 1) root = Math.floor(index / 2 ** level) % 2 === 1 ? nodeHash(garbage, root) : nodeHash(root, garbage);
  expect(verifyInclusion(index, garbage, path, { size, root })).toBe(true);
  expect(verifyInclusion(index - 2 ** 32, garbage, path, { size, root })).toBe(false);
});
