import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { evidenceGate, freshFolder } from './session.ts';

test('bundles are wrapped as wished, and verified as they are', async () => {
  const folder = freshFolder();
  await evidenceGate(folder, ['init']);
  const ran = await evidenceGate(folder, [
    'run',
    'pipeline.yaml',
    '--ask',
    'When is the support desk open?',
    '--compress',
    'gz',
    '--trust',
    'keys/signer.trust.json',
    '--json',
  ]);
  expect(ran.code).toBe(0);
  const [bundle = ''] = /released\/\S+?\/question\.evidence\.zip\.gz/.exec(ran.out) ?? [];
  expect([...readFileSync(join(folder, bundle)).subarray(0, 2)]).toEqual([0x1f, 0x8b]);
  const [, run = ''] = /"run_id": "([^"]+)"/.exec(ran.out) ?? [];
  const sealed = await evidenceGate(folder, ['bundle', run, '--compress', 'zst', '--json']);
  expect(sealed).toMatchObject({ code: 0, document: { path: `${run.slice(-8)}.evidence.zip.zst` } });
  for (const path of [bundle, `${run.slice(-8)}.evidence.zip.zst`])
    expect((await evidenceGate(folder, ['verify', path, '--trust', 'keys/signer.trust.json'])).code).toBe(0);
  const wrong = await evidenceGate(folder, ['bundle', run, '--compress', 'rar']);
  expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('zst or gz') });
});
