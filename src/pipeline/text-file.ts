import { readFileSync } from 'node:fs';
import { fromUtf8 } from '../core/bytes.ts';
import { EvidenceError } from '../core/errors.ts';

/** Bytes of a file that the user named. Throws `file-missing` or `file-unreadable`, naming it as the user did. */
export function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    throw new EvidenceError(code === 'ENOENT' || code === 'ENOTDIR' ? 'file-missing' : 'file-unreadable', {
      where: path,
      ...(code === 'ENOENT' ? {} : { cause }),
    });
  }
}

/** Text of a UTF-8 file that the user named, without a byte order mark. Throws `not-utf8` besides. */
export function readText(path: string): string {
  const text = fromUtf8(readBytes(path));
  if (text === undefined) throw new EvidenceError('not-utf8', { where: path });
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}
