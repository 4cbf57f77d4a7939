import { unreachable } from '../core/unreachable.ts';
import type { Block, Extraction, Origin, Piece } from './extraction.ts';

/** Collects extracted text together with where each stretch of it came from. The only writer of pieces. */
export class TextBuilder {
  readonly #texts: string[] = [];
  readonly #pieces: Piece[] = [];
  readonly #blocks: Block[] = [];
  #open: { readonly block: Omit<Block, 'start' | 'end'>; readonly start: number } | undefined;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Length of the block that is open, or undefined. */
  get openLength(): number | undefined {
    return this.#open === undefined ? undefined : this.#length - this.#open.start;
  }

  /** Ends the block before, if one is open, and begins one, on a new line. */
  begin(block: Omit<Block, 'start' | 'end'>): void {
    this.end();
    const before = this.#blocks.at(-1);
    if (before !== undefined) this.add(isTight(before.kind) && isTight(block.kind) ? '\n' : '\n\n', { kind: 'none' });
    this.#open = { block, start: this.#length };
  }

  end(): void {
    if (this.#open === undefined) return;
    this.#blocks.push({ ...this.#open.block, start: this.#open.start, end: this.#length });
    this.#open = undefined;
  }

  add(text: string, origin: Origin): void {
    if (text === '') return;
    this.#texts.push(text);
    const start = this.#length;
    this.#length += text.length;
    const last = this.#pieces.at(-1);
    const joined = last === undefined ? undefined : join(last.origin, origin);
    if (last === undefined || joined === undefined) this.#pieces.push({ start, end: this.#length, origin });
    else this.#pieces[this.#pieces.length - 1] = { start: last.start, end: this.#length, origin: joined };
  }

  finish(): Pick<Extraction, 'text' | 'pieces' | 'blocks'> {
    this.end();
    return { text: this.#texts.join(''), pieces: this.#pieces, blocks: this.#blocks };
  }
}

function isTight(kind: Block['kind']): boolean {
  return kind === 'row' || kind === 'line';
}

/** One origin for two neighbours, or undefined where they must stay apart. What follows an inexact tail stays apart. */
function join(left: Origin, right: Origin): Origin | undefined {
  switch (left.kind) {
    case 'range':
      if (right.kind !== 'range' || !left.exact || left.to !== right.from || left.repeated !== right.repeated) return undefined;
      return { ...left, to: right.to, exact: right.exact };
    case 'part':
      return right.kind === 'part' && left.part === right.part ? left : undefined;
    case 'page':
      return right.kind === 'page' && left.box === undefined && right.box === undefined && left.page === right.page ? left : undefined;
    case 'none':
      return right.kind === 'none' ? left : undefined;
    default:
      return unreachable(left);
  }
}
