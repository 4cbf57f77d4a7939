/**
 * A command line as its words, without a shell: words are separated by white space; what stands between two `"` or two `'` is
 * taken as it is. Undefined where there is no program, or a quotation is not closed.
 */
export function commandWords(line: string): readonly [program: string, ...string[]] | undefined {
  const words: string[] = [];
  let at = 0;
  while ((at = skip(line, at, space)) < line.length) {
    let word = '';
    while (at < line.length && skip(line, at, space) === at) {
      const quote = line[at];
      const plain = quote !== '"' && quote !== "'";
      const from = plain ? at : at + 1;
      const to = plain ? skip(line, at, bare) : line.indexOf(quote, from);
      if (to < 0) return undefined;
      word += line.slice(from, to);
      at = plain ? to : to + 1;
    }
    words.push(word);
  }
  const [program, ...rest] = words;
  return program === undefined || program === '' ? undefined : [program, ...rest];
}

const space = /\s*/y;
const bare = /[^\s"']*/y;

function skip(line: string, at: number, pattern: RegExp): number {
  pattern.lastIndex = at;
  return at + (pattern.exec(line)?.[0].length ?? 0);
}
