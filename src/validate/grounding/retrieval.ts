import type { Part } from './claim-text.ts';
import type { EvidenceUnit, Library } from './library.ts';
import type { Word } from './reading/words.ts';

const most = 6;

/** The units that share most of a part's telling words, best first, at most six. Ties go to the earlier unit. */
export function closestUnits(words: readonly Word[], part: Part, from: Library, allowed: (unit: EvidenceUnit) => boolean): readonly EvidenceUnit[] {
  const keys = new Map<string, number>();
  for (const word of words.slice(part.first, part.last + 1)) {
    if (word.weight !== 'none') keys.set(word.key, word.weight === 'light' ? 0.3 : 1);
  }
  const scores = new Map<number, number>();
  for (const [key, weight] of keys) {
    const gain = weight * from.telling(key);
    for (const index of from.holders(key)) scores.set(index, (scores.get(index) ?? 0) + gain);
  }
  const best: { readonly unit: EvidenceUnit; readonly score: number }[] = [];
  for (const [index, score] of scores) {
    const unit = from.units[index];
    if (unit === undefined || (best.length === most && score < (best.at(-1)?.score ?? 0)) || !allowed(unit)) continue;
    best.push({ unit, score });
    best.sort((a, b) => b.score - a.score || a.unit.index - b.unit.index);
    if (best.length > most) best.pop();
  }
  return best.map(({ unit }) => unit);
}
