import type { DecodedText } from './decoded-text.ts';
import type { Extraction } from './extraction.ts';
import { readJsonNodes, type JsonLeaf, type JsonNode } from './json-nodes.ts';
import { oneLine, rangeCell, repeated, writeRow, type Cell } from './table-row.ts';
import { TextBuilder } from './text-builder.ts';

/**
 * A JSON document line by line: an array of flat records as rows of a table, everything else as one `path: value` line for
 * each value. `null`, empty strings, empty objects and arrays say nothing. Throws `source-unreadable` naming line and column.
 */
export function jsonText(decoded: DecodedText, where: string): Extraction {
  const out = new TextBuilder();
  new JsonWriter(decoded.text, out).write(readJsonNodes(decoded.text, where), []);
  return { ...out.finish(), decoded };
}

type Step = JsonLeaf | number;
type FlatRecord = { readonly members: readonly { readonly key: JsonLeaf; readonly value: JsonLeaf }[] };

class JsonWriter {
  readonly #source: string;
  readonly #out: TextBuilder;

  constructor(source: string, out: TextBuilder) {
    this.#source = source;
    this.#out = out;
  }

  write(node: JsonNode, path: readonly Step[]): void {
    if (node.kind === 'object') for (const { key, value } of node.members) this.write(value, [...path, key]);
    else if (node.kind !== 'array') this.#line(node, path);
    else if (node.items.length > 0 && node.items.every(isRecord)) this.#table(node.items.filter(isRecord), path);
    else for (const [index, item] of node.items.entries()) this.write(item, [...path, index]);
  }

  #line(leaf: JsonLeaf, path: readonly Step[]): void {
    const cell = this.#cell(leaf);
    if (cell.text === '') return;
    this.#out.begin({ kind: 'line' });
    this.#path(path);
    if (path.length > 0) this.#out.add(': ', { kind: 'none' });
    this.#out.add(cell.text, cell.origin);
  }

  #table(records: readonly FlatRecord[], path: readonly Step[]): void {
    if (path.length > 0) {
      this.#out.begin({ kind: 'heading', level: Math.min(6, path.length) });
      this.#path(path);
    }
    for (const { members } of records) {
      writeRow(
        this.#out,
        members.map(({ key }) => this.#cell(key)),
        members.map(({ value }) => this.#cell(value)),
      );
    }
  }

  #path(path: readonly Step[]): void {
    for (const [index, step] of path.entries()) {
      if (typeof step === 'number') this.#out.add(`[${step}]`, { kind: 'none' });
      else {
        if (index > 0) this.#out.add('.', { kind: 'none' });
        const name = this.#cell(step);
        const own = index === path.length - 1 ? name : repeated(name);
        this.#out.add(own.text, own.origin);
      }
    }
  }

  #cell(leaf: JsonLeaf): Cell {
    if (leaf.kind === 'literal' && leaf.text === 'null') return { text: '', origin: { kind: 'none' } };
    return rangeCell(leaf.kind === 'string' ? leaf.text : oneLine(leaf.text), this.#source, leaf.from, leaf.to);
  }
}

function isRecord(node: JsonNode): node is JsonNode & FlatRecord {
  return node.kind === 'object' && node.members.length > 0 && node.members.every(({ value }) => value.kind !== 'object' && value.kind !== 'array');
}
