import { fromUtf8 } from '../../core/bytes.ts';
import { TextOffsets } from '../../core/text-offsets.ts';
import type { Source } from '../../model/generated/documents.ts';
import type { RecordedRun } from '../../record/recorded-run.ts';

/** A source with its text as its document holds it now, whatever its digest says. */
export interface SourceText {
  readonly source: Source;
  /** Absent where the document's text is missing, is no UTF-8, or does not reach so far. */
  readonly text: string | undefined;
  /** Whether the offsets in bytes name the same stretch as those in UTF-16 units. */
  readonly rangeAgrees: boolean;
}

/** The sources of a run, each document read once. */
export function sourceTexts(recorded: RecordedRun): readonly SourceText[] {
  const texts = new Map<string, { readonly text: string; readonly offsets: TextOffsets } | undefined>();
  for (const document of recorded.sources.documents) {
    const bytes = recorded.read(document.text.sha256);
    const text = bytes === undefined ? undefined : fromUtf8(bytes);
    // Two documents under one id: nobody can tell whose passage it is.
    texts.set(document.document_id, text === undefined || texts.has(document.document_id) ? undefined : { text, offsets: new TextOffsets(text) });
  }
  return recorded.sources.sources.map((source) => {
    const document = texts.get(source.document_id);
    const { start, end, byte_start, byte_end } = source.range;
    if (document === undefined || start > end || end > document.text.length) return { source, text: undefined, rangeAgrees: false };
    const rangeAgrees = document.offsets.byteAt(start) === byte_start && document.offsets.byteAt(end) === byte_end;
    return { source, text: document.text.slice(start, end), rangeAgrees };
  });
}
