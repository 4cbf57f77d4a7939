import { unreachable } from '../../core/unreachable.ts';
import type { KnownIds } from '../citations/known-ids.ts';
import type { Mark, References } from '../citations/marks.ts';
import { asRetrievalId, type RetrievalId } from '../../model/ids.ts';
import { roleOf, isNumbering, wordsOfKey, type FieldRole } from './json-fields.ts';
import { sourceOffsets, type JsonMember, type JsonNode, type JsonOutput, type JsonString } from './json-tree.ts';
import { isLabel } from './label.ts';
import type { NonClaimReason } from './non-claims.ts';
import type { Piece, Quoted } from './piece.ts';
import { cutProse } from './prose.ts';
import { isReferenceText } from './reference-text.ts';

/** What a value holds: claims by their index, and the evidence that no claim has taken yet. */
interface Holding {
  readonly claims: readonly number[];
  /** Claims that stand in the value itself, not in an object inside of it. */
  readonly own: readonly number[];
  readonly marks: readonly Mark[];
  readonly quoted: readonly Quoted[];
}

/** An answer that ties more citations to claims than this was written to cost time. */
const mostTies = 50_000;

const nothing: Holding = { claims: [], own: [], marks: [], quoted: [] };

/** Where a value stands: the names on the way that are part of what it says, and what the nearest of them makes of it. */
interface Place {
  readonly names: readonly string[];
  readonly role: FieldRole;
  readonly inCitation: boolean;
  readonly key: string;
}

/**
 * Cuts a JSON output. Every leaf is a claim, with the names that lead to it, but for citations and quotations:
 * those belong to the claims of the innermost object that has both. Undefined where that would tie too many to too many.
 */
export function cutJson(output: string, { root, start }: JsonOutput, known: KnownIds): readonly Piece[] | undefined {
  const cutter = new JsonCutter(output, known, numberedSources(root, known));
  cutter.declare({ start: 0, end: start }, 'markup');
  cutter.value(root, { names: [], role: 'text', inCitation: false, key: '' });
  return cutter.pieces();
}

/** `{"id": 1, "retrieval_id": "doc:…"}`: entries of a reference list in JSON. */
function numberedSources(node: JsonNode, known: KnownIds): References {
  const found = new Map<string, readonly RetrievalId[]>();
  const visit = (value: JsonNode): void => {
    if (value.kind === 'array') value.items.forEach(visit);
    if (value.kind !== 'object') return;
    const leaves = value.members.flatMap((member) =>
      member.value.kind === 'literal' || member.value.kind === 'string' ? [{ ...member, leaf: member.value }] : [],
    );
    const number = leaves.find(({ key }) => isNumbering(key.value) && !key.value.toLowerCase().startsWith('page'))?.leaf;
    const ids = leaves.flatMap(({ leaf, key }) => (leaf.kind === 'string' && roleOf(key.value) === 'citation' ? (known.read(leaf.value) ?? []) : []));
    if (number !== undefined && ids.length > 0) {
      const label = number.kind === 'string' ? number.value : number.text;
      found.set(label, found.has(label) ? [] : ids);
    }
    for (const member of value.members) visit(member.value);
  };
  visit(node);
  return found;
}

class JsonCutter {
  readonly #output: string;
  readonly #known: KnownIds;
  readonly #references: References;
  #ties = 0;
  readonly #pieces: { piece: Piece; marks: Mark[]; quoted: Quoted[] }[] = [];

  constructor(output: string, known: KnownIds, references: References) {
    this.#output = output;
    this.#known = known;
    this.#references = references;
  }

  pieces(): readonly Piece[] | undefined {
    if (this.#ties > mostTies) return undefined;
    return this.#pieces
      .map(({ piece, marks, quoted }) => ({ ...piece, marks: [...piece.marks, ...marks], quoted: [...piece.quoted, ...quoted] }))
      .sort((a, b) => a.start - b.start);
  }

  value(node: JsonNode, place: Place): Holding {
    switch (node.kind) {
      case 'object':
        return this.#object(node.members, place);
      case 'array':
        return this.#together(node.items.map((item) => ({ held: this.value(item, place), isLeaf: item.kind === 'string' || item.kind === 'literal' })));
      case 'string':
        return this.#string(node, place);
      case 'literal':
        return this.#literal(node, place);
      default:
        return unreachable(node);
    }
  }

  #object(members: readonly JsonMember[], place: Place): Holding {
    const parts = members.map((member) => this.#member(member, place));
    const all = this.#together(parts);
    const ids = new Set(parts.flatMap(({ held }) => held.marks).flatMap((mark) => mark.ids));
    const [id] = ids;
    const quoted = all.quoted.map((item) => (item.id === undefined && ids.size === 1 ? { ...item, id } : item));
    if (all.claims.length === 0) return { ...all, quoted };
    const takers = all.own.length > 0 ? all.own : all.claims;
    this.#ties += takers.length * (all.marks.length + quoted.length);
    if (this.#ties > mostTies) return { claims: all.claims, own: [], marks: [], quoted: [] };
    for (const index of takers) {
      this.#pieces[index]?.marks.push(...all.marks);
      this.#pieces[index]?.quoted.push(...quoted);
    }
    return { claims: all.claims, own: [], marks: [], quoted: [] };
  }

  #member({ key, value }: JsonMember, place: Place): { held: Holding; isLeaf: boolean } {
    const role = roleOf(key.value);
    const speaks = role === 'value' && !(place.inCitation && isNumbering(key.value));
    const inner: Place = {
      names: speaks ? [...place.names, wordsOfKey(key.value)] : place.names,
      role,
      inCitation: place.inCitation || role === 'citation',
      key: key.value,
    };
    const held = this.value(value, inner);
    // A name that stands in the text of the claims below it is judged with them; one that leads to no claim is judged alone.
    const isSaid = !speaks || held.claims.length > 0;
    const isNoClaim = (speaks && held.claims.length > 0) || key.value === '' || isLabel(wordsOfKey(key.value));
    const keyClaim = isNoClaim ? this.declare(key, isSaid ? 'markup' : 'heading') : this.#claim(key.start, key.end, key.value);
    const isLeaf = value.kind === 'string' || value.kind === 'literal' || value.kind === 'array';
    return { held: { ...held, claims: [...keyClaim.claims, ...held.claims], own: [...keyClaim.own, ...held.own] }, isLeaf };
  }

  #together(parts: readonly { readonly held: Holding; readonly isLeaf: boolean }[]): Holding {
    return {
      claims: parts.flatMap(({ held }) => held.claims),
      own: parts.flatMap(({ held, isLeaf }) => (isLeaf ? held.own : [])),
      marks: parts.flatMap(({ held }) => held.marks),
      quoted: parts.flatMap(({ held }) => held.quoted),
    };
  }

