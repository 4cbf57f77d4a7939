/** Bytes of the longest name of a ZIP entry, the top folder included. */
export const longestName = 240;

const dotSegment = /(?:^|\/)\.{1,2}(?:\/|$)/;
const spelling = /^[A-Za-z0-9._-]+(?:\/[A-Za-z0-9._-]+)*$/;

/**
 * The names of one bundle. On a disk that ignores case, or with a reader that cleans paths, two names could otherwise
 * become one file, and a file could stand where another name needs a folder.
 */
export class Names {
  // By lower-case spelling.
  readonly #files = new Map<string, string>();
  readonly #folders = new Map<string, string>();

  /** Why the name cannot stand beside those added before; undefined where it can, and then it is added. */
  add(name: string): string | undefined {
    const folders = this.#newFolders(name);
    const problem = spellingProblem(name) ?? this.#clash(name, folders);
    if (problem !== undefined) return problem;
    for (const folder of folders) this.#folders.set(folder.toLowerCase(), folder);
    this.#files.set(name.toLowerCase(), name);
    return undefined;
  }

  #clash(name: string, folders: readonly string[]): string | undefined {
    const folded = name.toLowerCase();
    const twin = this.#files.get(folded) ?? this.#folders.get(folded);
    if (twin !== undefined) return twin === name ? 'stands twice' : `differs from ${twin} by case alone`;
    for (const folder of folders) {
      const other = this.#files.get(folder.toLowerCase()) ?? this.#folders.get(folder.toLowerCase());
      if (other !== undefined) return `needs the folder ${folder}, and there is ${other}`;
    }
    return undefined;
  }

  /** The folders above a name that no name before it had, innermost first. */
  #newFolders(name: string): readonly string[] {
    const folders: string[] = [];
    for (let at = name.lastIndexOf('/'); at > 0; at = name.lastIndexOf('/', at - 1)) {
      const folder = name.slice(0, at);
      if (this.#folders.get(folder.toLowerCase()) === folder) break;
      folders.push(folder);
    }
    return folders;
  }
}

function spellingProblem(name: string): string | undefined {
  if (name.length > longestName) return `is longer than ${longestName} bytes`;
  if (!spelling.test(name)) return 'is not spelt in ASCII letters, digits, ".", "_", "-" and single "/"';
  return dotSegment.test(name) ? 'has a dot segment' : undefined;
}
