import { TextOffsets } from '../../core/text-offsets.ts';
import type { Claim, Claims } from '../../model/generated/documents.ts';
import { knownIds } from '../citations/known-ids.ts';
import type { Subject } from '../subject.ts';
import { coverageOf } from './coverage.ts';
import { cutJson } from './json-claims.ts';
import { jsonTree } from './json-tree.ts';
import type { Piece } from './piece.ts';
import { cutProse } from './prose.ts';

/** A citation that names nothing: `[7]` without an entry. `claim_id` is absent where it stands in no claim. */
export interface Unresolved {
  readonly label: string;
  readonly claim_id: string | undefined;
}

export interface Segmentation {
  readonly claims: Claims;
  readonly unresolved: readonly Unresolved[];
}

/** An output of more claims than this is not read to its end: the rest counts as uncovered. */
const mostClaims = 2000;

/** Cuts an output into claims and declared non-claims. Claims are numbered first, in the order of the text. */
export function segment(subject: Subject): Segmentation {
  const known = knownIds(subject.passages);
  const json = jsonTree(subject.output);
  const fields = json === undefined ? undefined : cutJson(subject.output, json, known);
  const cut = fields ?? cutProse(subject.output, known);
  const offsets = new TextOffsets(subject.output);
  const pieces = joinedMarkup(subject.output, withGlue(subject.output, firstClaims(cut)));
  const ids = numberPieces(pieces);
  return {
    claims: {
      output_sha256: subject.output_sha256,
      form: fields === undefined ? 'prose' : 'json',
      claims: pieces.map((piece, index) => claimOf(piece, ids[index] ?? '', offsets)),
      coverage: coverageOf(subject.output, pieces, offsets),
    },
    unresolved: pieces.flatMap((piece, index) =>
      piece.marks.filter((mark) => mark.ids.length === 0).map((mark) => ({ label: mark.label, claim_id: piece.why === undefined ? ids[index] : undefined })),
    ),
  };
}

function firstClaims(pieces: readonly Piece[]): readonly Piece[] {
  let claims = 0;
  const kept: Piece[] = [];
  for (const piece of pieces) {
    if (piece.why === undefined) claims += 1;
    if (claims > mostClaims) break;
    kept.push(piece);
  }
  return kept;
}

// Bullets, brackets, commas: what stands between the pieces without a letter or digit is declared as markup.
function withGlue(output: string, pieces: readonly Piece[]): readonly Piece[] {
  const all: Piece[] = [];
  let at = 0;
  const glue = (from: number, to: number): void => {
    const words = output.slice(from, to);
    const text = words.trim();
    if (text === '' || /[\p{L}\p{N}]/u.test(text)) return;
    const start = from + words.length - words.trimStart().length;
    all.push({ start, end: start + text.length, text, why: 'markup', marks: [], quoted: [] });
  };
  for (const piece of pieces) {
    glue(at, piece.start);
    all.push(piece);
    at = Math.max(at, piece.end);
  }
  glue(at, output.length);
  return all;
}

function joinedMarkup(output: string, pieces: readonly Piece[]): readonly Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const before = joined.at(-1);
    if (before?.why !== 'markup' || piece.why !== 'markup' || output.slice(before.end, piece.start).trim() !== '') joined.push(piece);
    else joined[joined.length - 1] = { ...before, end: piece.end, text: output.slice(before.start, piece.end), marks: [...before.marks, ...piece.marks] };
  }
  return joined;
}

function numberPieces(pieces: readonly Piece[]): readonly string[] {
  const claims = pieces.filter((piece) => piece.why === undefined).length;
  let claim = 0;
  let other = claims;
  return pieces.map((piece) => {
    if (piece.why === undefined) claim += 1;
    else other += 1;
    return `c${piece.why === undefined ? claim : other}`;
  });
}

function claimOf(piece: Piece, id: string, offsets: TextOffsets): Claim {
  return {
    claim_id: id,
    kind: piece.why === undefined ? 'claim' : 'non_claim',
    text: piece.text,
    range: offsets.range(piece.start, piece.end),
    citations: piece.marks.flatMap((mark) => mark.ids.map((retrieval_id) => ({ retrieval_id, form: mark.form, range: offsets.range(mark.start, mark.end) }))),
    quotations: piece.quoted.map(({ text, start, end, id: source }) => ({
      text,
      range: offsets.range(start, end),
      ...(source === undefined ? {} : { retrieval_id: source }),
    })),
    ...(piece.why === undefined ? {} : { non_claim_reason: piece.why }),
  };
}
