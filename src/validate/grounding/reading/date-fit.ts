import type { DateMention } from './dates.ts';

/** same: the evidence says at least as much. finer: the claim says more than the evidence. differs: a part that both state is another. */
export type DateFit = 'same' | 'finer' | 'differs';

/** How a date of a claim stands to a date of its evidence: a coarser claim is fine. */
export function dateFit(claim: DateMention, evidence: DateMention): DateFit {
  const readings = (date: DateMention): readonly DateMention[] => (date.swapped === true ? [date, turned(date)] : [date]);
  const fits = readings(claim).flatMap((mine) => readings(evidence).map((theirs) => fit(mine, theirs)));
  return fits.includes('same') ? 'same' : fits.includes('finer') ? 'finer' : 'differs';
}

function turned(date: DateMention): DateMention {
  return date.day === undefined || date.month === undefined ? date : { ...date, day: date.month, month: date.day };
}

function fit(claim: DateMention, evidence: DateMention): DateFit {
  const parts = [
    part(claim.year, evidence.year),
    part(claim.month, evidence.month),
    part(claim.day, evidence.day),
    part(claim.weekday, evidence.weekday),
    part(claim.quarter, evidence.quarter ?? (evidence.month === undefined ? undefined : Math.ceil(evidence.month / 3))),
    part(claim.half, evidence.half ?? halfOf(evidence)),
    part(claim.year === undefined || evidence.year !== undefined ? undefined : claim.year - (claim.year % 10), evidence.decade),
    part(claim.decade, evidence.decade ?? (evidence.year === undefined ? undefined : evidence.year - (evidence.year % 10))),
  ];
  if (parts.includes('differs') || quartersDiffer(claim, evidence)) return 'differs';
  return parts.includes('finer') ? 'finer' : 'same';
}

function part(claim: number | undefined, evidence: number | undefined): DateFit {
  if (claim === undefined) return 'same';
  if (evidence === undefined) return 'finer';
  return claim === evidence ? 'same' : 'differs';
}

function halfOf(date: DateMention): number | undefined {
  if (date.month !== undefined) return date.month <= 6 ? 1 : 2;
  return date.quarter === undefined ? undefined : date.quarter <= 2 ? 1 : 2;
}

// The claim names a month, the evidence a quarter that it is not in.
function quartersDiffer(claim: DateMention, evidence: DateMention): boolean {
  return claim.month !== undefined && evidence.quarter !== undefined && Math.ceil(claim.month / 3) !== evidence.quarter;
}
