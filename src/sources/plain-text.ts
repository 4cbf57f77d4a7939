import type { DecodedText } from './decoded-text.ts';
import type { Block, Extraction } from './extraction.ts';

/** A text file as it is: its own text, cut into paragraphs at empty lines. */
export function plainText(decoded: DecodedText): Extraction {
  return asItIs(decoded, blocksOf(decoded.text, false));
}

/** A Markdown file as it is, marks and all, so that a quotation stands in the file letter by letter. */
export function markdown(decoded: DecodedText): Extraction {
  return asItIs(decoded, blocksOf(decoded.text, true));
}

function asItIs(decoded: DecodedText, blocks: readonly Block[]): Extraction {
  const { text } = decoded;
  const whole = { start: 0, end: text.length, origin: { kind: 'range', from: 0, to: text.length, exact: true, repeated: false } } as const;
  return { text, pieces: text === '' ? [] : [whole], blocks, decoded };
}

const fence = /^ {0,3}(?:```|~~~)/;
const atxHeading = /^ {0,3}(#{1,6})(?:[ \t]|$)/;
const underline = /^ {0,3}(?:=+|-+)[ \t]*$/;
const listItem = /^[ \t]{0,12}(?:[-*+]|[0-9]{1,9}[.)])[ \t]/;
const tableRow = /^ {0,3}\|/;

/** Reads line by line, as CommonMark does for the structure that matters here (headings, fences, list items, paragraphs). */
function blocksOf(text: string, marked: boolean): readonly Block[] {
  const blocks: Block[] = [];
  let fenced = false;
  let open: { start: number; end: number; lines: number } | undefined;
  const close = (): void => {
    if (open !== undefined) blocks.push({ kind: 'paragraph', start: open.start, end: open.end });
    open = undefined;
  };
  for (const { start, end } of linesOf(text)) {
    const line = text.slice(start, end);
    const isFence = marked && fence.test(line);
    const heading = marked && !fenced && !isFence ? headingOf(line, open, start, end) : undefined;
    if (heading !== undefined) {
      if (heading.start === start) close();
      else open = undefined;
      blocks.push(heading);
    } else if (marked && !fenced && tableRow.test(line)) {
      close();
      blocks.push({ kind: 'row', start, end });
    } else if (line.trim() === '' && !fenced) close();
    else {
      if (marked && !fenced && (isFence || listItem.test(line))) close();
      open = { start: open?.start ?? start, end, lines: (open?.lines ?? 0) + 1 };
      if (isFence && fenced) close();
    }
    if (isFence) fenced = !fenced;
  }
  close();
  return blocks;
}

function headingOf(line: string, open: { start: number; lines: number } | undefined, start: number, end: number): Block | undefined {
  const marks = atxHeading.exec(line)?.[1];
  if (marks !== undefined) return { kind: 'heading', level: marks.length, start, end };
  if (open?.lines !== 1 || !underline.test(line)) return undefined;
  return { kind: 'heading', level: line.includes('=') ? 1 : 2, start: open.start, end };
}

function* linesOf(text: string): Generator<{ readonly start: number; readonly end: number }> {
  for (let start = 0; start < text.length; ) {
    const feed = text.indexOf('\n', start);
    const end = feed < 0 ? text.length : feed;
    yield { start, end };
    start = end + 1;
  }
}
