import type { RetrievalId } from '../../model/ids.ts';
import type { Passage } from '../../sources/snapshot.ts';
import { quotablesOf, type Quotable } from './quotable.ts';
import { termsOf } from './terms.ts';

export interface ChosenQuote {
  readonly retrieval_id: RetrievalId;
  readonly text: string;
}

interface Candidate extends ChosenQuote {
  readonly terms: ReadonlySet<string>;
  readonly score: number;
}

/** Where two share as much with the question, a sentence says more to a reader than a row, and a row more than a fragment. */
const standing: Readonly<Record<Quotable['kind'], number>> = { sentence: 1, row: 0.8, fragment: 0.5 };
const shortest = 12;
const longest = 1000;
/** Of the best score: what is weaker is no answer to the same question. */
const weakestShare = 0.4;
/** Of the words of the shorter one: above it, two quotations say the same. */
const sameShare = 0.8;

/**
 * The stretches of the passages that share most with the question, best first, at most `count`; none where none shares a word.
 * Words weigh by how rare they are among all stretches (as in BM25); ties go to the better-ranked passage, then to the earlier stretch.
 */
export function chooseQuotes(question: string, passages: readonly Passage[], count: number): readonly ChosenQuote[] {
  const ranked = candidatesOf(question, passages).sort((a, b) => b.score - a.score);
  const best = ranked[0]?.score ?? 0;
  const chosen: Candidate[] = [];
  for (const candidate of ranked) {
    if (chosen.length === count || candidate.score < best * weakestShare) break;
    if (!chosen.some((other) => sayTheSame(candidate.terms, other.terms))) chosen.push(candidate);
  }
  return chosen.map(({ retrieval_id, text }) => ({ retrieval_id, text }));
}

function candidatesOf(question: string, passages: readonly Passage[]): Candidate[] {
  const asked = termsOf(question);
  const all = passages.flatMap(({ source, text }) =>
    quotablesOf(text)
      .filter((quotable) => canBeQuoted(quotable.text))
      .map((quotable) => ({ ...quotable, retrieval_id: source.retrieval_id, terms: termsOf(quotable.text) })),
  );
  const weight = rarity(all.map((candidate) => candidate.terms));
  return all
    .map(({ retrieval_id, text, kind, terms }) => {
      const shared = [...asked].filter((term) => terms.has(term)).reduce((sum, term) => sum + weight(term), 0);
      return { retrieval_id, text, terms, score: shared * standing[kind] * (isPlain(text) ? 1 : 0.5) };
    })
    .filter((candidate) => candidate.score > 0);
}

// A hostile passage may hold the end of our quotation, or a citation of its own choice: such a stretch is never quoted. Nor is
// honest speech between “ and ”: the first ” would end our quotation.
function canBeQuoted(text: string): boolean {
  return text.length >= shortest && text.length <= longest && !/[“”]|doc:/.test(text) && !(text.includes('[') && /["„«»:]/.test(text));
}

/** Nothing in it is hard to quote: no quotation marks or brackets inside, nothing that is not seen. */
function isPlain(text: string): boolean {
  return !/["„«»[\]\p{Cc}\p{Cf}]/u.test(text);
}

function rarity(stretches: readonly ReadonlySet<string>[]): (term: string) => number {
  const counts = new Map<string, number>();
  for (const term of stretches.flatMap((terms) => [...terms])) counts.set(term, (counts.get(term) ?? 0) + 1);
  return (term) => {
    const count = counts.get(term) ?? 0;
    return Math.log(1 + (stretches.length - count + 0.5) / (count + 0.5));
  };
}

// Two rows of a table share all their words: a figure of its own makes a stretch a statement of its own.
function sayTheSame(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const [shorter, longer] = a.size < b.size ? [a, b] : [b, a];
  const own = [...shorter].filter((term) => !longer.has(term));
  return own.length <= (1 - sameShare) * shorter.size && !own.some((term) => /[0-9]/.test(term));
}
