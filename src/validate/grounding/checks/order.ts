import type { Alignment } from '../alignment.ts';
import type { Pair } from '../pair.ts';
import { claimWording, says, type Check } from '../difference.ts';
import { isCapital } from '../reading/names.ts';
import type { Word } from '../reading/words.ts';

/**
 * The telling words stand in the order of the evidence, so that who did what to whom stays the same; in another order
 * only where exactly one of the two texts is passive. "Respectively" ties things by order alone: code does not untie it.
 */
export const orderHolds: Check = ({ alignment }) => {
  const { claim, part, unit, evidence, pairs } = alignment;
  const mine = claim.words.slice(part.first, part.last + 1);
  if (isOrdered(unit.words) && !isOrdered(mine)) {
    return [
      { code: 'binding-unclear', strength: 'doubt', message: says(alignment, 'it of one thing', 'which belongs to which by order alone ("respectively")') },
    ];
  }
  const placed = pairs.filter(({ at }) => at !== undefined);
  const moved = placed.find(
    ({ item, inOrder }) => !inOrder && item.kind !== 'date' && !(item.kind === 'quantity' && isRecord(evidence)) && !(item.kind === 'word' && item.light),
  );
  const isTurned = isPassive(mine) !== isPassive(unit.words);
  if (moved !== undefined && !isTurned) {
    return [
      {
        code: 'binding-unclear',
        strength: 'doubt',
        message: says(alignment, `"${claimWording(alignment, moved.item)}" in this place`, 'the same words in another order'),
      },
    ];
  }
  if (isTurned && (mine.filter(isAgentMark).length > 1 || unit.words.filter(isAgentMark).length > 1)) {
    return [{ code: 'binding-unclear', strength: 'doubt', message: says(alignment, 'who did one of two things', 'more than one doer ("by")') }];
  }
  if (moved === undefined && isTurned && placed.filter((pair) => isNameWord(alignment, pair)).length >= 2) {
    return [
      { code: 'binding-unclear', strength: 'doubt', message: says(alignment, 'who did it one way round', 'the same words in the passive, or out of it') },
    ];
  }
  return [];
};

// "Sales: 10; Profit: 3" names its figures; "North | 10 | 3" ties them by order alone.
function isRecord({ isRow, words }: Alignment['evidence']): boolean {
  return isRow && words.some(({ text }) => text === ':');
}

function isOrdered(words: readonly Word[]): boolean {
  return words.some(({ lower }) => lower === 'respectively');
}

function isAgentMark({ lower }: Word): boolean {
  return lower === 'by';
}

function isPassive(words: readonly Word[]): boolean {
  const be = words.findIndex(({ lower }) => /^(?:is|are|was|were|been|being|be)$/.test(lower));
  if (be < 0) return false;
  return words.slice(be + 1, be + 12).some(({ lower }, index, rest) => lower === 'by' && /(?:ed|en|wn|ht|ld|de|st|nt|ng)$/.test(rest[index - 1]?.lower ?? ''));
}

function isNameWord({ claim }: Alignment, { item }: Pair): boolean {
  return item.kind === 'word' && isCapital(claim.words[item.first]);
}
