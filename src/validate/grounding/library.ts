import type { SubjectPassage } from '../subject.ts';
import { readingOf, type Reading } from './reading/reading.ts';
import { sentences } from './reading/sentences.ts';
import type { ReadWords, Word } from './reading/words.ts';

/** One sentence, row or record of a passage: what a claim is held against. Offsets are UTF-16, in the passage. */
export interface EvidenceUnit {
  readonly passage: SubjectPassage;
  /** Its place among all units of the library: neighbours of one passage follow each other. */
  readonly index: number;
  readonly start: number;
  readonly end: number;
  /** Word offsets count from `start`. */
  readonly words: readonly Word[];
}

/** The passages of one subject, cut up and indexed once. */
export interface Library {
  readonly passages: readonly SubjectPassage[];
  readonly units: readonly EvidenceUnit[];
  /** The units that hold a key, ascending, each once. */
  readonly holders: (key: string) => readonly number[];
  /** How much a key tells, from 0.2 (stands everywhere) to 1 (stands nowhere). */
  readonly telling: (key: string) => number;
  /** Whether some key begins like this: Japan for Japanese. */
  readonly hasRelative: (key: string) => boolean;
  /** Numbers, dates and negations of a unit; read when first asked for. */
  readonly reading: (unit: EvidenceUnit) => Reading;
}

/** Cuts and indexes passages: linear in their length. */
export function library(passages: readonly SubjectPassage[], readWords: ReadWords): Library {
  const units: EvidenceUnit[] = [];
  const postings = new Map<string, number[]>();
  for (const passage of passages) {
    for (const { start, end } of sentences(passage.text)) {
      const unit = { passage, index: units.length, start, end, words: readWords(passage.text.slice(start, end)) };
      units.push(unit);
      post(unit, postings);
    }
  }
  const readings = new Map<EvidenceUnit, Reading>();
  const rarest = inverse(units.length, 0);
  return {
    passages,
    units,
    holders: (key) => postings.get(key) ?? [],
    telling: (key) => Math.max(0.2, inverse(units.length, postings.get(key)?.length ?? 0) / rarest),
    hasRelative: (key) => {
      for (const known of postings.keys()) if (isRelative(known, key)) return true;
      return false;
    },
    reading: (unit) => {
      const known = readings.get(unit) ?? readingOf(unit.words);
      readings.set(unit, known);
      return known;
    },
  };
}

function post(unit: EvidenceUnit, postings: Map<string, number[]>): void {
  for (const word of unit.words) {
    if (word.weight === 'none') continue;
    const holders = postings.get(word.key);
    if (holders === undefined) postings.set(word.key, [unit.index]);
    else if (holders.at(-1) !== unit.index) holders.push(unit.index);
  }
}

function isRelative(a: string, b: string): boolean {
  const least = Math.min(a.length, b.length, 6);
  return least >= 4 && a.slice(0, least) === b.slice(0, least);
}

// Inverse document frequency as BM25 smooths it.
function inverse(units: number, holders: number): number {
  return Math.log(1 + (units - holders + 0.5) / (holders + 0.5));
}
