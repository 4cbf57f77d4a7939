import { utf8, utf8Lines } from '../core/bytes.ts';
import { schemaTexts } from '../model/generated/schema-texts.ts';
import { documentBytes } from '../model/document-bytes.ts';
import type { PromotedRun } from '../promote/promoted.ts';
import type { BundleFile } from './bundle-file.ts';
import { readmeText } from './readme.ts';

/** The documents of a bundle that are one JSON value, and the schema that each meets. */
export const documentKinds = {
  'data/run.json': 'run',
  'data/sources.json': 'sources',
  'data/retrievals.json': 'retrievals',
  'data/claims.json': 'claims',
  'data/verdict.json': 'verdict',
  'data/policy.json': 'gate-policy',
  'data/promotion.json': 'promotion',
} as const;

/** Schemas of what can stand in a bundle; those of pipelines, inputs and trust policies speak of other files. */
export const bundledSchemas: readonly string[] = [
  'claim',
  'claims',
  'document',
  'envelope',
  'finding',
  'gate-policy',
  'primitives',
  'promotion',
  'retrieval',
  'retrievals',
  'run',
  'source',
  'sources',
  'span',
  'statement',
  'text-map',
  'verdict',
].map((name) => `${name}.schema.json`);

export function spansBytes(lines: readonly string[]): Uint8Array {
  return utf8Lines(
    lines,
    lines.reduce((units, line) => units + line.length, 0),
    lines.length,
  );
}

/** Files below data/ whose names are fixed. */
export function documentsOf(run: PromotedRun): readonly BundleFile[] {
  const { recorded } = run;
  return [
    { path: 'data/README.txt', bytes: utf8(readmeText(recorded.run.run_id)) },
    { path: 'data/run.json', bytes: documentBytes(recorded.run) },
    { path: 'data/spans.jsonl', bytes: spansBytes(recorded.lines) },
    { path: 'data/sources.json', bytes: documentBytes(recorded.sources) },
    { path: 'data/retrievals.json', bytes: documentBytes(recorded.retrievals) },
    { path: 'data/claims.json', bytes: documentBytes(run.claims) },
    { path: 'data/verdict.json', bytes: documentBytes(run.verdict) },
    { path: 'data/policy.json', bytes: documentBytes(run.policy) },
    { path: 'data/promotion.json', bytes: documentBytes(run.promotion) },
    ...bundledSchemas.map((name) => ({ path: `data/schemas/${name}`, bytes: utf8(schemaTexts[name] ?? '') })),
  ];
}
