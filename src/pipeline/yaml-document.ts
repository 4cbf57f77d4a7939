import { LineCounter, parseDocument } from 'yaml';
import { EvidenceError } from '../core/errors.ts';
import type { DocumentKinds } from '../model/generated/documents.ts';
import { parse, type DocumentKind } from '../model/parse.ts';
import { readText } from './text-file.ts';

/**
 * Reads a document that a person writes: YAML 1.2 (and so JSON), held against its schema. Duplicate keys, custom tags
 * and aliases are refused: what is read is what stands there. Throws `yaml-malformed` with line and column, or
 * `schema-violation` with the fields.
 */
export function readYaml<K extends DocumentKind>(kind: K, path: string): DocumentKinds[K] {
  const lines = new LineCounter();
  const document = parseDocument(readText(path), { lineCounter: lines, uniqueKeys: true, schema: 'core', strict: true, prettyErrors: false });
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem !== undefined) {
    const { line, col } = lines.linePos(problem.pos[0]);
    throw new EvidenceError('yaml-malformed', { where: `${path}:${line}:${col}`, cause: problem.message });
  }
  return parse(kind, plainValue(document, path), path);
}

function plainValue(document: ReturnType<typeof parseDocument>, path: string): unknown {
  try {
    // An alias can blow up to a billion nodes; no file of ours needs one.
    return document.toJS({ maxAliasCount: 0 });
  } catch (cause) {
    throw new EvidenceError('yaml-malformed', { where: path, cause });
  }
}
