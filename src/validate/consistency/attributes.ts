import type { Quantity } from '../grounding/reading/quantities.ts';
import { isBreak } from '../grounding/reading/clauses.ts';
import type { Statement } from './statement.ts';

/** What a claim says to have a value: "the policy rate of Norland is 2 %" gives the keys of policy, rate and Norland. */
export interface Attribute {
  readonly keys: readonly string[];
  readonly value: Quantity;
}

const links = /^(?:is|was|are|were|of|at|equals|equalled|reached|totals|totalled|:|=)$/;
const longest = 8;

/** The values that stand right behind their name and a word such as "is", "was" or "of". */
export function attributes({ reading, measures }: Statement): readonly Attribute[] {
  return measures.flatMap((value) => {
    const { words } = reading;
    if (value.bound !== 'exact' || !links.test(words[value.first - 1]?.lower ?? '')) return [];
    const keys: string[] = [];
    for (let at = value.first - 2; at >= 0 && at > value.first - 2 - longest && !isBreak(words[at]); at -= 1) {
      const word = words[at];
      if (word?.weight === 'full' && !reading.dated.has(at)) keys.push(word.key);
    }
    return keys.length < 2 ? [] : [{ keys: keys.sort(), value }];
  });
}
