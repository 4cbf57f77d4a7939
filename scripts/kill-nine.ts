/**
 * `npm run torture [-- --kills 200]`: kill -9 at random moments of run, promote and bundle, and after each kill the question:
 * is every run wholly promoted or still held, is every visible bundle whole, is every run that began still there?
 * Prints what it saw and exits 1 at the first broken promise.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { digestOfNode } from '../src/core/digest.node.ts';
import { settleAll } from '../src/pipeline/settle-all.ts';
import type { RunSummary } from '../src/store/run-list.ts';
import { openStore } from '../src/store/store.ts';
import { readTrustPolicy } from '../src/trust/trust-policy.ts';
import { verifyBundle } from '../src/verify/verify-bundle.ts';

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
  // The first third is Node's own start, in which there is nothing to break.
  await Promise.race([sleep((0.3 + 0.7 * Math.random()) * usual), ended]);
  const inTime = child.kill('SIGKILL');
  await ended;
  return inTime && child.signalCode === 'SIGKILL';
}

/** How long a command usually takes, in milliseconds. */
function timed(...args: readonly string[]): number {
  const began = performance.now();
  if (cli(...args).code !== 0) fail('the command works when nobody kills it', args);
  return performance.now() - began;
}

function fail(promise: string, detail: unknown): never {
  process.stderr.write(`BROKEN: ${promise}\n${JSON.stringify(detail, undefined, 2)}\n${folder} is kept\n`);
  process.exit(1);
}

/** The promises, checked on what lies there now, by the code that every command begins with. Gives the runs. */
async function check(known: Set<string>): Promise<readonly RunSummary[]> {
  const store = openStore(join(folder, '.evidence'));
  try {
    await settleAll(store);
    const runs = store.list();
    for (const id of known) if (!runs.some(({ run_id }) => run_id === id)) fail('no run is lost', id);
    for (const { run_id } of runs) known.add(run_id);
    const out = join(folder, 'released');
    const visible = existsSync(out) ? readdirSync(out).filter((name) => !name.startsWith('.')) : [];
    for (const run of runs) {
      if (['open', 'promoting'].includes(run.state)) fail('a run whose process is gone is neither open nor half-promoted', run);
      const there = visible.includes(`${run.input_id}-${run.run_id.slice(-8)}`);
      if (there !== (run.state === 'promoted')) fail('what is released is promoted, and what is promoted is released', { run, visible });
    }
    for (const name of visible) checkRelease(join(out, name));
    return runs;
  } finally {
    store.close();
  }
}

function checkRelease(path: string): void {
  const files = readdirSync(path).sort();
  const bundle = files.find((name) => name.endsWith('.evidence.zip'));
  if (files.length !== 2 || !files.includes('answer.md') || bundle === undefined) fail('a release is whole', { path, files });
  else checkBundle(join(path, bundle));
}

function checkBundle(path: string): void {
  const trust = readTrustPolicy(readFileSync(join(folder, 'keys/signer.trust.json'), 'utf8'), 'trust', digestOfNode);
  const { outcome } = verifyBundle(readFileSync(path), trust, { hash: digestOfNode });
  if (outcome !== 'verified') fail('every visible bundle is whole and verifies', { path, outcome });
}

if (cli('init').code !== 0) fail('init works', folder);
// More inputs than the starter has, so that most kills hit a run at work.
const inputs = Array.from({ length: 12 }, (_, n) => ({ id: `q${n}`, question: 'When is the support desk open?' }));
writeFileSync(join(folder, 'questions.jsonl'), inputs.map((input) => `${JSON.stringify(input)}\n`).join(''));
const usual = { run: timed('run', 'pipeline.yaml'), promote: timed('inspect'), bundle: timed('inspect') };
const known = new Set<string>();
const counts = { run: 0, promote: 0, bundle: 0, late: 0, promoted: 0, cut_off: 0 };
let runs = await check(known);
// A kill that came after the end of its command counts for nothing.
for (let n = 0; n < kills; ) {
  const wanted = (['run', 'promote', 'bundle'] as const)[n % 3] ?? 'run';
  const run = runs.findLast(({ state }) => state === (wanted === 'promote' ? 'passed' : 'promoted'));
  // Where there is nothing to promote or to seal, another run is begun instead.
  const phase = run === undefined ? 'run' : wanted;
  let inTime: boolean;
  if (phase === 'run' || run === undefined) inTime = await killed(usual.run, 'run', 'pipeline.yaml');
  else if (phase === 'promote') inTime = await killed(usual.promote, 'promote', run.run_id);
  else {
    inTime = await killed(usual.bundle, 'bundle', run.run_id, '-o', 'sealed/again.evidence.zip');
    const path = join(folder, 'sealed/again.evidence.zip');
    if (existsSync(path)) checkBundle(path);
    rmSync(path, { force: true });
  }
  counts[inTime ? phase : 'late'] += 1;
  // The machine's pace changes: kills that came too late come earlier from now on, and the others a little later.
  usual[phase] *= inTime ? 1.03 : 0.9;
  if (inTime) n += 1;
  runs = await check(known);
  if (phase === 'promote' && run !== undefined) {
    if (cli('promote', run.run_id).code !== 0) fail('promotion can be run again', run);
    runs = await check(known);
  }
  if (inTime && n % 20 === 0) process.stdout.write(`${n} of ${kills}: ${JSON.stringify(counts)}\n`);
}
counts.promoted = runs.filter(({ state }) => state === 'promoted').length;
counts.cut_off = runs.filter(({ state }) => state === 'cut_off').length;
process.stdout.write(`${kills} kills: ${JSON.stringify(counts)}; ${runs.length} runs, none lost, none half-promoted, every visible bundle verifies\n`);
rmSync(folder, { recursive: true });
