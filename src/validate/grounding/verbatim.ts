import { align, type Alignment } from './alignment.ts';
import type { Part } from './claim-text.ts';
import { items } from './items.ts';
import type { EvidenceUnit, Library } from './library.ts';
import { isOddMark } from './reading/odd-marks.ts';
import type { Reading } from './reading/reading.ts';
import type { Word } from './reading/words.ts';

/** The unit that says a part of a claim word for word, from its first word to its last: there is nothing left to compare. */
export function verbatim(claim: Reading, part: Part, units: readonly EvidenceUnit[], library: Library): Alignment | undefined {
  const mine = plainWords(claim.words.slice(part.first, part.last + 1));
  const unit = mine === '' ? undefined : units.find(({ words }) => plainWords(words) === mine);
  return unit === undefined ? undefined : align(claim, part, items(claim, part, library), unit, library);
}

// Percent signs, minus signs and question marks say something; quotation marks, commas and full stops frame it.
function plainWords(words: readonly Word[]): string {
  return words.flatMap((word) => (word.kind === 'mark' && !isOddMark(word) && !/^[-–/]$/.test(word.text) ? [] : [word.text.toLowerCase()])).join(' ');
}
