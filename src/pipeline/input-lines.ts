import { EvidenceError } from '../core/errors.ts';
import type { DocumentKinds, InputLine } from '../model/generated/documents.ts';
import { readJson } from '../core/json.ts';
import { parse } from '../model/parse.ts';
import { readText } from './text-file.ts';

/** The lines of a JSONL file that hold anything, each with its place for messages. */
export function* jsonLines<K extends 'input-line' | 'data-line'>(kind: K, path: string): Generator<DocumentKinds[K]> {
  for (const [index, line] of readText(path).split('\n').entries()) {
    if (line.trim() === '') continue;
    const where = `${path}:${index + 1}`;
    const read = readJson(line);
    if (!read.ok) throw new EvidenceError('json-malformed', { where: `${where}:${read.problem.column}`, cause: read.problem.why });
    yield parse(kind, read.value, where);
  }
}

/** The inputs of a pipeline, in order. All are read before the first runs, so that a bad line stops nothing half-way. */
export function readInputs(path: string): readonly InputLine[] {
  const inputs = [...jsonLines('input-line', path)];
  const seen = new Set<string>();
  for (const { id } of inputs) {
    if (seen.has(id)) throw new EvidenceError('schema-violation', { where: path, cause: `the id "${id}" stands twice` });
    seen.add(id);
  }
  if (inputs.length === 0) throw new EvidenceError('schema-violation', { where: path, cause: 'there is no input line in it' });
  return inputs;
}
