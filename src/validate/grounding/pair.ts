import type { Item } from './items.ts';

/** One item of a claim and its place in the unit. */
export interface Pair {
  readonly item: Item;
  /** Word index in the unit, undefined where the unit does not say it. */
  readonly at: number | undefined;
  /** Whether it stands there in the order of the claim. */
  readonly inOrder: boolean;
  /** Where the unit says the contrary, and not the word itself. */
  readonly contrary: readonly number[];
  /** A name that the unit only points back to ("it", "the bank"), and the sentence before names. */
  readonly borrowed: boolean;
}

/** Share of the weight of some pairs that the unit says or points to; 0 where nothing has weight. */
export function share(pairs: readonly Pair[]): number {
  let known = 0;
  let all = 0;
  for (const { item, at, borrowed } of pairs) {
    all += item.weight;
    if (at !== undefined || borrowed) known += item.weight;
  }
  return all === 0 ? 0 : known / all;
}
