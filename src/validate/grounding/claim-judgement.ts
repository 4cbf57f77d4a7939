import type { Grounding } from '../layer.ts';
import { share, type Pair } from './alignment.ts';
import type { ClaimText } from './claim-text.ts';
import type { Difference } from './difference.ts';
import type { EvidenceUnit, Library } from './library.ts';
import { judgePart, type PartJudgement } from './part-judgement.ts';
import { names } from './reading/names.ts';
import { closestUnits } from './retrieval.ts';

/** What the rules say of a claim against some units of evidence. */
export interface ClaimJudgement {
  readonly state: Grounding['state'];
  /** Share of the claim's content that the evidence says, 0 to 1. */
  readonly coverage: number;
  readonly parts: readonly PartJudgement[];
  readonly differences: readonly Difference[];
}

/** Below the first share nothing was found, below the second too little to speak of. */
export const thin = { none: 0.25, little: 0.45 } as const;

/** Holds each part of a claim against its closest units; `border` is the coverage that a supported claim needs. */
export function judgeClaim(text: ClaimText, library: Library, isEvidence: (unit: EvidenceUnit) => boolean, border: number): ClaimJudgement {
  const { words } = text.reading;
  const judged = text.parts.map((part) => judgePart(text.reading, part, closestUnits(words, part, library, isEvidence), library, isEvidence));
  const parts = judged.filter((part) => part !== undefined);
  const differences = [...parts.flatMap((part) => part.differences), ...strayParts(text, parts)];
  const pairs = parts.flatMap(({ alignment }) => alignment.pairs);
  const coverage = parts.length < text.parts.length && parts.length > 0 ? Math.min(share(pairs), 0.5) : share(pairs);
  const frame = frameCoverage(text, pairs);
  return { state: stateOf(differences, coverage, Math.min(coverage, frame), border), coverage, parts, differences };
}

function stateOf(differences: readonly Difference[], coverage: number, least: number, border: number): Grounding['state'] {
  const has = (strength: Difference['strength']): boolean => differences.some((difference) => difference.strength === strength);
  if (has('conflict')) return 'contradicted';
  if (coverage < thin.little || has('absent')) return 'unsupported';
  return differences.length > 0 || least < border ? 'unsure' : 'supported';
}

// A true quotation may stand in a frame that turns it into a lie: the frame must be said by the evidence too.
function frameCoverage({ quoted }: ClaimText, pairs: readonly Pair[]): number {
  if (quoted.size === 0) return 1;
  const frame = pairs.filter(({ item }) => !quoted.has(item.first) && !(item.kind === 'word' && item.light));
  return frame.length === 0 ? 1 : share(frame);
}

/** A later part without a subject of its own speaks of the first part's: its evidence must too. */
function strayParts({ reading, parts: all }: ClaimText, parts: readonly PartJudgement[]): readonly Difference[] {
  const home = parts[0];
  if (home === undefined || parts.length !== all.length) return [];
  const lead = names(reading.words, reading.dated).find(({ words }) => (words[0] ?? 0) <= home.alignment.part.last)?.words ?? [];
  const leadKeys = new Set(lead.map((index) => reading.words[index]?.key));
  return parts.slice(1).flatMap(({ alignment }): Difference[] => {
    const { unit, part } = alignment;
    if (unit === home.alignment.unit || leadKeys.size === 0) return [];
    const opening = reading.words[part.first + 1];
    const ownSubject = /^(?:the|a|an|this|that|these|those)$/.test(opening?.lower ?? '') || /^\p{Lu}/u.test(opening?.text ?? '');
    if (ownSubject || unit.words.some(({ key }) => leadKeys.has(key))) return [];
    const message = `the claim joins what ${home.alignment.unit.passage.retrieval_id} and ${unit.passage.retrieval_id} say, and the second does not name the same subject`;
    return [{ code: 'binding-unclear', strength: 'doubt', message }];
  });
}
