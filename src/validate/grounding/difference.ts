import type { FindingCode } from '../../model/generated/documents.ts';
import { distance, type Alignment } from './alignment.ts';
import { share } from './pair.ts';
import type { Item } from './items.ts';
import type { EvidenceUnit, Library } from './library.ts';
import { wording } from './reading/reading.ts';

/**
 * How heavy a difference is. conflict: well-matching evidence says otherwise. absent: no passage says it at all.
 * doubt: code cannot tell.
 */
export type Strength = 'conflict' | 'absent' | 'doubt';

/** One way in which a part of a claim and its evidence differ. */
export interface Difference {
  readonly code: FindingCode;
  readonly strength: Strength;
  /** For a reviewer: what the claim says and what the evidence says. */
  readonly message: string;
}

/** What each check is given: the part laid over a unit, and the passages that count as evidence. */
export interface Comparison {
  readonly alignment: Alignment;
  readonly library: Library;
  /** Whether the claim may rest on a unit at all: it stands in a passage that the claim cites. */
  readonly isAllowed: (unit: EvidenceUnit) => boolean;
}

/** A named pure function that holds a part of a claim against a unit of evidence. */
export type Check = (comparison: Comparison) => readonly Difference[];

/** "the claim says A, the closest evidence (doc:x#p2) says B" */
export function says(alignment: Alignment, claim: string, evidence: string): string {
  return `the claim says ${claim}, the closest evidence (${alignment.unit.passage.retrieval_id}) says ${evidence}`;
}

export function claimWording({ claim }: Alignment, { first, last }: Item): string {
  return wording(claim.words, first, last);
}

/** Whether the unit says the rest of the part: at least `least` of its weight, with two telling words, without the item. */
export function saysTheRest(alignment: Alignment, item: Item, least: number): boolean {
  const rest = alignment.pairs.filter((pair) => pair.item !== item && pair.contrary.length === 0);
  const words = rest.filter((pair) => pair.item.kind === 'word' && !pair.item.light && pair.at !== undefined);
  return words.length >= 2 && share(rest) >= least;
}

/** Whether a word that stands beside the item in the claim stands near a place of the unit. */
export function neighboursMeet(alignment: Alignment, item: Item, place: number): boolean {
  const words = alignment.pairs.filter((pair) => pair.item.kind === 'word' && !pair.item.light);
  const beside = [...words.filter((pair) => pair.item.first < item.first).slice(-2), ...words.filter((pair) => pair.item.first > item.first).slice(0, 2)];
  return beside.some(({ at }) => at !== undefined && distance(alignment.evidence, at, place) <= 8);
}
