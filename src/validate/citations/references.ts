import type { RetrievalId } from '../../model/ids.ts';
import { isReferenceText, isReferenceHeading } from '../claims/reference-text.ts';
import type { TextLine } from '../claims/text-lines.ts';
import type { KnownIds } from './known-ids.ts';
import { raisedDigits, type References } from './marks.ts';

/** The reference list and the footnote definitions of an output. */
export interface ReferenceList {
  readonly references: References;
  /** Starts of lines that are entries and nothing else. What claims something beside its id stays a claim. */
  readonly entryLines: ReadonlySet<number>;
  /** Starts of the labels of entries, which are no citations. */
  readonly labels: ReadonlySet<number>;
}

const label = /^[ \t>]{0,40}(?:[-*+•][ \t]{1,10})?(?:\[\^?([\w-]{1,40})\](:?)|(\d{1,3})[.)](?=[ \t])|([⁰¹²³⁴-⁹]{1,3}))[ \t]{0,10}/;
const bullet = /^[ \t>]{0,40}(?:[-*+•][ \t]{1,10})?/;

export function readReferences(text: string, lines: readonly TextLine[], known: KnownIds): ReferenceList {
  const found = new Map<string, readonly RetrievalId[]>();
  const twice = new Set<string>();
  const entryLines = new Set<number>();
  const labels = new Set<number>();
  let inList = false;
  for (const { start, end } of lines) {
    const line = text.slice(start, end);
    if (isReferenceHeading(line)) inList = true;
    const entry = readEntry(line, known, inList);
    if (entry === undefined) continue;
    if (entry.isBare) entryLines.add(start);
    if (entry.label === undefined) continue;
    labels.add(start + entry.labelAt);
    if (found.has(entry.label)) twice.add(entry.label);
    found.set(entry.label, entry.ids);
  }
  // Two entries for one number: nobody can tell which is meant, so it names nothing.
  for (const name of twice) found.set(name, []);
  return { references: found, entryLines, labels };
}

interface Entry {
  readonly label: string | undefined;
  readonly labelAt: number;
  readonly ids: readonly RetrievalId[];
  /** Nothing but ids and what a list of references says of them. */
  readonly isBare: boolean;
}

function readEntry(line: string, known: KnownIds, inList: boolean): Entry | undefined {
  const match = label.exec(line);
  const prefix = match?.[0] ?? bullet.exec(line)?.[0] ?? '';
  const rest = line.slice(prefix.length).replace(/^(?:Sources?|References?):/i, ' ');
  if (rest.length > 1000) return undefined;
  const names = rest.split(/[\s,;|<>()[\]"“”`]+/).map((name) => name.replace(/[.:]+$/, ''));
  const ids = names.flatMap((name) => known.read(name) ?? []);
  if (ids.length === 0) return undefined;
  const others = ids.reduce<string>((text, id) => text.replace(id, ' '), rest);
  const isBare = isReferenceText(others, inList || match?.[1] !== undefined);
  const isDefinition = match?.[2] === ':' || inList || isBare;
  if (!isDefinition) return undefined;
  const name = match?.[1] ?? match?.[3] ?? (match?.[4] === undefined ? undefined : raisedDigits(match[4]));
  return { label: name, labelAt: match === null ? 0 : line.search(/[[\d⁰¹²³⁴-⁹]/), ids, isBare };
}
