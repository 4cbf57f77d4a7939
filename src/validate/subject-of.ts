import { isWellFormed, utf8 } from '../core/bytes.ts';
import { digestOf, type HashBytes } from '../core/digest.ts';
import { EvidenceError } from '../core/errors.ts';
import type { DataLine } from '../model/generated/documents.ts';
import type { RecordedRun } from '../record/recorded-run.ts';
import { finalOutput } from './completeness/final-output.ts';
import { sourceTexts } from './completeness/source-texts.ts';
import type { Subject } from './subject.ts';

/**
 * What is judged of a recorded run. Always a subject: where the output or a source is missing, layer L0 says so and blocks,
 * and what stands here in its place (an empty text, no passage) is looked at by nobody.
 */
export function subjectOfRun(recorded: RecordedRun): Subject {
  const output = finalOutput(recorded);
  return {
    id: recorded.run.input.id,
    run_id: recorded.run.run_id,
    output: output.state === 'text' ? output.text : '',
    output_sha256: output.sha256 ?? digestOf(new Uint8Array(0)),
    media_type: output.state === 'text' ? output.mediaType : 'application/octet-stream',
    passages: sourceTexts(recorded).flatMap(({ source, text }) =>
      text === undefined ? [] : [{ retrieval_id: source.retrieval_id, text, sha256: source.sha256 }],
    ),
    recorded,
  };
}

/** A line of plain data as a subject. Throws `source-id-twice`, or `not-utf8` where a text has half a surrogate pair. */
export function subjectOfLine(line: DataLine, hash: HashBytes): Subject {
  const ids = new Set<string>();
  for (const { retrieval_id: id, text } of line.sources) {
    if (ids.has(id)) throw new EvidenceError('source-id-twice', { where: `line ${line.id}`, cause: id });
    if (!isWellFormed(text)) throw new EvidenceError('not-utf8', { where: `line ${line.id}, source ${id}` });
    ids.add(id);
  }
  if (!isWellFormed(line.output)) throw new EvidenceError('not-utf8', { where: `line ${line.id}, output` });
  return {
    id: line.id,
    output: line.output,
    output_sha256: hash(utf8(line.output)),
    media_type: 'text/plain; charset=utf-8',
    passages: line.sources.map(({ retrieval_id, text }) => ({ retrieval_id, text, sha256: hash(utf8(text)) })),
  };
}
