// oxlint-disable typescript/no-unsafe-return, typescript/no-unsafe-call, typescript/no-unsafe-argument, typescript/no-explicit-any -- an attacker changes documents without asking for their types
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { digestOfNode } from '../../src/core/digest.node.ts';
import { parse } from '../../src/model/parse.ts';
import { verifyBundle } from '../../src/verify/verify-bundle.ts';
import { forge, trust } from './attacks.ts';
import type { Loose } from './forgery.ts';
import { signer } from './trust.ts';

const documents = ['run', 'sources', 'retrievals', 'claims', 'verdict', 'policy', 'promotion'].map((name) => `data/${name}.json`);

interface Leaf {
  readonly holder: Loose;
  readonly key: string;
}

function leavesOf(value: Loose): readonly Leaf[] {
  return Object.keys(value).flatMap((key) => [{ holder: value, key }, ...(value[key] !== null && typeof value[key] === 'object' ? leavesOf(value[key]) : [])]);
}

const hostile = fc.oneof(
  fc.constantFrom(null, true, -1, 0, 1, 1e9, Number.MAX_SAFE_INTEGER, '', '..', '/', 'x'.repeat(300), '\u202e', [], {}),
  fc.string({ maxLength: 30 }),
  fc.integer(),
);

// Whoever holds a trusted key can sign anything, and much of what a document says stands nowhere else (who the user was, a
// score): verify cannot know better. It must answer, whatever it reads, and never with a stack trace.
test('an insider who changes any field of any document gets a report', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...documents), fc.nat(), hostile, fc.boolean(), async (path, number, value, remove) => {
      const forgery = forge().json(path, (document) => {
        const leaves = leavesOf(document);
        const leaf = leaves[number % leaves.length];
        if (leaf === undefined) return;
        if (!remove) leaf.holder[leaf.key] = value;
        else if (Array.isArray(leaf.holder)) leaf.holder.splice(Number(leaf.key), 1);
        else delete leaf.holder[leaf.key];
      });
      const report = verifyBundle((await forgery.resealed(signer)).zip(), trust, { hash: digestOfNode });
      expect(parse('verification-report', report, 'report').signers).toHaveLength(1);
    }),
    { numRuns: 200 },
  );
});

test('an insider who writes anything as a record gets a report, and is found out', async () => {
  const lines = forge().text('data/spans.jsonl').trimEnd().split('\n');
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(fc.constantFrom(...lines), fc.string({ maxLength: 40 }), fc.json()), { maxLength: 6 }), async (record) => {
      fc.pre(record.join('\n') !== lines.join('\n'));
      const forgery = forge().put('data/spans.jsonl', record.map((line) => `${line}\n`).join(''));
      const report = verifyBundle((await forgery.resealed(signer)).zip(), trust, { hash: digestOfNode });
      expect(report.lamps.completeness.state).toBe('red');
    }),
    { numRuns: 100 },
  );
});
