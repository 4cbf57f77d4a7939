/** One value of DER (ITU-T X.690): its tag octet, its whole encoding, and what is inside. */
export interface Der {
  readonly tag: number;
  readonly encoding: Uint8Array;
  readonly content: Uint8Array;
  /** The values inside, in order; none in a primitive one. */
  readonly children: readonly Der[];
}

/** Bytes that are not the structure they should be. It never leaves this room: `attempt` makes an answer of it. */
export class Malformed extends Error {}

/** What was read, or why it was not. */
export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: string };

/** Makes an answer of reading that may find the bytes malformed. */
export function attempt<T>(read: () => T): Read<T> {
  try {
    return { ok: true, value: read() };
  } catch (error) {
    if (error instanceof Malformed) return { ok: false, why: error.message };
    throw error;
  }
}

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** The tag octet of `[number]`, around other values or (`primitive`) in place of a tag. */
export function contextTag(number: number, form: 'constructed' | 'primitive' = 'constructed'): number {
  return (form === 'constructed' ? 0xa0 : 0x80) | number;
}

const constructed = 0x20;
// A time stamp nests 18 deep; what nests deeper wants to exhaust the stack.
const deepest = 24;

/**
 * The one value that the bytes encode. DER has one encoding per value, and any other is malformed: indefinite lengths, lengths
 * and integers with needless octets, sets out of order, bytes behind the end.
 */
export function readDer(bytes: Uint8Array): Der {
  const value = readAt(bytes, 0, 0);
  if (value.encoding.length !== bytes.length) throw new Malformed('there are bytes behind its end');
  return value;
}

function readAt(bytes: Uint8Array, at: number, depth: number): Der {
  const tag = bytes[at];
  if (tag === undefined) throw new Malformed('it breaks off');
  if ((tag & 0x1f) === 0x1f || tag === 0) throw new Malformed('it holds a tag that no time stamp has');
  if (depth > deepest) throw new Malformed('it nests too deep');
  const { length, from } = lengthAt(bytes, at + 1);
  if (length > bytes.length - from) throw new Malformed('it breaks off');
  const encoding = bytes.subarray(at, from + length);
  const content = bytes.subarray(from, from + length);
  const children = (tag & constructed) === 0 ? [] : childrenOf(content, depth);
  checkUniversal(tag, content, children);
  return { tag, encoding, content, children };
}

function childrenOf(content: Uint8Array, depth: number): readonly Der[] {
  const children: Der[] = [];
  for (let at = 0; at < content.length; ) {
    const child = readAt(content, at, depth + 1);
    children.push(child);
    at += child.encoding.length;
  }
  return children;
}

function lengthAt(bytes: Uint8Array, at: number): { readonly length: number; readonly from: number } {
  const first = bytes[at];
  if (first === undefined) throw new Malformed('it breaks off');
  if (first < 0x80) return { length: first, from: at + 1 };
  const count = first & 0x7f;
  if (count === 0) throw new Malformed('a length is indefinite');
  if (count > 4) throw new Malformed('a length is beyond all bounds');
  let length = 0;
  for (let octet = 1; octet <= count; octet += 1) length = length * 256 + (bytes[at + octet] ?? 0);
  if (at + count >= bytes.length) throw new Malformed('it breaks off');
  if (length < 0x80 || length < 256 ** (count - 1)) throw new Malformed('a length is not in its shortest form');
  return { length, from: at + 1 + count };
}

// X.690 sections 8 and 10 to 11, for the universal types that certificates and time stamps are made of.
function checkUniversal(tag: number, content: Uint8Array, children: readonly Der[]): void {
  if ((tag & 0xc0) !== 0) return;
  const [first = 0, second = 0] = content;
  const last = content.at(-1) ?? 0;
  const isSequenceOrSet = (tag & ~constructed) === 0x10 || (tag & ~constructed) === 0x11;
  if (isSequenceOrSet !== ((tag & constructed) !== 0)) throw new Malformed('a value has the form of another type');
  if (tag === tags.boolean && !(content.length === 1 && (first === 0 || first === 0xff))) throw new Malformed('a boolean is neither true nor false');
  if (tag === tags.null && content.length > 0) throw new Malformed('a null holds something');
  if (tag === tags.integer && !(content.length === 1 || (content.length > 1 && !(first === 0 && second < 0x80) && !(first === 0xff && second >= 0x80))))
    throw new Malformed('an integer is not in its shortest form');
  if (tag === tags.bitString && !(content.length > 0 && first < 8 && (content.length > 1 ? (last & ((1 << first) - 1)) === 0 : first === 0)))
    throw new Malformed('a bit string has bits behind its end');
  if (tag === tags.oid && (content.length === 0 || content.length > 64 || last >= 0x80)) throw new Malformed('an object identifier is malformed');
  if (tag === tags.set && !isInSetOrder(children)) throw new Malformed('a set is not in order');
}

/** Whether encodings ascend as octets, the shorter one first where it begins the longer (X.690 section 11.6). */
export function isInSetOrder(children: readonly Der[]): boolean {
  return children.every((child, index) => {
    const before = children[index - 1];
    return before === undefined || compare(before.encoding, child.encoding) <= 0;
  });
}

function compare(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let at = 0; at < shared; at += 1) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
