import { writeSync } from 'node:fs';
import { writeWholeSync, type WholeFileOptions } from '../core/whole-file.node.ts';

/**
 * Writes a file so that it is there wholly or not at all. With `fresh`, a file that is there already is kept and `file-exists`
 * thrown. Throws `disk-full` or `file-unwritable`.
 */
export function writeFileWhole(path: string, bytes: Uint8Array, options: WholeFileOptions = {}): void {
  writeWholeSync(
    path,
    (file) => {
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    },
    options,
  );
}