  #string(node: JsonString, place: Place): Holding {
    if (node.value.trim() === '') return this.declare(node, 'markup');
    if (place.inCitation && isNumbering(place.key)) return this.#numbering(node, node.value, place);
    if (place.role === 'citation') return this.#citation(node, node.value, place);
    if (place.role === 'quotation') {
      this.declare(node, 'reference_list');
      return { ...nothing, quoted: [{ start: node.start, end: node.end, text: node.value, id: undefined }] };
    }
    if (place.inCitation && isReferenceText(node.value, true)) return this.declare(node, 'reference_list');
    if (place.role === 'heading' && isLabel(node.value)) return this.declare(node, 'heading');
    return this.#prose(node, place);
  }

  #literal(node: JsonNode & { readonly kind: 'literal' }, place: Place): Holding {
    if (node.text === 'null') return this.declare(node, 'markup');
    if (place.inCitation && isNumbering(place.key)) return this.declare(node, 'reference_list');
    if (place.role === 'citation' && /^\d{1,3}$/.test(node.text)) return this.#citation(node, node.text, place);
    return this.#claim(node.start, node.end, `${prefix(place.names)}${node.text}`);
  }

  #numbering(node: JsonString, value: string, place: Place): Holding {
    return /^[\w.-]{1,20}$/.test(value) ? this.declare(node, 'reference_list') : this.#citation(node, value, place);
  }

  // What cites must look like an id or a number. Anything else in a citation field is something said, and is judged.
  #citation(node: { readonly start: number; readonly end: number }, value: string, place: Place): Holding {
    const label = value.replace(/^\[(.*)\]$/, '$1').trim();
    const isNumber = /^\d{1,3}$/.test(label);
    const id = isNumber ? undefined : (this.#known.read(label) ?? asRetrievalId(label));
    if (!isNumber && id === undefined) return this.#claim(node.start, node.end, `${prefix(place.names)}${value}`);
    this.declare(node, 'reference_list');
    const ids = id === undefined ? (this.#references.get(label) ?? this.#known.passages(label).map((passage) => passage.retrieval_id)) : [id];
    return { ...nothing, marks: [{ start: node.start, end: node.end, form: 'json', label, ids }] };
  }

  #prose(node: JsonString, place: Place): Holding {
    const at = sourceOffsets(this.#output, node);
    const claims: number[] = [];
    let end = 0;
    for (const piece of cutProse(node.value, this.#known, this.#references)) {
      // Below a name that speaks even a heading or a greeting says something: `"guilty party": "The Bank:"`.
      const isNothing = place.names.length === 0 || piece.why === 'markup' || piece.why === 'reference_list';
      const why = isNothing ? piece.why : undefined;
      this.#between(node, at, end, piece.start);
      end = piece.end;
      if (why === undefined) claims.push(this.#pieces.length);
      this.#push({
        start: at(piece.start),
        end: at(piece.end),
        text: why === undefined ? `${prefix(place.names)}${piece.text}` : piece.text,
        why,
        marks: piece.marks.map((mark) => ({ ...mark, start: at(mark.start), end: at(mark.end) })),
        quoted: piece.quoted.map((item) => ({ ...item, start: at(item.start), end: at(item.end) })),
      });
    }
    this.#between(node, at, end, node.value.length);
    return { ...nothing, claims, own: claims };
  }

  // A line break is white space, and in JSON two characters that no other piece covers.
  #between({ value }: JsonString, at: (decoded: number) => number, start: number, end: number): void {
    if (end > start && !/[\p{L}\p{N}]/u.test(value.slice(start, end))) this.declare({ start: at(start), end: at(end) }, 'markup');
  }

  #claim(start: number, end: number, text: string): Holding {
    const index = this.#push({ start, end, text, why: undefined, marks: [], quoted: [] });
    return { ...nothing, claims: [index], own: [index] };
  }

  declare({ start, end }: { readonly start: number; readonly end: number }, why: NonClaimReason): Holding {
    if (this.#output.slice(start, end).trim() !== '') this.#push({ start, end, text: this.#output.slice(start, end), why, marks: [], quoted: [] });
    return nothing;
  }

  #push(piece: Piece): number {
    this.#pieces.push({ piece, marks: [], quoted: [] });
    return this.#pieces.length - 1;
  }
}

function prefix(names: readonly string[]): string {
  return names.length === 0 ? '' : `${names.join(' ')}: `;
}
