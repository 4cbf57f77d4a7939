import { base64, equalBytes, fromBase64, fromUtf8, utf8 } from '../core/bytes.ts';
import { checkpointText, parseCheckpoint, parseCount, type Checkpoint } from './checkpoint.ts';
import { isTreeHash, type TreeHash } from './merkle-tree.ts';
import { noteText, parseNote, type SignedNote } from './note.ts';

/** That a log has an entry, checkable offline (C2SP tlog-proof). Nothing in it is to be believed before it is verified. */
export interface LogProof {
  /** Opaque bytes that nobody authenticates: read and never used. We write none. */
  readonly extra?: Uint8Array;
  readonly index: number;
  readonly path: readonly TreeHash[];
  readonly checkpoint: Checkpoint;
  readonly note: SignedNote;
}

const header = 'c2sp.org/tlog-proof@v1';
/** Of a tree of up to 2^53 - 1 leaves. */
const longestPath = 53;
const mostBytes = 1024 * 1024;

export function logProofText({ extra, index, path, note }: Omit<LogProof, 'checkpoint'>): string {
  const lines = [header, ...(extra === undefined ? [] : [`extra ${base64(extra)}`]), `index ${index}`, ...path.map(base64), ''];
  return `${lines.join('\n')}\n${noteText(note)}`;
}

/** A proof from the bytes of its file, or what is wrong with them ("Format"). Nothing is verified. It has one spelling. */
export function parseLogProof(bytes: Uint8Array): LogProof | string {
  if (bytes.length > mostBytes) return `it is larger than ${mostBytes} bytes`;
  const text = fromUtf8(bytes);
  if (text === undefined) return 'it is not UTF-8';
  const blank = text.indexOf('\n\n');
  const [first, ...lines] = text.slice(0, Math.max(blank, 0)).split('\n');
  if (first !== header) return `its first line is not ${header}, or no empty line stands before the checkpoint`;
  const extra = lines[0]?.startsWith('extra ') === true ? fromBase64(lines.shift()?.slice('extra '.length) ?? '') : undefined;
  const [indexLine = '', ...hashes] = lines;
  const index = indexLine.startsWith('index ') ? parseCount(indexLine.slice('index '.length)) : undefined;
  if (index === undefined) return 'its index is not a decimal number up to 2^53 - 1 in its one spelling';
  const path = hashes.slice(0, longestPath + 1).map(fromBase64);
  if (!path.every(isTreeHash) || path.length > longestPath) return `its path is not at most ${longestPath} lines of 32 bytes in base64`;
  const note = parseNote(utf8(text.slice(blank + 2)));
  if (typeof note === 'string') return `its checkpoint: ${note}`;
  const checkpoint = parseCheckpoint(note.text);
  if (typeof checkpoint === 'string') return `its checkpoint: ${checkpoint}`;
  const proof = { ...(extra === undefined ? {} : { extra }), index, path, checkpoint, note };
  const isAlike = equalBytes(utf8(logProofText(proof)), bytes) && checkpointText(checkpoint) === note.text;
  return isAlike ? proof : 'it is not in the one spelling of its content';
}
