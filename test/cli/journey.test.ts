import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { evidenceGate, freshFolder, type Said } from './session.ts';

describe('a newcomer', () => {
  const folder = freshFolder();
  let ran: Said;
  beforeAll(async () => {
    expect((await evidenceGate(folder, ['init', '--owner', 'Ops team'])).code).toBe(0);
    ran = await evidenceGate(folder, ['run', 'pipeline.yaml']);
  });

  it('has a private key that only the owner can read', () => {
    expect(statSync(join(folder, 'keys/signer.key.pem')).mode & 0o777).toBe(0o600);
  });

  it('sees each run promoted, and finds answer and bundle together', () => {
    expect(ran.err).toBe('');
    expect(ran.code).toBe(0);
    expect(ran.out.match(/PROMOTED/g)).toHaveLength(2);
    const released = readdirSync(join(folder, 'released'));
    expect(released).toHaveLength(2);
    for (const name of released)
      expect(readdirSync(join(folder, 'released', name)).sort()).toEqual(['answer.md', `${name.replace(/-[0-9a-f]{8}$/, '')}.evidence.zip`]);
  });

  it('finds nothing of it in git', () => {
    expect(readFileSync(join(folder, '.evidence/.gitignore'), 'utf8')).toBe('*\n');
  });

  it('verifies what was released, and only with a trust policy', async () => {
    const verified = await evidenceGate(folder, ['verify', 'released', '--trust', 'keys/signer.trust.json', '--json']);
    expect(verified.code).toBe(0);
    expect(verified.document).toMatchObject({ exit: 0, reports: [{ outcome: 'verified' }, { outcome: 'verified' }] });
    const without = await evidenceGate(folder, ['verify', 'released']);
    expect(without.code).toBe(2);
    expect(without.err).toContain('--trust');
  });

  it('sees a strange key refused', async () => {
    await evidenceGate(folder, ['keys', 'new', 'keys/stranger']);
    const verified = await evidenceGate(folder, ['verify', 'released', '--trust', 'keys/stranger.trust.json', '--brief']);
    expect(verified.code).toBe(1);
    expect(verified.out).toContain('signer NO');
  });

  it('inspects the runs, one run, and a bundle', async () => {
    const list = await evidenceGate(folder, ['inspect', '--json']);
    const { runs } = list.document as { runs: readonly { run_id: string; state: string }[] };
    expect(runs.map(({ state }) => state)).toEqual(['promoted', 'promoted']);
    const id = runs[0]?.run_id ?? '';
    const one = await evidenceGate(folder, ['inspect', id.slice(-8)]);
    expect(one.code).toBe(0);
    for (const part of ['question', 'sources (', 'output answer.md', 'claims, failures first', 'supported', 'layered_cot_validation', 'spans ('])
      expect(one.out).toContain(part);
    const bundle =
      readdirSync(join(folder, 'released'), { recursive: true })
        .map(String)
        .find((name) => name.endsWith('.zip')) ?? '';
    const told = await evidenceGate(folder, ['inspect', join('released', bundle)]);
    expect(told.out).toContain('NOT VERIFIED');
    const trusted = await evidenceGate(folder, ['inspect', join('released', bundle), '--trust', 'keys/signer.trust.json']);
    expect(trusted.out).toContain('VERIFIED');
    expect(trusted.out).not.toContain('NOT VERIFIED');
    const unpacked = await evidenceGate(folder, ['inspect', join('released', bundle), '--extract', 'unpacked']);
    expect(unpacked.code).toBe(0);
    expect(readdirSync(join(folder, 'unpacked'))[0]).toMatch(/^evidence-/);
  });

  it('seals a run again to the same bytes', async () => {
    const { runs } = (await evidenceGate(folder, ['inspect', '--json'])).document as { runs: readonly { run_id: string; input_id: string }[] };
    const run = runs[0];
    expect((await evidenceGate(folder, ['bundle', run?.run_id ?? '', '-o', 'again.evidence.zip'])).code).toBe(0);
    const released = join(folder, 'released', `${run?.input_id}-${run?.run_id.slice(-8)}`, `${run?.input_id}.evidence.zip`);
    expect(readFileSync(join(folder, 'again.evidence.zip')).equals(readFileSync(released))).toBe(true);
  });

  it('promotes again without doing it twice', async () => {
    const { runs } = (await evidenceGate(folder, ['inspect', '--json'])).document as { runs: readonly { run_id: string }[] };
    const again = await evidenceGate(folder, ['promote', runs[0]?.run_id ?? '', '--json']);
    expect(again).toMatchObject({ code: 0, document: { status: 'promoted', already: true } });
  });

  it('does not lose files to a second init', async () => {
    const before = readFileSync(join(folder, 'gate-policy.yaml'), 'utf8');
    writeFileSync(join(folder, 'gate-policy.yaml'), `${before}# mine\n`);
    const again = await evidenceGate(folder, ['init']);
    expect(again.code).toBe(2);
    expect(again.err).toContain('file-exists');
    expect(readFileSync(join(folder, 'gate-policy.yaml'), 'utf8')).toContain('# mine');
  });
});

