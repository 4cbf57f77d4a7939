import { TextOffsets } from '../../core/text-offsets.ts';
import type { FindingEvidence } from '../../model/generated/documents.ts';
import type { SubjectPassage } from '../subject.ts';
import { normaliseQuote, type NormalisedText } from './quote-normalisation.ts';

/** Each passage in the spelling that quotations are compared in, made once and when first asked for. */
export class PassageTexts {
  readonly #normalised = new Map<SubjectPassage, NormalisedText>();
  readonly #offsets = new Map<SubjectPassage, TextOffsets>();

  normalised(passage: SubjectPassage): NormalisedText {
    const known = this.#normalised.get(passage);
    if (known !== undefined) return known;
    const made = normaliseQuote(passage.text);
    this.#normalised.set(passage, made);
    return made;
  }

  evidence(passage: SubjectPassage, start: number, end: number): FindingEvidence {
    const offsets = this.#offsets.get(passage) ?? new TextOffsets(passage.text);
    this.#offsets.set(passage, offsets);
    return { retrieval_id: passage.retrieval_id, sha256: passage.sha256, range: offsets.range(start, end), text: passage.text.slice(start, end) };
  }
}
