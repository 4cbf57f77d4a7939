import { says, type Check } from '../difference.ts';
import { isCapital } from '../reading/names.ts';
import { isOddMark } from '../reading/odd-marks.ts';
import { span } from '../reading/span.ts';
import type { Word } from '../reading/words.ts';

const opening = /^["“„«‘'‹「『]$/;
const closing = /^["”“»’'›」』]$/;
/** As few quoted words as this are a term, or irony. */
const mostIronic = 3;

/** A sign that is no punctuation (✗, ≠, ~, ½, ?) stands in the claim only where the evidence has it, and so do quotation marks around a word or two. */
export const marksKept: Check = ({ alignment }) => {
  const { claim, part, unit } = alignment;
  const known = new Set(unit.words.map(({ text }) => text));
  const inFigures = new Set(claim.quantities.flatMap(({ first, last }) => span(first - 1, last + 1)));
  for (let at = part.first; at <= part.last; at += 1) {
    const word = claim.words[at];
    if (word === undefined || word.kind !== 'mark') continue;
    if (isOddMark(word) && !known.has(word.text) && !(inFigures.has(at) && isUnitSign(word)))
      return [{ code: 'evidence-thin', strength: 'doubt', message: says(alignment, `"${word.text}"`, 'it without that sign') }];
    const ironic = ironicAt(claim.words, at);
    if (ironic !== undefined && !unit.words.some(({ text }) => opening.test(text)))
      return [{ code: 'evidence-thin', strength: 'doubt', message: says(alignment, `"${ironic}" in quotation marks`, 'it without them') }];
  }
  return [];
};

function isUnitSign({ text }: Word): boolean {
  return /^[%‰°$€£¥₹+\-−/²³µ<>~≈≤≥]$/.test(text);
}

function ironicAt(words: readonly Word[], at: number): string | undefined {
  if (!opening.test(words[at]?.text ?? '')) return undefined;
  for (let end = at + 1; end <= at + mostIronic + 1; end += 1) {
    const word = words[end];
    if (word === undefined) return undefined;
    if (word.kind === 'mark' && closing.test(word.text)) {
      const inside = words.slice(at + 1, end);
      return inside.length === 0 || inside.some(isCapital) ? undefined : inside.map(({ text }) => text).join(' ');
    }
  }
  return undefined;
}
