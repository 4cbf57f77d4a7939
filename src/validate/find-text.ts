/**
 * The offsets at which `needle` stands in `text`, from left to right.
 * Knuth-Morris-Pratt: linear in both lengths, because an attacker may write the text, the needle, or both.
 */
export function* occurrences(text: string, needle: string): Generator<number> {
  if (needle === '') return;
  const first = text.indexOf(needle.slice(0, 16));
  if (first < 0) return;
  const borders = bordersOf(needle);
  let matched = 0;
  for (let at = first; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    while (matched > 0 && unit !== needle.charCodeAt(matched)) matched = borders[matched - 1] ?? 0;
    if (unit === needle.charCodeAt(matched)) matched += 1;
    if (matched === needle.length) {
      yield at - matched + 1;
      matched = borders[matched - 1] ?? 0;
    }
  }
}

export function holds(text: string, needle: string): boolean {
  return needle === '' || occurrences(text, needle).next().done === false;
}

// For each prefix: the length of its longest proper prefix that is also its suffix.
function bordersOf(needle: string): Int32Array {
  const borders = new Int32Array(needle.length);
  let length = 0;
  for (let at = 1; at < needle.length; at += 1) {
    while (length > 0 && needle.charCodeAt(at) !== needle.charCodeAt(length)) length = borders[length - 1] ?? 0;
    if (needle.charCodeAt(at) === needle.charCodeAt(length)) length += 1;
    borders[at] = length;
  }
  return borders;
}
