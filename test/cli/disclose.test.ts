import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { evidenceGate, freshFolder } from './session.ts';

const bundle = resolve('samples/bundles/storage.evidence.zip');
const trust = resolve('samples/trust-policy.json');
const folder = freshFolder();
const disclose = (from: string, withhold: string, to: string) =>
  evidenceGate(folder, ['disclose', from, '--withhold', withhold, '--reason', 'internal prompt', '-o', to, '--json']);

describe('a copy for somebody who may not see everything', () => {
  test('leaves out what was named, and verify says so', async () => {
    const made = await disclose(bundle, 'data/prompts/**', 'copy.evidence.zip');
    expect(made).toMatchObject({ code: 0, document: { withheld: [{ path: 'data/prompts/1.json', reason: 'internal prompt' }] } });
    const said = await evidenceGate(folder, ['verify', 'copy.evidence.zip', '--trust', trust]);
    expect(said.out).toMatch(/1 of \d+ files withheld: internal prompt/);
    expect(said.out).toMatch(/not checked: data\/prompts\/1\.json/);
  });

  test('of a copy leaves out what both name, and is written over the first when asked', async () => {
    const made = await disclose('copy.evidence.zip', '**/original.*', 'copy.evidence.zip');
    expect(made.code).toBe(0);
    const report = await evidenceGate(folder, ['verify', 'copy.evidence.zip', '--trust', trust, '--json']);
    expect(report.document).toMatchObject({ reports: [{ withheld: { files: 2 } }] });
  });
});
