import { inflateRawSync } from 'node:zlib';
import { EvidenceError } from '../core/errors.ts';

const endSignature = 0x06054b50;
const endLength = 22;
const entrySignature = 0x02014b50;
const entryLength = 46;
const localLength = 30;

/**
 * Unfolds every entry of a ZIP container once, keeping nothing, to see that all of them stay below a bound. The readers of
 * DOCX and XLSX unfold without one. The archive must leave only one reading (one end record at the very end, a directory
 * right before it, no ZIP64, no encryption), so that they see the entries seen here. Throws `source-too-large` or
 * `source-unreadable`.
 */
export function checkZipBounds(bytes: Uint8Array, bound: number, where: string): void {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const refuse = (cause: string): never => {
    throw new EvidenceError('source-unreadable', { where, cause });
  };
  const endMark = Buffer.alloc(4);
  endMark.writeUInt32LE(endSignature);
  const end = zip.lastIndexOf(endMark);
  if (end < 0 || end + endLength > zip.length || end + endLength + zip.readUInt16LE(end + 20) !== zip.length) refuse('not a ZIP container, or cut off');
  const count = zip.readUInt16LE(end + 10);
  let at = zip.readUInt32LE(end + 16);
  if (count === 0xffff || at + zip.readUInt32LE(end + 12) !== end) refuse('its ZIP directory does not stand where it should');
  let left = bound;
  for (let entry = 0; entry < count; entry += 1) {
    if (at + entryLength > end || zip.readUInt32LE(at) !== entrySignature) refuse('its ZIP directory is damaged');
    left -= unfoldedBytes(zip, at, left, where, refuse);
    at += entryLength + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  if (at !== end) refuse('its ZIP directory is damaged');
}

function unfoldedBytes(zip: Buffer, entry: number, left: number, where: string, refuse: (cause: string) => never): number {
  const method = zip.readUInt16LE(entry + 10);
  const packed = zip.readUInt32LE(entry + 20);
  const local = zip.readUInt32LE(entry + 42);
  if ((zip.readUInt16LE(entry + 8) & 1) !== 0) refuse('it is encrypted');
  if (local + localLength > zip.length) refuse('an entry lies outside the file');
  const start = local + localLength + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  if (start + packed > zip.length) refuse('an entry lies outside the file');
  if (method !== 0 && method !== 8) refuse(`an entry is packed in a way that is not used (${method})`);
  const size = method === 0 ? packed : inflatedBytes(zip.subarray(start, start + packed), left, where);
  if (size > left) throw tooLarge(where, left);
  return size;
}

function inflatedBytes(packed: Buffer, left: number, where: string): number {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, left) }).length;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(where, left);
    throw new EvidenceError('source-unreadable', { where, cause });
  }
}

function tooLarge(where: string, left: number): EvidenceError {
  return new EvidenceError('source-too-large', { where, cause: `what it unfolds to passes the bound, with ${left} bytes left for one entry` });
}
