// oxlint-disable typescript/no-unsafe-return, typescript/no-unsafe-assignment, typescript/no-unsafe-argument, typescript/no-explicit-any -- papers are changed by the path of a field
import { describe, expect, test } from 'vitest';
import { digestOfNode } from '../../src/core/digest.node.ts';
import type { Digest } from '../../src/core/digest.ts';
import { asRunId } from '../../src/model/ids.ts';
import { readChain } from '../../src/record/chain.ts';
import { checkIdentity, checkPapers } from '../../src/verify/agreement.ts';
import type { BundleFiles } from '../../src/verify/bundle-files.ts';
import { readDocuments } from '../../src/verify/documents.ts';
import { forge } from './attacks.ts';
import type { Loose } from './forgery.ts';

const { files, top } = forge();
const held: BundleFiles = {
  keys: () => files.keys(),
  has: (path) => files.has(path),
  isHere: (path) => files.has(path),
  sizeOf: (path) => files.get(path)?.length,
  digestOf,
  get: (path) => files.get(path),
};

/** What a good bundle says, for one who changes one field of it. */
function papers(): Loose {
  const { documents } = readDocuments(files);
  if (documents === undefined) throw new Error('the good bundle is not good');
  const folder = asRunId(top.slice('evidence-'.length));
  return structuredClone({ folder, documents, span: readChain(documents.lines, digestOfNode).spans[0], statement: forge().statement() });
}

function change(value: Loose, path: string): void {
  const [field = '', ...rest] = path.split('.');
  if (rest.length > 0) change(value[field], rest.join('.'));
  else value[field] = typeof value[field] === 'number' ? value[field] + 1 : `${value[field]}0`;
}

function digestOf(path: string): Digest | undefined {
  const file = files.get(path);
  return file === undefined ? undefined : digestOfNode(file);
}

function findings({ folder, documents, span, statement }: Loose): readonly Loose[] {
  return [...checkIdentity(folder, held, documents, span, statement), ...checkPapers(documents, digestOf, statement)];
}

test('a good bundle agrees with itself', () => {
  expect(findings(papers())).toEqual([]);
});

test('a piece of the output that is no claim is not counted as one', () => {
  const changed = papers();
  changed.documents.claims.claims.push({ ...changed.documents.claims.claims[0], kind: 'non_claim' });
  expect(findings(changed)).toEqual([]);
});

describe('one field that says something else is found where it stands', () => {
  test.each([
    ['top folder', 'folder'],
    ['data/promotion.json', 'documents.promotion.run_id'],
    ['data/spans.jsonl', 'span.run_id'],
    ['data/spans.jsonl', 'span.trace_id'],
  ])('%s: %s', (where, path) => {
    const changed = papers();
    change(changed, path);
    expect(findings(changed)).toMatchObject([{ lamp: 'completeness', code: 'identity-mismatch', where }]);
  });

  test.each(['files', 'bytes', 'sources', 'spans', 'claims'])('statement: count of %s', (name) => {
    const changed = papers();
    change(changed, `statement.predicate.counts.${name}`);
    expect(findings(changed)).toMatchObject([{ lamp: 'completeness', code: 'count-mismatch', where: 'statement' }]);
  });

  test.each([
    ['data/verdict.json', 'documents.verdict.subject.run_id'],
    ['data/verdict.json', 'documents.verdict.subject.output_sha256'],
    ['data/claims.json', 'documents.claims.output_sha256'],
    ['data/verdict.json', 'documents.verdict.policy.sha256'],
    ['data/verdict.json', 'documents.verdict.policy.name'],
    ['data/verdict.json', 'documents.verdict.policy.version'],
    ['data/promotion.json', 'documents.promotion.verdict.sha256'],
    ['data/promotion.json', 'documents.promotion.claims.sha256'],
    ['data/promotion.json', 'documents.promotion.policy.sha256'],
    ['statement', 'statement.predicate.verdict.sha256'],
    ['statement', 'statement.predicate.verdict.result'],
    ['statement', 'statement.predicate.policy.sha256'],
    ['statement', 'statement.predicate.policy.name'],
    ['statement', 'statement.predicate.policy.version'],
    ['statement', 'statement.predicate.promotion.sha256'],
    ['statement', 'statement.predicate.promotion.decided_by'],
    ['statement', 'statement.predicate.promotion.promoted_at'],
  ])('%s: %s', (where, path) => {
    const changed = papers();
    change(changed, path);
    expect(findings(changed)).toMatchObject([{ lamp: 'verdict', code: 'identity-mismatch', where }]);
  });
});
