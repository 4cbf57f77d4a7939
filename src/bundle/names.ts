/** Bytes of the longest name of a ZIP entry, the top folder included. */
export const longestName = 240;

const dotSegment = /(?:^|\/)\.{1,2}(?:\/|$)/;
const spelling = /^[A-Za-z0-9._-]+(?:\/[A-Za-z0-9._-]+)*$/;

/**
 * The names of one bundle. On a disk that ignores case, or with a reader that cleans paths, two names could otherwise
 * become one file, and a file could stand where another name needs a folder.
 */
export class Names {
  // Every name and every folder above it, by its lower-case spelling.
  readonly #taken = new Map<string, { readonly spelling: string; readonly kind: 'file' | 'folder' }>();

  /** Why the name cannot stand beside those added before; undefined where it can, and then it is added. */
  add(name: string): string | undefined {
    const problem = spellingProblem(name) ?? this.#clash(name);
    if (problem !== undefined) return problem;
    for (const folder of foldersOf(name)) this.#taken.set(folder.toLowerCase(), { spelling: folder, kind: 'folder' });
    this.#taken.set(name.toLowerCase(), { spelling: name, kind: 'file' });
    return undefined;
  }

  #clash(name: string): string | undefined {
    const same = this.#taken.get(name.toLowerCase());
    if (same?.spelling === name) return same.kind === 'file' ? 'stands twice' : 'is a folder elsewhere';
    if (same !== undefined) return `differs from ${same.spelling} by case alone`;
    for (const folder of foldersOf(name)) {
      const above = this.#taken.get(folder.toLowerCase());
      if (above?.kind === 'file') return `needs a folder where ${above.spelling} is a file`;
      if (above !== undefined && above.spelling !== folder) return `needs the folder ${folder} beside ${above.spelling}`;
    }
    return undefined;
  }
}

function spellingProblem(name: string): string | undefined {
  if (name.length > longestName) return `is longer than ${longestName} bytes`;
  if (!spelling.test(name)) return 'is not spelt in ASCII letters, digits, ".", "_", "-" and single "/"';
  return dotSegment.test(name) ? 'has a dot segment' : undefined;
}

/** The folders above a name, outermost first. */
function foldersOf(name: string): readonly string[] {
  const folders: string[] = [];
  for (let at = name.indexOf('/'); at >= 0; at = name.indexOf('/', at + 1)) folders.push(name.slice(0, at));
  return folders;
}
