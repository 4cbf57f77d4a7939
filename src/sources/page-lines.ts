import type { Block } from './extraction.ts';
import type { TextBuilder } from './text-builder.ts';

/** A line of a page as it was printed or recognised. Lengths in any unit, `top` counted downwards, the same for all lines of a page. */
export interface PageLine {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  /** Baseline. */
  readonly base: number;
  /** Of its letters. */
  readonly height: number;
  /** Of a recognised line: left, top, right, bottom in pixels, and confidence in per cent. */
  readonly box?: readonly [number, number, number, number];
  readonly confidence?: number;
}

/** How far a letter must be larger than the body's to be a heading's, and a line step larger than usual to end a paragraph. */
const headingFactor = 1.15;
const gapFactor = 1.35;
/** A line that ends before this share of its paragraph's width was broken on purpose. */
const fullShare = 0.75;

/** Writes the lines of a page as paragraphs and headings, which larger letters and larger gaps show. */
export function writePage(out: TextBuilder, page: number, lines: readonly PageLine[], bodyHeight: number): void {
  const step = usualStep(lines);
  let paragraph: PageLine[] = [];
  for (const line of lines) {
    const before = paragraph.at(-1);
    if (before !== undefined && isApart(before, line, step)) {
      writeParagraph(out, page, paragraph, bodyHeight);
      paragraph = [];
    }
    paragraph.push(line);
  }
  if (paragraph.length > 0) writeParagraph(out, page, paragraph, bodyHeight);
}

/** The height in which most letters of a document are set. */
export function bodyHeightOf(lines: readonly PageLine[]): number {
  const letters = new Map<number, number>();
  for (const { height, text } of lines) {
    const rounded = Math.round(height * 2) / 2;
    letters.set(rounded, (letters.get(rounded) ?? 0) + text.length);
  }
  return [...letters].reduce((best, next) => (next[1] > best[1] ? next : best), [0, 0])[0];
}

function usualStep(lines: readonly PageLine[]): number {
  const steps = lines.slice(1).map((line, index) => line.base - (lines[index]?.base ?? 0));
  const within = steps.filter((step, index) => step > 0 && step < 2.5 * (lines[index]?.height ?? 0)).sort((a, b) => a - b);
  return within[Math.floor((within.length - 1) / 2)] ?? 0;
}

function isApart(before: PageLine, line: PageLine, usual: number): boolean {
  const step = line.base - before.base;
  const larger = Math.max(line.height, before.height) > headingFactor * Math.min(line.height, before.height);
  return step < 0 || larger || step > gapFactor * Math.max(usual, before.height);
}

function writeParagraph(out: TextBuilder, page: number, lines: readonly PageLine[], bodyHeight: number): void {
  out.begin({ ...kindOf(lines, bodyHeight), place: { unit: 'page', number: page } });
  const left = Math.min(...lines.map((line) => line.left));
  const width = Math.max(...lines.map((line) => line.right)) - left;
  for (const [index, line] of lines.entries()) {
    const before = lines[index - 1];
    if (before !== undefined) out.add(before.right - left < fullShare * width ? '\n' : ' ', { kind: 'none' });
    const recognised = line.box === undefined ? {} : { box: [...line.box] as [number, number, number, number] };
    const sure = line.confidence === undefined ? {} : { confidence: line.confidence };
    out.add(line.text, { kind: 'page', page, ...recognised, ...sure });
  }
}

const longestHeading = 200;

function kindOf(lines: readonly PageLine[], bodyHeight: number): Pick<Block, 'kind' | 'level'> {
  const factor = Math.min(...lines.map((line) => line.height)) / bodyHeight;
  const length = lines.reduce((sum, line) => sum + line.text.length, 0);
  if (!(factor > headingFactor) || length > longestHeading) return { kind: 'paragraph' };
  return { kind: 'heading', level: factor > 1.6 ? 1 : factor > 1.3 ? 2 : 3 };
}
