import type { Grounding } from '../layer.ts';
import { share, type Pair } from './pair.ts';
import type { ClaimText } from './claim-text.ts';
import type { Difference } from './difference.ts';
import type { EvidenceUnit, Library } from './library.ts';
import { judgePart, type PartJudgement } from './part-judgement.ts';
import { closestUnits } from './retrieval.ts';
import { verbatim } from './verbatim.ts';

/** What the rules say of a claim against some units of evidence. */
export interface ClaimJudgement {
  readonly state: Grounding['state'];
  /** Share of the claim's content that the evidence says, 0 to 1: each part by one unit. */
  readonly coverage: number;
  /** Share of its words that any of the closest units says. */
  readonly reach: number;
  readonly parts: readonly PartJudgement[];
  readonly differences: readonly Difference[];
}

/** Where less than this share of a claim's words stands in its closest units, together, it is unsupported. */
const littleReach = 0.45;
/** A claim of one telling word says too little to be found. */
const leastTelling = 2;

/** What a claim is held against. */
export interface HeldAgainst {
  /** The units that may carry the claim: those quoted, or all that are allowed. */
  readonly isEvidence: (unit: EvidenceUnit) => boolean;
  /** The units of the passages that it cites: what stands in none of them stands nowhere. */
  readonly isAllowed: (unit: EvidenceUnit) => boolean;
  /** The coverage that a supported claim needs. */
  readonly border: number;
}

/** Holds each part of a claim against its closest units. */
export function judgeClaim(text: ClaimText, library: Library, { isEvidence, isAllowed, border }: HeldAgainst): ClaimJudgement {
  const { words } = text.reading;
  const whole = { first: 0, last: words.length - 1 };
  const isWhole = verbatim(text.reading, whole, closestUnits(words, whole, library, isEvidence), library) !== undefined;
  const wanted = isWhole ? [whole] : text.parts;
  const closest = wanted.map((part) => closestUnits(words, part, library, isEvidence));
  const judged = wanted.map((part, index) => judgePart(text.reading, part, closest[index] ?? [], library, isAllowed));
  const parts = judged.filter((part) => part !== undefined);
  const differences = [...parts.flatMap((part) => part.differences), ...(parts.length === wanted.length ? strayParts(text, parts) : [])];
  const pairs = parts.flatMap(({ alignment }) => alignment.pairs).filter((pair) => !isNeutralFrame(text, pair));
  const coverage = parts.length < wanted.length ? Math.min(share(pairs), 0.5) : share(pairs);
  const reach = Math.max(coverage, reachOf(text, closest.flat(), library));
  const isFull = Math.min(coverage, frameCoverage(text, pairs)) >= border && (parts.every((part) => part.isVerbatim) || saysEnough(pairs));
  return { state: stateOf(differences, reach, isFull), coverage, reach, parts, differences };
}

function stateOf(differences: readonly Difference[], reach: number, isFull: boolean): Grounding['state'] {
  const has = (strength: Difference['strength']): boolean => differences.some((difference) => difference.strength === strength);
  if (has('conflict')) return 'contradicted';
  if (has('absent') || reach < littleReach) return 'unsupported';
  return differences.length > 0 || !isFull ? 'unsure' : 'supported';
}

// Figures and dates alone say nothing of anything: "4.1 per cent in February" is of what the heading above it says.
function saysEnough(pairs: readonly Pair[]): boolean {
  const telling = pairs.filter(({ item, at }) => at !== undefined && !(item.kind === 'word' && item.light));
  return telling.length >= leastTelling && telling.some(({ item }) => item.kind === 'word');
}

// "According to the report, …" around a quotation adds nothing that a source would say.
function isNeutralFrame({ quoted }: ClaimText, { item, at }: Pair): boolean {
  return quoted.size > 0 && !quoted.has(item.first) && at === undefined && item.kind === 'word' && item.light;
}

// A true quotation may stand in a frame that turns it into a lie: the frame must be said by the evidence too.
function frameCoverage({ quoted }: ClaimText, pairs: readonly Pair[]): number {
  if (quoted.size === 0) return 1;
  const frame = pairs.filter(({ item }) => !quoted.has(item.first));
  return frame.length === 0 ? 1 : share(frame);
}

function reachOf({ reading }: ClaimText, units: readonly EvidenceUnit[], library: Library): number {
  const keys = new Set(units.flatMap(({ words }) => words.map(({ key }) => key)));
  let known = 0;
  let all = 0;
  for (const { key, weight } of reading.words) {
    if (weight !== 'full') continue;
    all += library.telling(key);
    if (keys.has(key)) known += library.telling(key);
  }
  return all === 0 ? 0 : known / all;
}

/** A later part without a subject of its own speaks of the first part's: its evidence must too. */
function strayParts({ reading }: ClaimText, parts: readonly PartJudgement[]): readonly Difference[] {
  const home = parts[0];
  if (home === undefined) return [];
  const lead = reading.names.find(({ words }) => (words[0] ?? 0) <= home.alignment.part.last)?.words ?? [];
  const opening = home.alignment.pairs.filter(({ item }) => item.kind === 'word' && !item.light).slice(0, 2);
  const leadKeys = new Set((lead.length > 0 ? lead : opening.map(({ item }) => item.first)).map((index) => reading.words[index]?.key));
  return parts.slice(1).flatMap(({ alignment }): Difference[] => {
    const { unit, part } = alignment;
    if (unit === home.alignment.unit || leadKeys.size === 0) return [];
    const begins = reading.words[part.first + 1];
    const ownSubject = /^(?:the|a|an|this|that|these|those)$/.test(begins?.lower ?? '') || /^\p{Lu}/u.test(begins?.text ?? '');
    if (ownSubject || [...leadKeys].every((key) => unit.words.some((word) => word.key === key))) return [];
    const message = `the claim joins what ${home.alignment.unit.passage.retrieval_id} and ${unit.passage.retrieval_id} say, and the second does not name the same subject`;
    return [{ code: 'binding-unclear', strength: 'doubt', message }];
  });
}
