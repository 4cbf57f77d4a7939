import { borrowedNames } from './borrowed-names.ts';
import { candidates } from './candidates.ts';
import type { Item } from './items.ts';
import type { Part } from './claim-text.ts';
import type { EvidenceUnit, Library } from './library.ts';
import { breaksBetween, cellsBetween } from './reading/clauses.ts';
import { share, type Pair } from './pair.ts';
import type { Reading } from './reading/reading.ts';

/** A part of a claim laid over one unit of evidence. */
export interface Alignment {
  readonly claim: Reading;
  readonly part: Part;
  readonly unit: EvidenceUnit;
  readonly evidence: Reading;
  readonly pairs: readonly Pair[];
  /** Share of the part's weight that the unit says, 0 to 1. */
  readonly coverage: number;
}

const mostPlaces = 8;

/** Lays the items of a part over one unit. */
export function align(claim: Reading, part: Part, said: readonly Item[], unit: EvidenceUnit, from: Library): Alignment {
  const evidence = from.reading(unit);
  const rows = said.map((item) => ({ item, ...candidates(item, claim, evidence) }));
  const chain = heaviestChain(rows.map(({ item, same }) => ({ weight: item.weight, places: same.slice(0, mostPlaces) })));
  const pairs = rows.map(({ item, same, contrary }, index): Pair => {
    const inOrder = chain.get(index);
    const at = inOrder ?? nearest(same, neighbour(chain, index), evidence);
    return { item, at, inOrder: inOrder !== undefined, contrary: at === undefined ? contrary : [], borrowed: false };
  });
  const borrowed = borrowedNames(claim, part, pairs, unit, from);
  const known = pairs.map((pair) => (borrowed.has(pair.item.first) ? { ...pair, borrowed: true } : pair));
  return { claim, part, unit, evidence, pairs: known, coverage: share(known) };
}

/** Words between two places of a unit, where each clause break counts as six and the end of a cell as twenty. */
export function distance(evidence: Reading, a: number, b: number): number {
  return Math.abs(a - b) + (evidence.isRow ? 20 * cellsBetween(evidence.words, a, b) : 6 * breaksBetween(evidence.words, a, b));
}

interface Row {
  readonly weight: number;
  readonly places: readonly number[];
}

interface Link {
  readonly row: number;
  readonly place: number;
  readonly score: number;
  readonly before: Link | undefined;
}

// The heaviest choice of places that ascends with the rows; of equal ones the closest together.
function heaviestChain(rows: readonly Row[]): ReadonlyMap<number, number> {
  const links: Link[] = [];
  let best: Link | undefined;
  for (const [row, { weight, places }] of rows.entries()) {
    const known = links.length;
    for (const place of places) {
      let link: Link = { row, place, score: weight, before: undefined };
      for (let index = 0; index < known; index += 1) {
        const before = links[index];
        if (before === undefined || before.place > place || (before.place === place && before.row === row)) continue;
        const score = before.score + weight - 0.0005 * (place - before.place);
        if (score > link.score) link = { row, place, score, before };
      }
      links.push(link);
      if (best === undefined || link.score > best.score) best = link;
    }
  }
  const chosen = new Map<number, number>();
  for (let link = best; link !== undefined; link = link.before) chosen.set(link.row, link.place);
  return chosen;
}

function neighbour(chain: ReadonlyMap<number, number>, row: number): number {
  for (let step = 1; step < 60; step += 1) {
    const place = chain.get(row - step) ?? chain.get(row + step);
    if (place !== undefined) return place;
  }
  return 0;
}

function nearest(places: readonly number[], to: number, evidence: Reading): number | undefined {
  let best: number | undefined;
  for (const place of places) if (best === undefined || distance(evidence, place, to) < distance(evidence, best, to)) best = place;
  return best;
}
