/** One line of a text, without its line break. UTF-16 offsets. */
export interface TextLine {
  readonly start: number;
  readonly end: number;
}

const lineBreak = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/g;

export function textLines(text: string): readonly TextLine[] {
  const lines: TextLine[] = [];
  let start = 0;
  for (const { 0: token, index } of text.matchAll(lineBreak)) {
    lines.push({ start, end: index });
    start = index + token.length;
  }
  lines.push({ start, end: text.length });
  return lines;
}
