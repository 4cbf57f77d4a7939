import { claimWording, says, saysTheRest, type Check, type Comparison, type Difference } from '../difference.ts';
import type { Item } from '../items.ts';
import { dateFit } from '../reading/date-fit.ts';
import type { DateMention } from '../reading/dates.ts';
import { wording } from '../reading/reading.ts';

/** Each date of the claim stands in the evidence, as exact or more exact; otherwise the evidence's own date is named. */
export const datesAgree: Check = (comparison) =>
  comparison.alignment.pairs.flatMap(({ item, at }) => (item.kind === 'date' && at === undefined ? differences(comparison, item) : []));

type DateItem = Item & { readonly kind: 'date' };

function differences(comparison: Comparison, item: DateItem): readonly Difference[] {
  const { alignment } = comparison;
  const text = claimWording(alignment, item);
  const elsewhere = standsElsewhere(comparison, item.date);
  const free = alignment.evidence.dates.filter((date) => !alignment.pairs.some((pair) => pair.item.kind === 'date' && pair.at === date.first));
  const rivals = free.filter((date) => dateFit(item.date, date) === 'differs' && sameGrain(item.date, date));
  const rival = rivals[0];
  if (rival !== undefined) {
    const clear = rivals.length === 1 && isAsFull(item.date, rival) && !isRelative(comparison) && saysTheRest(alignment, item, elsewhere ? 0.85 : 0.7);
    const strength = clear ? 'conflict' : elsewhere ? 'doubt' : 'absent';
    return [
      {
        code: 'date-mismatch',
        strength,
        message: says(alignment, text, rivals.map((date) => wording(alignment.unit.words, date.first, date.last)).join(', ')),
      },
    ];
  }
  if (elsewhere || isPartlyKnown(comparison, item.date)) {
    const message = `the claim says ${text}, which the closest evidence (${alignment.unit.passage.retrieval_id}) does not say in full`;
    return [{ code: 'date-mismatch', strength: 'doubt', message }];
  }
  return [{ code: 'date-mismatch', strength: 'absent', message: `the claim says ${text}, which stands in none of the passages` }];
}

const fields = ['year', 'month', 'day', 'quarter', 'half', 'decade', 'weekday'] as const;

function isAsFull(claim: DateMention, evidence: DateMention): boolean {
  return fields.every((field) => claim[field] === undefined || evidence[field] !== undefined);
}

// "this year", "yesterday": the evidence also speaks of a time that only its own date fixes.
function isRelative({ alignment }: Comparison): boolean {
  return alignment.unit.words.some(
    ({ lower }, at, words) =>
      /^(?:today|yesterday|tomorrow)$/.test(lower) ||
      (/^(?:this|last|next)$/.test(lower) && /^(?:year|month|week|quarter|season)$/.test(words[at + 1]?.lower ?? '')),
  );
}

// Two dates can only differ in what both of them state.
function sameGrain(claim: DateMention, evidence: DateMention): boolean {
  return fields.some((field) => claim[field] !== undefined && evidence[field] !== undefined);
}

function standsElsewhere({ library, isAllowed }: Comparison, wanted: DateMention): boolean {
  return library.units.some((unit) => isAllowed(unit) && library.reading(unit).dates.some((date) => dateFit(wanted, date) === 'same'));
}

// "12 March" in the passage and "12 March 2024" in the claim.
function isPartlyKnown({ alignment }: Comparison, wanted: DateMention): boolean {
  return alignment.evidence.dates.some((date) => dateFit(wanted, date) === 'finer');
}
