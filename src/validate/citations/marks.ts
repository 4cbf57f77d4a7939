import type { ClaimCitation } from '../../model/generated/documents.ts';
import type { RetrievalId } from '../../model/ids.ts';
import type { KnownIds } from './known-ids.ts';

/** One label of a citation in the output: `[doc:a; doc:b]` and `[1, 2]` are two marks each, with one range. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly form: ClaimCitation['form'];
  /** As it is written: an id, a number, a footnote name. */
  readonly label: string;
  /** What it names. Empty: nothing that can be found. */
  readonly ids: readonly RetrievalId[];
}

/** What numbers and footnote names stand for: filled from the reference list. */
export type References = ReadonlyMap<string, readonly RetrievalId[]>;

// An opened bracket of citations, footnote numbers in raised digits, or a name with a scheme in running text.
const candidate = /\[[^[\]\n]{1,300}\]|\([^()\n]{1,300}\)|[⁰¹²³⁴-⁹]{1,3}|(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9+.-]{0,30}:[A-Za-z0-9._:/#@+=~%-]{1,256}/g;
const numbers = /^\^?\d{1,3}(?: {0,3}[,;–-] {0,3}\^?\d{1,3}){0,40}$/;
const footnote = /^\^([\w-]{1,40})$/;
const filler = /^(?:source|sources|see|cf|ref|refs|from|via|and|&|p|pp|page|pages|sec|section|§|para)$/i;
const raised = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** The plain digits of a raised number. */
export function raisedDigits(token: string): string {
  return Array.from(token, (digit) => raised.indexOf(digit)).join('');
}

/** All citation marks of a text, in order. `code` tells whether an offset stands in code, where `[1]` is an index. */
export function findMarks(text: string, known: KnownIds, references: References, code: (at: number) => boolean): readonly Mark[] {
  const marks: Mark[] = [];
  candidate.lastIndex = 0;
  for (let match = candidate.exec(text); match !== null; match = candidate.exec(text)) {
    const found = read(text, match[0], match.index, known, references, code);
    marks.push(...found);
    // What is no citation as a whole may hold one: go on just inside.
    candidate.lastIndex = found.at(-1)?.end ?? match.index + (/^[[(]/.test(match[0]) ? 1 : match[0].length);
  }
  return marks;
}

function read(text: string, token: string, start: number, known: KnownIds, references: References, code: (at: number) => boolean): readonly Mark[] {
  const inner = token.slice(1, -1).trim();
  switch (token.charAt(0)) {
    case '[':
      if (numbers.test(inner) || footnote.test(inner)) return code(start) ? [] : numbered(text, token, start, inner, known, references);
      return listed(inner, start, start + token.length, known, (name) => known.read(name));
    case '(':
      return listed(inner, start, start + token.length, known, (name) => known.readInProse(name));
    default:
      return raised.includes(token.charAt(0)) ? raisedNumber(text, token, start, references) : bare(token, start, known);
  }
}

function numbered(text: string, token: string, start: number, inner: string, known: KnownIds, references: References): readonly Mark[] {
  const end = start + token.length;
  const link = /^\(([^()\s]{1,300})\)/.exec(text.slice(end, end + 310));
  if (link !== null) {
    const id = known.read(link[1] ?? '');
    return [{ start, end: end + link[0].length, form: 'numbered', label: `${token}${link[0]}`, ids: id === undefined ? [] : [id] }];
  }
  const name = footnote.exec(inner)?.[1];
  const labels = name !== undefined ? [name] : labelsOf(inner);
  return labels.map((label) => ({ start, end, form: 'numbered', label, ids: references.get(label) ?? idNamed(label, known) }));
}

// Ids may be plain numbers: then a number without an entry names a passage itself.
function idNamed(label: string, known: KnownIds): readonly RetrievalId[] {
  return known.passages(label).flatMap((passage) => (passage.retrieval_id === label ? [passage.retrieval_id] : []));
}

/** `1, 3-5` → 1, 3, 4, 5. A range that runs backwards or over more than fifty is left as it is written, and names nothing. */
function labelsOf(inner: string): readonly string[] {
  return inner.split(/[,;]/).flatMap((part) => {
    const ends = part.replace(/[\s^]/g, '').split(/[–-]/);
    const first = Number(ends[0]);
    const last = Number(ends.at(-1));
    if (ends.length > 2 || last < first || last - first > 50) return [part.trim()];
    return Array.from({ length: last - first + 1 }, (_, index) => String(first + index));
  });
}

/**
 * A bracket with ids in it. With ids and filler alone it is one citation; with other words only the ids themselves are,
 * and the words stay in the claim: a claim cannot hide in its own citation.
 */
function listed(inner: string, start: number, end: number, known: KnownIds, idOf: (name: string) => RetrievalId | undefined): readonly Mark[] {
  const names = inner.split(/[\s,;|]+/).filter((name) => name !== '');
  const ids = names.map((name) => idOf(name) ?? known.readInProse(name.replace(/[.:]+$/, '')));
  const isPure = names.every((name, at) => ids[at] !== undefined || isFiller(name, names[at - 1]));
  const cited = ids.filter((id) => id !== undefined);
  if (isPure && cited.length > 0) return cited.map((id) => ({ start, end, form: 'bracket', label: id, ids: [id] }));
  // `[doc:日本]` is meant as a citation and can never be found.
  if (/^doc:\S+$/i.test(inner)) return [{ start, end, form: 'bracket', label: inner, ids: [] }];
  return [];
}

function isFiller(name: string, before: string | undefined): boolean {
  const word = name.replace(/[.:]+$/, '');
  if (filler.test(word)) return true;
  return /^\d{1,4}(?:[-–]\d{1,4})?$/.test(word) && before !== undefined && /^(?:p|pp|page|pages|sec|section|§|para)[.:]*$/i.test(before);
}

// "m²" is a unit and "10³" a power: raised digits cite only behind a word or a mark, and only what the list has.
function raisedNumber(text: string, token: string, start: number, references: References): readonly Mark[] {
  const before = text.slice(Math.max(0, start - 4), start);
  if (start === 0 || /[\d\s]$/.test(before) || /(?:^|[^\p{L}])(?:[kcmµd]?m|ft|in|yd|s|kg|c)$/iu.test(before)) return [];
  const label = raisedDigits(token);
  const ids = references.get(label);
  if (ids === undefined && !/[.,;:!?”"’»)\]。]$/.test(before)) return [];
  return [{ start, end: start + token.length, form: 'numbered', label, ids: ids ?? [] }];
}

function bare(token: string, start: number, known: KnownIds): readonly Mark[] {
  const name = known.passages(token).length > 0 ? token : token.replace(/[.:,]+$/, '');
  const id = known.readInProse(name);
  return id === undefined ? [] : [{ start, end: start + name.length, form: 'bracket', label: id, ids: [id] }];
}