describe('a held run', () => {
  it('stays in the sandbox, with exit code 3, and a new policy does not free it silently', async () => {
    const folder = freshFolder();
    await evidenceGate(folder, ['init']);
    writeFileSync(
      join(folder, 'questions.jsonl'),
      `${JSON.stringify({ id: 'flat', question: 'Can a customer return a product?', provider: 'declared', answer: 'A customer can return a product within 30 days of delivery. [doc:handbook:handbook.md#p2]\n' })}\n`,
    );
    const ran = await evidenceGate(folder, ['run', 'pipeline.yaml', '--json']);
    expect(ran.code).toBe(3);
    expect(ran.document).toMatchObject({ exit: 3, runs: [{ status: 'held', bundle: null }] });
    expect(existsSync(join(folder, 'released'))).toBe(false);
    const { run_id } = (ran.document as { runs: readonly [{ run_id: string }] }).runs[0];
    expect((await evidenceGate(folder, ['promote', run_id])).code).toBe(3);
    const sealed = await evidenceGate(folder, ['bundle', run_id]);
    expect(sealed.code).toBe(2);
    expect(sealed.err).toContain('run-not-promoted');
    const judged = await evidenceGate(folder, ['validate', run_id, '--policy', 'gate-policy.yaml']);
    expect(judged.code).toBe(3);
    expect(judged.out).toContain('REVIEW');
  });

  it('judged again under a laxer policy is not what the stricter one asks for', async () => {
    const folder = freshFolder();
    await evidenceGate(folder, ['init']);
    const strict = readFileSync(join(folder, 'gate-policy.yaml'), 'utf8');
    writeFileSync(join(folder, 'strict.yaml'), strict.replace('minimum_claims: 1 ', 'minimum_claims: 5 '));
    writeFileSync(join(folder, 'pipeline.yaml'), readFileSync(join(folder, 'pipeline.yaml'), 'utf8').replace('gate: gate-policy.yaml', 'gate: strict.yaml'));
    const ran = await evidenceGate(folder, ['run', 'pipeline.yaml', '--ask', 'When is the support desk open?', '--json']);
    expect(ran.document).toMatchObject({ exit: 3, runs: [{ status: 'held' }] });
    const { run_id } = (ran.document as { runs: readonly [{ run_id: string }] }).runs[0];
    expect((await evidenceGate(folder, ['validate', run_id, '--policy', 'gate-policy.yaml'])).code).toBe(0);
    const promoted = await evidenceGate(folder, ['promote', run_id, '--policy', 'strict.yaml']);
    expect(promoted.code).toBe(3);
    expect(promoted.out).toContain('another gate policy');
    expect(existsSync(join(folder, 'released'))).toBe(false);
    expect((await evidenceGate(folder, ['promote', run_id, '--policy', 'gate-policy.yaml'])).code).toBe(0);
  });
});

describe('help', () => {
  it.each(['init', 'run', 'validate', 'promote', 'bundle', 'verify', 'inspect', 'sign', 'keys'])('%s has an example and the exit codes', async (verb) => {
    const help = await evidenceGate('.', [verb, '--help']);
    expect(help.code).toBe(0);
    expect(help.out).toContain(`$ evidence-gate ${verb}`);
    expect(help.out).toContain('Exit codes');
    expect(help.out).toContain('--json');
  });

  it('what is not a command is bad usage', async () => {
    expect((await evidenceGate('.', ['frobnicate'])).code).toBe(2);
    expect((await evidenceGate('.', ['verify', '--nonsense'])).code).toBe(2);
    expect((await evidenceGate('.', ['--version'])).out.trim()).toMatch(/^\d+\.\d+\.\d+$/);
  });
});
