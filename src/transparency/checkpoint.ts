import { base64, fromBase64, isWellFormed } from '../core/bytes.ts';
import { isTreeHash } from './merkle-tree.ts';
import type { TreeHead } from './tree-proofs.ts';

/** What a log says of its tree (C2SP tlog-checkpoint): the text of a note. */
export interface Checkpoint extends TreeHead {
  readonly origin: string;
  /** Lines that nobody can audit: kept, because they are signed. We write none. */
  readonly extensions: readonly string[];
}

export function checkpointText({ origin, size, root, extensions }: Checkpoint): string {
  return [origin, String(size), base64(root), ...extensions, ''].join('\n');
}

/** A checkpoint from the text of a note, or what is wrong with it ("Note text"). It has one spelling. */
export function parseCheckpoint(text: string): Checkpoint | string {
  const [origin = '', size = '', root = '', ...rest] = text.split('\n');
  const extensions = rest.slice(0, -1);
  if (!isWellFormed(text) || rest.at(-1) !== '' || [origin, size, root, ...extensions].includes('')) return 'it is not three lines or more, none of them empty';
  const count = parseCount(size);
  if (count === undefined) return 'its size is not a decimal number up to 2^53 - 1 in its one spelling';
  const hash = fromBase64(root);
  if (!isTreeHash(hash)) return 'its root is not the base64 of 32 bytes';
  return { origin, size: count, root: hash, extensions };
}

/** A decimal number without leading zeros, up to 2^53 - 1. */
export function parseCount(text: string): number | undefined {
  const count = Number(text);
  return /^(?:0|[1-9][0-9]{0,15})$/.test(text) && Number.isSafeInteger(count) ? count : undefined;
}
