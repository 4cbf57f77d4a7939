import type { Claim } from '../../model/generated/documents.ts';
import { claimText } from '../grounding/claim-text.ts';
import { moodMarks } from '../grounding/reading/moods.ts';
import { isCapital } from '../grounding/reading/names.ts';
import type { Reading } from '../grounding/reading/reading.ts';
import { span } from '../grounding/reading/span.ts';
import type { Quantity } from '../grounding/reading/quantities.ts';
import type { ReadWords } from '../grounding/reading/words.ts';

/** A claim as it is compared with the other claims of its output. */
export interface Statement {
  readonly claim: Claim;
  readonly reading: Reading;
  /** The telling words, and numbers that only name something ("Group 2"). */
  readonly keys: ReadonlySet<string>;
  /** The numbers that measure something. */
  readonly measures: readonly Quantity[];
  /** Whether it states a fact about something that it names itself: not a plan, a possibility, or something of "it". */
  readonly isPlain: boolean;
  /** The times and names that it speaks of: where it states none, those of the text before it. */
  readonly times: string;
  readonly names: string;
}

const openPronoun = /^(?:it|they|he|she|its|their|his|her|this|that|these|those|another|other|others|one|some|i|we)$/;
const relative =
  /^(?:if|unless|when|while|until|compared|than|versus|previously|earlier|formerly|later|now|then|forecast|average|averaged|per|each|every|between|up|respectively|or|first|second|third|other|another)$/;

export function statement(claim: Claim, before: Statement | undefined, readWords: ReadWords): Statement {
  const { reading } = claimText(claim, [], readWords);
  const { words } = reading;
  const measures = reading.quantities.filter((quantity) => isMeasure(reading, quantity));
  const values = new Set([...measures, ...reading.dates].flatMap(({ first, last }) => span(first, last)));
  const keys = new Set(words.flatMap(({ weight, key, kind }, index) => (weight === 'full' && !values.has(index) ? [kind === 'number' ? `#${key}` : key] : [])));
  const opening = words.find(({ kind }) => kind === 'word')?.lower ?? '';
  const isSentence = words.some(({ kind, weight }) => kind === 'word' && weight === 'none');
  const isPlain =
    isSentence && !openPronoun.test(opening) && moodMarks(words, 0, words.length - 1).length === 0 && !words.some(({ lower }) => relative.test(lower));
  const times = timesOf(reading) || (before?.times ?? '');
  const names = namesOf(reading) || (before?.names ?? '');
  return { claim, reading, keys, measures, isPlain, times, names };
}

const labelled =
  /^(?:group|chapter|section|figure|table|step|phase|type|article|appendix|part|level|class|category|version|page|day|room|no|number|line|question|item|option|model|unit|zone|area|league|season|episode|volume|grade|tier|stage|round|game|match|week|year|team|route|gate|building)$/;

// "Chapter 2" and "Group 1": a bare number that names the noun before it measures nothing.
function isMeasure({ words }: Reading, { unit, first, last }: Quantity): boolean {
  if (unit.dimension === 'ordinal') return false;
  if (unit.name !== '') return true;
  const before = words[first - 1];
  if (before !== undefined && (labelled.test(before.lower) || isCapital(before))) return false;
  const after = words[last + 1];
  return (after?.kind === 'word' && after.weight !== 'none') || /^(?:is|was|are|were|to|of|at|:|=)$/.test(before?.lower ?? '');
}

/** Whether two claims speak of the same times and names, their own or those that the text before them set. */
export function sameSetting(a: Statement, b: Statement): boolean {
  return a.times === b.times && a.names === b.names;
}

function timesOf({ dates }: Reading): string {
  return dates
    .map(({ first: _first, last: _last, ...parts }) => JSON.stringify(parts))
    .sort()
    .join();
}

function namesOf({ words, names }: Reading): string {
  return names
    .filter(({ uncertain }) => !uncertain)
    .flatMap((name) => name.words.map((index) => words[index]?.key ?? ''))
    .sort()
    .join();
}
