import { align, type Alignment } from './alignment.ts';
import { certaintyKept } from './checks/certainty.ts';
import { conditionsKept } from './checks/conditions.ts';
import { datesAgree } from './checks/dates.ts';
import { directionAgrees } from './checks/direction.ts';
import { doerStays } from './checks/doer.ts';
import { figuresBelong } from './checks/figure-owner.ts';
import { countsKept } from './checks/counts.ts';
import { marksKept } from './checks/odd-marks.ts';
import { namesStand } from './checks/names.ts';
import { negationAgrees } from './checks/negation.ts';
import { numbersAgree } from './checks/numbers.ts';
import { orderHolds } from './checks/order.ts';
import { prepositionsAgree } from './checks/prepositions.ts';
import { quantifiersAgree } from './checks/quantifiers.ts';
import { scopeKept } from './checks/scope.ts';
import { nothingSkipped } from './checks/skipped-words.ts';
import { smallWordsKept } from './checks/small-words.ts';
import { wordsAreKept } from './checks/substitution.ts';
import { tenseKept } from './checks/tense.ts';
import { unitsAgree } from './checks/units.ts';
import { wordsAreKnown } from './checks/unknown-words.ts';
import type { Part } from './claim-text.ts';
import type { Check, Comparison, Difference } from './difference.ts';
import { items } from './items.ts';
import type { EvidenceUnit, Library } from './library.ts';
import type { Reading } from './reading/reading.ts';
import { verbatim } from './verbatim.ts';

/** A part of a claim, laid over the unit that says most of it, and in what the two differ. */
export interface PartJudgement {
  readonly alignment: Alignment;
  readonly differences: readonly Difference[];
  /** Whether the unit is the part, word for word. */
  readonly isVerbatim: boolean;
}

/** The checks, in the order in which their findings are told. */
const checks: readonly Check[] = [
  numbersAgree,
  unitsAgree,
  datesAgree,
  namesStand,
  negationAgrees,
  directionAgrees,
  prepositionsAgree,
  quantifiersAgree,
  conditionsKept,
  certaintyKept,
  orderHolds,
  figuresBelong,
  doerStays,
  countsKept,
  nothingSkipped,
  scopeKept,
  tenseKept,
  smallWordsKept,
  marksKept,
  wordsAreKept,
  wordsAreKnown,
];
const triedUnits = 3;

/**
 * Holds a part against the units given and keeps the one that says most of it, without a difference where there is one.
 * Undefined where no unit shares a word with it.
 */
export function judgePart(
  claim: Reading,
  part: Part,
  units: readonly EvidenceUnit[],
  library: Library,
  isAllowed: (unit: EvidenceUnit) => boolean,
): PartJudgement | undefined {
  const exact = verbatim(claim, part, units, library);
  if (exact !== undefined) return { alignment: exact, differences: [], isVerbatim: true };
  const said = items(claim, part, library);
  const tried = units
    .map((unit) => align(claim, part, said, unit, library))
    .sort((a, b) => b.coverage - a.coverage || a.unit.index - b.unit.index)
    .slice(0, triedUnits)
    .map((alignment): PartJudgement => ({ alignment, differences: differencesOf({ alignment, library, isAllowed }), isVerbatim: false }));
  const best = tried[0];
  if (best === undefined || best.alignment.coverage === 0) return undefined;
  const clean = tried.find(({ alignment, differences }) => differences.length === 0 && alignment.coverage >= best.alignment.coverage - 0.02);
  return clean ?? softened(best, tried.slice(1));
}

// Several checks may doubt the same words: one doubt of a kind tells enough.
function differencesOf(comparison: Comparison): readonly Difference[] {
  const all = checks.flatMap((check) => check(comparison));
  return all.filter(({ code }, index) => !(code === 'binding-unclear' || code === 'evidence-thin') || all.findIndex((other) => other.code === code) === index);
}

// Another unit that says much of the part and is not against it: the contradiction is not clear.
function softened(best: PartJudgement, others: readonly PartJudgement[]): PartJudgement {
  const doubted = others.some(
    ({ alignment, differences }) => alignment.coverage >= best.alignment.coverage - 0.25 && differences.every(({ strength }) => strength === 'doubt'),
  );
  if (!doubted) return best;
  return {
    ...best,
    differences: best.differences.map((difference) => (difference.strength === 'conflict' ? { ...difference, strength: 'doubt' } : difference)),
  };
}
