import { fromUtf8, utf8 } from '../core/bytes.ts';
import type { HashBytes } from '../core/digest.ts';
import { TextOffsets } from '../core/text-offsets.ts';
import type { Document, Source, TextMap, VerificationReportFinding } from '../model/generated/documents.ts';
import type { RecordedRun } from '../record/recorded-run.ts';
import { finding } from './answers.ts';
import { readDocument } from './read-document.ts';

/** Does each passage stand where its source says, in a text whose map leads back to the original? */
export function checkPassages(recorded: RecordedRun, hash: HashBytes): readonly VerificationReportFinding[] {
  const { documents, sources } = recorded.sources;
  return documents.flatMap((document) => {
    const original = recorded.read(document.original.sha256);
    const bytes = recorded.read(document.text.sha256);
    const map = recorded.read(document.map.sha256);
    // An absent artifact is a reference that does not resolve, and said there.
    if (original === undefined || bytes === undefined || map === undefined) return [];
    const text = fromUtf8(bytes);
    if (text === undefined) return [differs(document.document_id, 'its text is not UTF-8')];
    const offsets = new TextOffsets(text);
    const own = sources.filter((source) => source.document_id === document.document_id);
    return [
      ...own.flatMap((source) => {
        const problem = passageProblem(source, text, offsets, original.length, hash);
        return problem === undefined ? [] : [differs(source.retrieval_id, problem)];
      }),
      ...mapFindings(document, map, bytes.length, original.length),
    ];
  });
}

function passageProblem({ range, sha256, original }: Source, text: string, offsets: TextOffsets, originalLength: number, hash: HashBytes): string | undefined {
  // Bounded first: offsets are walked.
  if (range.start > range.end || range.end > text.length) return `its range ${range.start}-${range.end} is not in the text`;
  if (offsets.byteAt(range.start) !== range.byte_start || offsets.byteAt(range.end) !== range.byte_end)
    return 'its offsets in characters and in bytes are not the same place';
  if (hash(utf8(text.slice(range.start, range.end))) !== sha256) return `the text there does not have the digest ${sha256}`;
  if (original !== undefined && (original.byte_start > original.byte_end || original.byte_end > originalLength))
    return 'its range in the original is not in the original';
  return undefined;
}

function mapFindings(document: Document, bytes: Uint8Array, textLength: number, originalLength: number): readonly VerificationReportFinding[] {
  const map = readDocument('text-map', bytes);
  if (!map.ok) return [finding('completeness', map.code, `data/${document.map.uri}`, map.why)];
  const problem = mapProblem(map.value, textLength, originalLength);
  return problem === undefined ? [] : [differs(document.document_id, problem)];
}

function mapProblem({ segments }: TextMap, textLength: number, originalLength: number): string | undefined {
  let at = 0;
  for (const { byte_start, byte_end, origin } of segments) {
    if (byte_start !== at || byte_end < at) return `the map of its text breaks off at byte ${at}`;
    if (origin.kind === 'bytes' && (origin.byte_start > origin.byte_end || origin.byte_end > originalLength))
      return `the map of its text leads out of the original at byte ${at}`;
    at = byte_end;
  }
  return at === textLength ? undefined : `the map of its text ends at byte ${at} of ${textLength}`;
}

function differs(id: string, message: string): VerificationReportFinding {
  return finding('completeness', 'source-differs', `data/sources.json: ${id}`, message);
}
