import { sentenceEnds } from '../../sources/sentences.ts';

/** A stretch of a passage that can be quoted: its words as they stand there, but for line breaks, which become spaces. */
export interface Quotable {
  readonly text: string;
  /** A fragment has no end of its own, or no beginning: a list item, a caption, what a passage cut off. */
  readonly kind: 'sentence' | 'row' | 'fragment';
}

const heading = /^#{1,6}(?:[ \t]|$)/;
const rule = /^[-=_*:|+ \t]{3,}$/;
const fence = /^(?:```|~~~)/;
const bullet = /^(?:[-*+•‣▪]|[0-9]{1,9}[.)])[ \t]+/;
const quoted = /^>[ \t]*/;
const sentenceEnd = /[.!。！…]["'”’»)\]]*$/;
const question = /[?？]["'”’»)\]]*$/;

/** The sentences and table rows of a passage in their order. Headings, rules, code and questions state nothing and are left out. */
export function quotablesOf(passage: string): readonly Quotable[] {
  const found: Quotable[] = [];
  let paragraph: string[] = [];
  let inCode = false;
  let lastIsRow = false;
  const flush = (): void => {
    for (const sentence of sentencesOf(paragraph.join(' '))) found.push(sentence);
    paragraph = [];
  };
  for (const raw of passage.split('\n')) {
    const line = raw.trim();
    const opensOrClosesCode = fence.test(line);
    if (opensOrClosesCode) inCode = !inCode;
    const isRule = rule.test(line);
    // The line above a rule is a heading; the row above one names the columns.
    if (isRule && paragraph.length === 1) paragraph = [];
    if (isRule && lastIsRow) found.pop();
    lastIsRow = !isRule && !inCode && isRow(line);
    if (opensOrClosesCode || inCode || line === '' || isRule || heading.test(line)) flush();
    else if (lastIsRow) {
      flush();
      found.push({ text: withoutBorders(line), kind: 'row' });
    } else {
      if (bullet.test(line) || quoted.test(line)) flush();
      paragraph.push(line.replace(bullet, '').replace(quoted, ''));
    }
  }
  flush();
  return found.filter(({ text }) => text !== '');
}

function sentencesOf(paragraph: string): readonly Quotable[] {
  const ends = sentenceEnds(paragraph, 0, paragraph.length);
  const sentences = ends.map((end, index) => paragraph.slice(ends[index - 1] ?? 0, end).trim());
  return sentences.filter((text) => !question.test(text)).map((text) => ({ text, kind: isWhole(text) ? 'sentence' : 'fragment' }));
}

function isWhole(text: string): boolean {
  return sentenceEnd.test(text) && !/^\p{Ll}/u.test(text);
}

/** `| a | b |`, `a<tab>b`, or what an extracted table looks like: `Year: 2024; Rate: 0.25 %`. */
function isRow(line: string): boolean {
  if (line.startsWith('|') || line.includes('\t')) return true;
  const cells = line.split('; ');
  return cells.length > 1 && cells.every((cell) => cell.includes(': '));
}

function withoutBorders(line: string): string {
  const from = line.startsWith('|') ? 1 : 0;
  const to = line.endsWith('|') && line.length > 1 ? -1 : line.length;
  return line.slice(from, to).trim();
}
