import { copyFileSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ask, newcomer } from '../cli/errors/newcomer.ts';
import { evidenceGate, type Said } from '../cli/session.ts';

test('a log from the first key to a proof that a verifier asks for, and what happens when it is rewritten', { timeout: 120_000 }, async () => {
  const folder = await newcomer();
  const type = async (command: string, ...more: readonly string[]): Promise<Said> => await evidenceGate(folder, [...command.split(' '), ...more]);
  const done = async (command: string, ...more: readonly string[]): Promise<unknown> => {
    const said = await type(command, ...more, '--json');
    expect(said).toMatchObject({ code: 0 });
    return said.document;
  };
  await evidenceGate(folder, ask);
  const [found = ''] = globSync('**/*.evidence.zip', { cwd: folder });
  const bundle = 'answer.evidence.zip';
  copyFileSync(join(folder, found), join(folder, bundle));

  for (const name of ['log', 'w1', 'w2']) await done(`keys new keys/${name}`);
  const { vkey } = (await done('log init log --origin example.org/log')) as { readonly vkey: string };
  expect(await done(`log append log ${bundle}`)).toMatchObject({ entries: [{ index: 0, added: true, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }] });
  expect(await done(`log append log ${bundle}`)).toMatchObject({ entries: [{ index: 0, added: false }] });
  expect(await done('log checkpoint log')).toMatchObject({ origin: 'example.org/log', size: 1 });
  copyFileSync(join(folder, 'log/checkpoint'), join(folder, 'kept-checkpoint'));

  const first = (await done('log cosign log --key keys/w1.key.pem --name w1.example --state w1.state', '--log', vkey)) as {
    readonly witnesses: readonly string[];
  };
  const second = (await done('log cosign log --key keys/w2.key.pem --name w2.example --state w2.state -o w2.line', '--log', vkey)) as {
    readonly witness: string;
  };
  await done('log cosign log --add w2.line --witness', second.witness);
  expect(await done(`log prove log ${bundle}`)).toMatchObject({ size: 1, proofs: [{ index: 0 }], missing: [] });
  const proved = readFileSync(join(folder, bundle));
  await done(`log prove log ${bundle}`);
  expect(readFileSync(join(folder, bundle)).equals(proved)).toBe(true);
  expect(await done('log audit log --since kept-checkpoint', '--log', vkey)).toMatchObject({ exit: 0, findings: [], not_checked: [] });

  const policy = JSON.parse(readFileSync(join(folder, 'keys/signer.trust.json'), 'utf8')) as Record<string, unknown>;
  const witnesses = [first.witnesses[0], second.witness].map((text, at) => ({ owner: `owner ${at}`, vkey: text }));
  const window = { valid_from: '2020-01-01T00:00:00.000Z', valid_to: '2099-01-01T00:00:00.000Z' };
  const epoch = { name: 'our log', vkey, ...window, witnesses, quorum: 2 };
  writeFileSync(join(folder, 'trust.json'), JSON.stringify({ ...policy, log: { required: true, epochs: [epoch] }, time: { required: true, authorities: [] } }));
  const report = (await done(`verify ${bundle} --trust trust.json`)) as { readonly reports: readonly unknown[] };
  expect(report.reports).toMatchObject([
    { outcome: 'verified', lamps: { time: { state: 'green' } }, signers: [{ anchored: { by: 'our log (owner 0, owner 1)' } }] },
  ]);
  expect((await type(`verify ${found} --trust trust.json`)).code).toBe(3);
  expect(await done('log audit log --trust trust.json')).toMatchObject({ cosigned: [{ witness: 'w1.example' }, { witness: 'w2.example' }] });

  // The owner of the log begins it anew, with something else in it.
  await type('log init other --origin example.org/log');
  await evidenceGate(folder, ask);
  const [another = ''] = globSync('**/*.evidence.zip', { cwd: folder }).filter((path) => path !== found && path !== bundle);
  await done('log append other', another);
  await done('log checkpoint other');
  const refused = await type('log cosign other --key keys/w1.key.pem --name w1.example --state w1.state');
  expect(refused.code).toBe(1);
  expect(refused.out).toContain('REFUSED other: its 1 entries have another root than before');
  const audit = await type('log audit other --since kept-checkpoint', '--log', vkey, '--json');
  expect(audit.code).toBe(1);
  expect(audit.document).toMatchObject({
    findings: [{ code: 'log-rewritten' }],
    heads: [readFileSync(join(folder, 'kept-checkpoint'), 'utf8'), readFileSync(join(folder, 'other/checkpoint'), 'utf8')],
  });
  const told = await type('log audit other --since kept-checkpoint', '--log', vkey);
  expect(told.out).toContain('NOT SOUND example.org/log');
  expect(told.out).toContain('one does not continue the other');
  expect((await type(`log prove other ${bundle}`)).code).toBe(2);
});

test.each([
  ['log frobnicate log', 'the actions are'],
  ['log init log', '--origin is required'],
  ['log append log', 'name the bundles'],
  ['log prove log', 'name one bundle'],
  ['log prove log a b', 'name one bundle'],
])('%s: says what is wrong with it', async (command, why) => {
  const said = await evidenceGate(await newcomer(), command.split(' '));
  expect(said.code).toBe(2);
  expect(said.err).toContain(why);
});
