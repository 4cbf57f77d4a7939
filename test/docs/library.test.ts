import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { evidenceGate, freshFolder } from '../cli/session.ts';

it('the program that the README prints promotes a run whose bundle verifies', async () => {
  const [, program = ''] = /^```ts\n([\s\S]*?)^```$/m.exec(readFileSync('README.md', 'utf8')) ?? [];
  const folder = freshFolder();
  await evidenceGate(folder, ['init']);
  writeFileSync(join(folder, 'program.ts'), program.replace("'evidence-gate'", JSON.stringify(resolve('src/index.ts'))));
  const ran = spawnSync(process.execPath, ['program.ts'], { cwd: folder, encoding: 'utf8' });
  expect(ran.stderr).toBe('');
  const [, bundle = ''] = /^pass (\S+\.evidence\.zip)$/m.exec(ran.stdout) ?? [];
  const verified = await evidenceGate(folder, ['verify', bundle, '--trust', 'keys/signer.trust.json']);
  expect(verified.code).toBe(0);
});
