/** Bytes of the longest name of a ZIP entry, the top folder included. */
export const longestName = 240;

const dotSegment = /(?:^|\/)\.{1,2}(?:\/|$)/;
const spelling = /^[A-Za-z0-9._-]+(?:\/[A-Za-z0-9._-]+)*$/;

/**
 * The names of one bundle. On a disk that ignores case, or with a reader that cleans paths, two names could otherwise
 * become one file, and a file could stand where another name needs a folder.
 */
export class Names {
  // By lower-case spelling; of a folder with a slash at its end.
  readonly #taken = new Map<string, string>();
  /** Those of the lower-case spellings that are not how the name or folder is spelt. */
  readonly #mixed = new Set<string>();
  readonly #longest: number;
  /** The folder of the name before: in a bundle it is the next one's too, most of the time. */
  #folder = '';
  /** The name before, where its folder was new and all names in it came one behind the other, in order. */
  #last: string | undefined = '';

  /** `before`: bytes of what stands before each of these names. */
  constructor(before = 0) {
    this.#longest = longestName - before;
  }

  /** Why the name cannot stand beside those added before; undefined where it can, and then it is added. */
  add(name: string): string | undefined {
    const problem = name.length > this.#longest ? `is longer than ${this.#longest} bytes` : spellingProblem(name);
    if (problem !== undefined) return problem;
    const isNext = this.#last !== undefined && name > this.#last && this.#isInFolder(name);
    // Behind all that its folder holds, no name is a second time: a hundred thousand of them need not be looked for.
    if (isNext && !hasCapitals(name) && !this.#mixed.has(name)) this.#taken.set(name, name);
    else {
      const folders = this.#newFolders(name);
      const clash = this.#clash(name, fold(name), folders);
      if (clash !== undefined) return clash;
      for (const folder of folders) this.#take(folder, `${folder}/`);
      this.#take(name, name);
      this.#folder = name.slice(0, name.lastIndexOf('/') + 1);
      if (!isNext && folders.length === 0) {
        this.#last = undefined;
        return undefined;
      }
    }
    this.#last = name;
    return undefined;
  }

  #take(name: string, as: string): void {
    this.#taken.set(fold(name), as);
    if (hasCapitals(name)) this.#mixed.add(fold(name));
  }

  #isInFolder(name: string): boolean {
    return name.lastIndexOf('/') + 1 === this.#folder.length && name.startsWith(this.#folder);
  }

  #clash(name: string, folded: string, folders: readonly string[]): string | undefined {
    const twin = this.#taken.get(folded);
    if (twin !== undefined) return withoutSlash(twin) === name ? 'stands twice' : `differs from ${withoutSlash(twin)} by case alone`;
    for (const folder of folders) {
      const other = this.#taken.get(fold(folder));
      if (other !== undefined) return `needs the folder ${folder}, and there is ${withoutSlash(other)}`;
    }
    return undefined;
  }

  /** The folders above a name that no name before it had, innermost first. */
  #newFolders(name: string): readonly string[] {
    if (this.#isInFolder(name)) return none;
    const folders: string[] = [];
    for (let at = name.lastIndexOf('/'); at > 0; at = name.lastIndexOf('/', at - 1)) {
      const folder = name.slice(0, at);
      if (this.#taken.get(fold(folder)) === `${folder}/`) break;
      folders.push(folder);
    }
    return folders;
  }
}

const none: readonly string[] = [];

function fold(name: string): string {
  return hasCapitals(name) ? name.toLowerCase() : name;
}

function hasCapitals(name: string): boolean {
  return /[A-Z]/.test(name);
}

function withoutSlash(name: string): string {
  return name.endsWith('/') ? name.slice(0, -1) : name;
}

function spellingProblem(name: string): string | undefined {
  if (!spelling.test(name)) return 'is not spelt in ASCII letters, digits, ".", "_", "-" and single "/"';
  return dotSegment.test(name) ? 'has a dot segment' : undefined;
}
