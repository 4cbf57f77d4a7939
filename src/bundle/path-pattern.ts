/** A test for paths: `*` stands for any characters of one name, `**` for any folders and names, everything else for itself. */
export function pathPattern(pattern: string): (path: string) => boolean {
  const wanted = pattern.split('/');
  return (path) => fits(path.split('/'), wanted);
}

function fits(names: readonly string[], wanted: readonly string[]): boolean {
  const [first, ...rest] = wanted;
  if (first === undefined) return names.length === 0;
  if (first === '**') return rest.length === 0 ? names.length > 0 : names.some((_, at) => fits(names.slice(at), rest));
  const [name, ...others] = names;
  return name !== undefined && nameFits(name, first) && fits(others, rest);
}

/** Pieces between stars are looked for in turn, the last one at the end: linear in the name, whatever the pattern. */
function nameFits(name: string, pattern: string): boolean {
  const pieces = pattern.split('*');
  const [head = '', ...others] = pieces;
  const tail = others.pop();
  if (tail === undefined) return name === head;
  if (!name.startsWith(head) || !name.endsWith(tail) || name.length < head.length + tail.length) return false;
  const end = name.length - tail.length;
  let at = head.length;
  for (const piece of others) {
    const found = name.indexOf(piece, at);
    if (found < 0 || found + piece.length > end) return false;
    at = found + piece.length;
  }
  return true;
}
