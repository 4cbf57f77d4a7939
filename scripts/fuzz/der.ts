import { concatBytes } from '../../src/core/bytes.ts';
import type { Random } from './random.ts';

/** A value of BER as a tree: changed where one likes, and written again with lengths that fit. */
interface Node {
  tag: number;
  content: Uint8Array;
  children: Node[] | undefined;
}

const constructed = 0x20;

/** Changes inside of DER whose lengths are right again: what gets past the first look. */
export class DerMutator {
  readonly #seeds: readonly Uint8Array[];

  constructor(seeds: readonly Uint8Array[]) {
    this.#seeds = seeds;
  }

  mutant(random: Random): Uint8Array {
    const root = nodesOf(random.pick(this.#seeds));
    for (let left = random.oneIn(2) ? 1 : 1 + random.below(4); left > 0 && root.length > 0; left -= 1) change(random.pick(listOf(root)), random);
    return concatBytes(root.map(written));
  }
}

function change(siblings: { readonly list: Node[]; readonly at: number }, random: Random): void {
  const { list, at } = siblings;
  const node = list[at];
  if (node === undefined) return;
  switch (random.below(7)) {
    case 0:
      list.splice(at, 1);
      break;
    case 1:
      list.splice(at, 0, node);
      break;
    case 2:
      node.tag = random.pick([1, 2, 3, 4, 5, 6, 0x0c, 0x13, 0x17, 0x18, 0x30, 0x31, 0x80, 0xa0, 0xa1, random.below(256)]);
      break;
    case 3:
      list.splice(random.below(list.length), 0, ...list.splice(at, 1));
      break;
    case 4:
      if (node.children !== undefined) node.children = [];
      else node.content = node.content.slice(0, random.below(node.content.length + 1));
      break;
    case 5:
      if (node.children === undefined) node.content = concatBytes([Uint8Array.from({ length: 1 + random.below(9) }, () => random.bits()), node.content]);
      break;
    default:
      if (node.children === undefined && node.content.length > 0) {
        node.content = Uint8Array.from(node.content);
        node.content[random.below(node.content.length)] = random.bits();
      }
  }
}

function listOf(list: Node[]): { readonly list: Node[]; readonly at: number }[] {
  return list.flatMap((node, at) => [{ list, at }, ...(node.children === undefined ? [] : listOf(node.children))]);
}

function nodesOf(bytes: Uint8Array): Node[] {
  const nodes: Node[] = [];
  for (let at = 0; at + 2 <= bytes.length; ) {
    const tag = bytes[at] ?? 0;
    const first = bytes[at + 1] ?? 0;
    const octets = first < 0x80 ? 0 : first & 0x7f;
    let length = first < 0x80 ? first : 0;
    for (let i = 0; i < octets; i += 1) length = length * 256 + (bytes[at + 2 + i] ?? 0);
    const from = at + 2 + octets;
    const content = bytes.subarray(from, from + length);
    nodes.push({ tag, content, children: (tag & constructed) === 0 ? undefined : nodesOf(content) });
    at = from + length;
  }
  return nodes;
}

function written({ tag, content, children }: Node): Uint8Array {
  const body = children === undefined ? content : concatBytes(children.map(written));
  const length = body.length < 0x80 ? [body.length] : body.length < 0x100 ? [0x81, body.length] : [0x82, body.length >> 8, body.length & 0xff];
  return concatBytes([Uint8Array.of(tag, ...length), body]);
}
