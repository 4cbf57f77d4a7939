import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeKeyPair } from '../../src/bundle/key-files.node.ts';
import { otherChecks } from '../../src/bundle/other-checks.ts';
import { checkCommands, readmeText } from '../../src/bundle/readme.ts';
import { sealedBytes } from './sealed.ts';
import { canonicalDocument } from '../../src/core/canonical-json.ts';
import type { JsonValue } from '../../src/core/json.ts';
import { Forgery } from '../verify/forgery.ts';
import { keyOf, policyText, signer, stranger } from '../verify/trust.ts';
import { promotedRun } from './promoted-run.ts';

const promoted = await promotedRun();
const bundle = await sealedBytes(promoted, signer);
const format = readFileSync('docs/FORMAT.md', 'utf8');
const printed = /```sh\n([\s\S]*?)```/.exec(format)?.[1] ?? '';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'by-hand-'));
});
afterEach(() => {
  rmSync(home, { recursive: true });
});

/** Runs commands as a person would, and stops where one fails. */
function shell(commands: string): { readonly ok: boolean; readonly output: string } {
  const { status, stdout, stderr } = spawnSync('sh', ['-e', '-c', commands], { cwd: home, encoding: 'utf8' });
  return { ok: status === 0, output: `${stdout}${status === 0 ? stderr : ''}` };
}

function byFormat(bytes: Uint8Array, key = signer): { readonly ok: boolean; readonly output: string } {
  writeFileSync(join(home, 'answer.evidence.zip'), bytes);
  writeFileSync(join(home, 'trust.json'), canonicalDocument(JSON.parse(policyText([keyOf(key, 'ines')])) as JsonValue));
  return shell(printed);
}

const good = { ok: true, output: 'Signature Verified Successfully\n1\n' };

describe('the commands that docs/FORMAT.md prints', () => {
  test('are eleven, and those of the README', () => {
    const commands = printed.trimEnd().split('\n');
    expect(commands).toHaveLength(11);
    expect(commands.slice(1)).toEqual(checkCommands('answer.evidence.zip', 'evidence-*'));
  });

  test('say yes to a good bundle', () => {
    expect(byFormat(bundle)).toEqual(good);
  });

  test.each<[string, (forgery: Forgery) => Forgery | Promise<Forgery>]>([
    ['a changed file', (forgery) => forgery.edit('data/outputs/answer.md', (text) => text.replace('0.25', '0.75'))],
    ['a changed file, manifests made anew', (forgery) => forgery.edit('data/outputs/answer.md', (text) => text.replace('0.25', '0.75')).manifests()],
    ['an added file', (forgery) => forgery.put('data/extra.txt', 'x')],
    ['an added file beside data/', (forgery) => forgery.put('extra.txt', 'x')],
    ['a removed file', (forgery) => forgery.remove('data/retrievals.json')],
    ['another signature', (forgery) => forgery.put(`signatures/${signer.keyId}.sig`, new Uint8Array(64))],
    ['a statement of another bundle', (forgery) => forgery.edit('bag-info.txt', (text) => `${text}X: y\n`).tagManifest()],
    ['a signature by somebody else', (forgery) => forgery.signed(stranger)],
  ])('say no to %s', async (_, change) => {
    expect(byFormat((await change(new Forgery(bundle))).zip()).ok).toBe(false);
  });

  test('say no to another key', () => {
    expect(byFormat(bundle, stranger).ok).toBe(false);
  });
});

test('docs/FORMAT.md prints the checks by other tools as the README does', () => {
  for (const command of otherChecks('answer.evidence.zip').flatMap(({ commands }) => commands)) expect(format).toContain(`\n${command}\n`);
});

test('the commands of data/README.txt say yes, as they stand, with the key file that keys new writes', () => {
  const { run_id } = promoted.recorded.run;
  const commands = (readmeText(run_id).split('THE SAME AGAIN')[0] ?? '')
    .split('\n')
    .filter((line) => line.startsWith('  '))
    .map((line) => line.trim());
  expect(commands).toHaveLength(10);
  writeFileSync(join(home, `evidence-${run_id}.evidence.zip`), bundle);
  writeKeyPair({ privatePath: join(home, 'signer.key.pem'), publicPath: join(home, 'signer.pem'), seed: new Uint8Array(32).fill(7) });
  expect(shell(commands.join('\n'))).toEqual(good);
});
