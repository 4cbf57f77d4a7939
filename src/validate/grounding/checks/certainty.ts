import { says, type Check } from '../difference.ts';
import { isBreak } from '../reading/clauses.ts';
import type { Word } from '../reading/words.ts';

const weak: ReadonlySet<string> = new Set(
  `may might could possibly perhaps potentially likely probably expected expects expect plans planned planning plan aims aimed intends intended considering
  considers proposed proposes proposal alleged allegedly alleges reportedly suspected appears appeared seems seemed suggests suggested would should hopes hoped
  forecast forecasts predicted predicts projected projects believed believes believe thinks thought argues argued claims claimed accused rumoured rumored
  speculate speculated speculation claim allege argue suggest appear seem intend aim hope predict project believe suspect suspects propose consider promise threaten estimated estimates maybe tentatively supposedly apparently can want wants wanted try tries tried attempt attempts attempted hypothesis
  hypothetical threatened threatens considered purportedly promised promises`
    .trim()
    .split(/\s+/),
);
const reach = 9;

/** What the evidence calls possible, planned or alleged the claim does not call a fact. */
export const certaintyKept: Check = ({ alignment }) => {
  const { claim, part, unit, pairs } = alignment;
  if (claim.words.slice(part.first, part.last + 1).some(isWeak)) return [];
  for (const [at, word] of unit.words.entries()) {
    if (!isWeak(word) || pairs.some((pair) => pair.at === at)) continue;
    const last = endOf(unit.words, at);
    if (!pairs.some((pair) => pair.at !== undefined && pair.at > at && pair.at <= last && pair.item.weight > 0.1)) continue;
    return [{ code: 'certainty-raised', strength: 'doubt', message: says(alignment, 'it as a fact', `"${word.text}"`) }];
  }
  return [];
};

/** Whether a word makes what it stands with less than a fact. */
export function isWeak({ lower, text }: Word): boolean {
  return weak.has(lower) && !(lower === 'may' && text === 'May');
}

function endOf(words: readonly Word[], at: number): number {
  let last = at;
  while (last + 1 < words.length && last < at + reach && !(isBreak(words[last + 1]) && words[last + 1]?.lower !== 'that')) last += 1;
  return last;
}
