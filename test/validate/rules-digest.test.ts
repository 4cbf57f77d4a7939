import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';

it('the digest of the rules is that of the rules', () => {
  const printed = execFileSync(process.execPath, ['scripts/build-rules-digest.ts', '--check'], { encoding: 'utf8' });
  expect(printed).toContain('is current');
});
