import type { Block, Place } from './extraction.ts';
import { isWhite, sentenceEnds } from './sentences.ts';

/** A passage to be: a range of the text, the headings that it stands under, and the places of its first and last block. */
export interface Chunk {
  readonly start: number;
  readonly end: number;
  readonly headings: readonly string[];
  readonly first: Place | undefined;
  readonly last: Place | undefined;
}

/**
 * Cuts a text into passages of about `size` UTF-16 units: at headings, then between paragraphs, sentences, lines, words.
 * A word or a table row is never cut, however long. A heading goes with what follows it. What holds no letter of text holds
 * no passage; everything else lies in exactly one.
 */
export function chunk(text: string, blocks: readonly Block[], size: number): readonly Chunk[] {
  const chunks: Chunk[] = [];
  const path = new HeadingPath();
  let open: OpenChunk | undefined;
  for (const atom of atomsOf(text, blocks, size)) {
    if (open !== undefined && breaksBefore(open, atom, size)) {
      chunks.push(closed(open, path));
      open = undefined;
    }
    if (atom.block.kind === 'heading') path.enter(atom.block.level ?? 1, headingText(text, atom.block));
    open = extended(open, atom, path);
  }
  if (open !== undefined) chunks.push(closed(open, path));
  return chunks;
}

interface Atom {
  readonly start: number;
  readonly end: number;
  readonly block: Block;
}

interface OpenChunk {
  readonly start: number;
  readonly end: number;
  readonly first: Block;
  readonly last: Block;
  /** The headings above its first body text; undefined while it holds headings only. */
  readonly headings: readonly string[] | undefined;
}

function extended(open: OpenChunk | undefined, atom: Atom, path: HeadingPath): OpenChunk {
  const headings = open?.headings ?? (atom.block.kind === 'heading' ? undefined : path.now());
  return { start: open?.start ?? atom.start, end: atom.end, first: open?.first ?? atom.block, last: atom.block, headings };
}

function closed(open: OpenChunk, path: HeadingPath): Chunk {
  return { start: open.start, end: open.end, headings: open.headings ?? path.now(), first: open.first.place, last: open.last.place };
}

function breaksBefore(open: OpenChunk, atom: Atom, size: number): boolean {
  const here = open.last.place;
  const next = atom.block.place;
  if (here?.within !== next?.within || (next?.unit === 'page' && here?.number !== next.number)) return true;
  // A paragraph that would have to be cut begins a passage rather than filling up the one before.
  const end = open.last === atom.block ? atom.end : Math.max(atom.end, atom.block.end);
  const full = end - open.start > size;
  if (open.headings === undefined) return open.end - open.start > size;
  return full || (atom.block.kind === 'heading' && open.last !== atom.block);
}

class HeadingPath {
  readonly #open: { readonly level: number; readonly text: string }[] = [];

  enter(level: number, text: string): void {
    while ((this.#open.at(-1)?.level ?? 0) >= level) this.#open.pop();
    this.#open.push({ level, text });
  }

  now(): readonly string[] {
    return this.#open.map((heading) => heading.text);
  }
}

const longestHeading = 120;

/** A heading as a person says it: its first line, without Markdown's marks. */
export function headingText(text: string, range: { readonly start: number; readonly end: number }): string {
  const line = text.slice(range.start, Math.min(range.end, range.start + longestHeading)).split('\n', 1)[0] ?? '';
  return line.replace(/^[#\s]+/, '').trimEnd();
}

function* atomsOf(text: string, blocks: readonly Block[], size: number): Generator<Atom> {
  for (const block of blocks) {
    const whole = trimmed(text, block.start, block.end);
    if (whole === undefined) continue;
    const cutters = block.kind === 'row' ? [] : [sentenceEnds, lineEnds, wordEnds];
    for (const range of cut(text, whole, size, cutters)) yield { ...range, block };
  }
}

interface Range {
  readonly start: number;
  readonly end: number;
}

type Cutter = (text: string, start: number, end: number) => readonly number[];

function cut(text: string, range: Range, size: number, cutters: readonly Cutter[]): readonly Range[] {
  const [cutter, ...finer] = cutters;
  if (cutter === undefined || range.end - range.start <= size) return [range];
  const found: Range[] = [];
  let from = range.start;
  for (const end of cutter(text, range.start, range.end)) {
    const part = trimmed(text, from, end);
    if (part !== undefined) for (const piece of cut(text, part, size, finer)) found.push(piece);
    from = end;
  }
  return found;
}

function trimmed(text: string, start: number, end: number): Range | undefined {
  let from = start;
  let to = end;
  while (from < to && isWhite(text.charAt(from))) from += 1;
  while (to > from && isWhite(text.charAt(to - 1))) to -= 1;
  return from === to ? undefined : { start: from, end: to };
}

function lineEnds(text: string, start: number, end: number): readonly number[] {
  const ends: number[] = [];
  for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) ends.push(at + 1);
  return [...ends, end];
}

// Chinese and Japanese are written without spaces: each of their signs may end a line, as UAX #14 has it.
const word = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu;

function wordEnds(text: string, start: number, end: number): readonly number[] {
  return Array.from(text.slice(start, end).matchAll(word), (match) => start + match.index + match[0].length);
}
