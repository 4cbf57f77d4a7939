/**
 * `npm run torture [-- --kills 200]`: kill -9 at random moments of run, promote and bundle, and after each kill the question:
 * is every run wholly promoted or still held, is every visible bundle whole, is every run that began still there?
 * Prints what it saw and exits 1 at the first broken promise.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const bin = resolve('src/cli/bin.node.ts');
const kills = Number(process.argv[process.argv.indexOf('--kills') + 1] || 200);
const folder = mkdtempSync(join(tmpdir(), 'evidence-gate-torture-'));

function cli(...args: readonly string[]): { readonly code: number | null; readonly document: never } {
  const done = spawnSync(process.execPath, [bin, ...args, '--json'], { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 });
  return { code: done.status, document: (done.stdout === '' ? {} : JSON.parse(done.stdout)) as never };
}

/** Runs a command and kills it after a random part of the time that it usually takes. Resolves to whether the kill came in time. */
async function killed(usual: number, ...args: readonly string[]): Promise<boolean> {
  const child = spawn(process.execPath, [bin, ...args], { cwd: folder, stdio: 'ignore' });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  await Promise.race([sleep(Math.random() * usual), ended]);
  const inTime = child.kill('SIGKILL');
  await ended;
  return inTime && child.signalCode === 'SIGKILL';
}

function fail(promise: string, detail: unknown): never {
  process.stderr.write(`BROKEN: ${promise}\n${JSON.stringify(detail, undefined, 2)}\n${folder} is kept\n`);
  process.exit(1);
}

interface Listed {
  readonly runs: readonly { readonly run_id: string; readonly input_id: string; readonly state: string }[];
}

/** The promises, checked on what lies there now. Gives the runs, as the store tells them after it has settled. */
function check(known: Set<string>): Listed['runs'] {
  const { runs } = cli('inspect').document as Listed;
  for (const id of known) if (!runs.some(({ run_id }) => run_id === id)) fail('no run is lost', id);
  for (const { run_id } of runs) known.add(run_id);
  const out = join(folder, 'released');
  const visible = existsSync(out) ? readdirSync(out).filter((name) => !name.startsWith('.')) : [];
  for (const run of runs) {
    if (['open', 'promoting'].includes(run.state)) fail('a run whose process is gone is neither open nor half-promoted', run);
    const there = visible.includes(`${run.input_id}-${run.run_id.slice(-8)}`);
    if (there !== (run.state === 'promoted')) fail('what is released is promoted, and what is promoted is released', { run, visible });
  }
  for (const name of visible) {
    const files = readdirSync(join(out, name)).sort();
    if (files.length !== 2 || !files.includes('answer.md')) fail('a release is whole', { name, files });
  }
  if (visible.length > 0 && cli('verify', 'released', '--trust', 'keys/signer.trust.json').code !== 0) fail('every visible bundle verifies', visible);
  return runs;
}

if (cli('init').code !== 0) fail('init works', folder);
const began = performance.now();
if (cli('run', 'pipeline.yaml').code !== 0) fail('the starter pipeline promotes', folder);
const usual = performance.now() - began;
const known = new Set<string>();
const counts = { run: 0, promote: 0, bundle: 0, late: 0, promoted: 0, cut_off: 0 };
check(known);
for (let n = 0; n < kills; n += 1) {
  const phase = (['run', 'promote', 'bundle'] as const)[n % 3] ?? 'run';
  const waiting = check(known).filter(({ state }) => state === 'passed');
  const done = check(known).filter(({ state }) => state === 'promoted');
  const run = phase === 'promote' ? waiting.at(-1) : done.at(-1);
  let inTime: boolean;
  if (phase === 'run' || run === undefined) inTime = await killed(usual, 'run', 'pipeline.yaml');
  else if (phase === 'promote') inTime = await killed(usual, 'promote', run.run_id);
  else {
    inTime = await killed(usual, 'bundle', run.run_id, '-o', 'sealed/again.evidence.zip');
    const path = join(folder, 'sealed/again.evidence.zip');
    if (existsSync(path) && cli('verify', 'sealed/again.evidence.zip', '--trust', 'keys/signer.trust.json').code !== 0) fail('a bundle is whole or not there', path);
  }
  counts[inTime ? phase : 'late'] += 1;
  check(known);
  if (phase === 'promote' && run !== undefined) {
    if (cli('promote', run.run_id).code !== 0) fail('promotion can be run again', run);
    check(known);
  }
  if (n % 20 === 19) process.stdout.write(`${n + 1} of ${kills}: ${JSON.stringify(counts)}\n`);
}
const last = check(known);
counts.promoted = last.filter(({ state }) => state === 'promoted').length;
counts.cut_off = last.filter(({ state }) => state === 'cut_off').length;
process.stdout.write(`${kills} kills: ${JSON.stringify(counts)}; ${last.length} runs, none lost, none half-promoted, every visible bundle verifies\n`);
rmSync(folder, { recursive: true });
