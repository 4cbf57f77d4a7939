import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { EvidenceError } from '../core/errors.ts';

/** The file itself, or all bundles below a folder in the order of their names. Throws `file-missing` where it holds none. */
export function bundlesAt(path: string): readonly string[] {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return [path];
  const found = [...namesBelow(path, '')].sort();
  if (found.length === 0) throw new EvidenceError('file-missing', { where: path, cause: 'no *.evidence.zip in this folder' });
  return found.map((name) => join(path, name));
}

// Not globSync: the one-file verifier runs on Node 18, which has none.
function namesBelow(folder: string, under: string): readonly string[] {
  return readdirSync(join(folder, under), { withFileTypes: true }).flatMap((entry) => {
    const name = under === '' ? entry.name : `${under}/${entry.name}`;
    if (entry.isDirectory()) return namesBelow(folder, name);
    return /\.evidence\.zip(?:\.zst|\.gz)?$/.test(name) ? [name] : [];
  });
}
