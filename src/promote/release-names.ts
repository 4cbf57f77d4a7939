import { EvidenceError } from '../core/errors.ts';

const shape = /^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[A-Za-z0-9_.-]+(?:\/[A-Za-z0-9_.-]+)*$/;

/**
 * Refuses names that would not each get a file of their own inside the folder, on any file system: a step outside of it,
 * twins that differ in case alone, a file where another name needs a folder. Throws `bundle-name` or `output-name-twice`.
 */
export function checkReleaseNames(names: readonly string[]): void {
  const files = new Set<string>();
  for (const name of names) {
    if (name.length > 240 || !shape.test(name)) throw new EvidenceError('bundle-name', { where: JSON.stringify(name) });
    const folded = name.toLowerCase();
    if (files.has(folded)) throw new EvidenceError('output-name-twice', { where: name });
    files.add(folded);
  }
  for (const name of files) {
    const segments = name.split('/');
    const inTheWay = segments
      .slice(1)
      .map((_, index) => segments.slice(0, index + 1).join('/'))
      .find((folder) => files.has(folder));
    if (inTheWay !== undefined) throw new EvidenceError('output-name-twice', { where: name, cause: `${inTheWay} is a file` });
  }
}
