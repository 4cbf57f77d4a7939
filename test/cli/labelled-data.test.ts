import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import type { JudgementSummary } from '../../src/cli/text/judgement-summary.ts';
import { evidenceGate } from './session.ts';

// Labelled data of other people is not part of this repository: the test runs where it lies beside it.
const data = resolve(process.env['EVIDENCE_GROUNDING_DATA'] ?? '../shared/data/grounding', 'wice-claims.jsonl');

it.skipIf(!existsSync(data))('judges all 349 WiCE claims, with counts that add up (skipped where the data set is not there)', async () => {
  const judged = await evidenceGate('.', ['validate', data, '--json']);
  const { summary, verdicts } = judged.document as { summary: JudgementSummary; verdicts: readonly { counts: { claims: number } }[] };
  expect(summary.judged).toBe(349);
  expect(verdicts).toHaveLength(349);
  expect(summary.pass + summary.fail + summary.review).toBe(349);
  expect(summary.supported + summary.contradicted + summary.unsupported + summary.unsure).toBe(summary.claims);
  expect(summary.on_quotation + summary.on_retrieval).toBeLessThanOrEqual(summary.claims);
  expect(judged.code).toBe(1);
});
