/**
 * `npm run bench:bundle [-- --only typical,small,gigabyte,ten --scale 0.1 --rounds 5 --dir FOLDER --dist FOLDER]`: our pack and verify
 * beside zip, unzip, sha256sum and openssl on the same machine, in the same minutes, on bundles that the real pipeline made.
 * Exit 0: every goal was reached; 1: not all; 2: it could not be measured.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statfsSync, statSync } from 'node:fs';
import { availableParallelism, cpus, freemem, tmpdir, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { generatedRun, type Wanted } from './generated-run.ts';
import { interleaved, type Contestant, type Measured } from './measured.ts';

interface Goal {
  readonly of: string;
  readonly against?: string;
  /** At least so many times as fast as `against`. */
  readonly faster?: number;
  /** At most so many times the time of `against`. */
  readonly slower?: number;
  readonly peakMegabytes?: number;
}

interface Case extends Wanted {
  readonly name: string;
  readonly title: string;
  readonly rounds: number;
  readonly goals: readonly Goal[];
}

const verify = 'evidence-gate verify';
const pack = 'evidence-gate bundle';
const nothing = 'node -e 0';

const cases: readonly Case[] = [
  { name: 'typical', title: 'a typical bundle: 50 files, 1 MB', files: 50, bytes: 1e6, rounds: 21, goals: [{ of: verify, against: nothing, slower: 1.6 }] },
  {
    name: 'small',
    title: '100,000 files of 1 KB',
    files: 100_000,
    bytes: 100_000 * 1024,
    rounds: 7,
    goals: [
      { of: verify, against: 'unzip -t', faster: 1, peakMegabytes: 160 },
      { of: pack, against: 'zip -0', faster: 1.5, peakMegabytes: 240 },
    ],
  },
  {
    name: 'gigabyte',
    title: '1 GB in 100,000 files',
    files: 100_000,
    bytes: 1e9,
    rounds: 5,
    goals: [
      { of: verify, against: 'unzip -t', faster: 4.5 },
      { of: verify, against: 'sha256sum -c', faster: 4 },
      { of: pack, against: 'zip -0', faster: 1.5, peakMegabytes: 240 },
    ],
  },
  {
    name: 'ten',
    title: '10 GB in 2,500 files',
    files: 2500,
    bytes: 10e9,
    rounds: 3,
    goals: [
      { of: verify, against: 'unzip -t', faster: 8, peakMegabytes: 80 },
      { of: pack, against: 'zip -0', faster: 1.5, peakMegabytes: 240 },
    ],
  },
];

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: cases.map(({ name }) => name).join(',') },
    scale: { type: 'string', default: '1' },
    rounds: { type: 'string' },
    dir: { type: 'string' },
    dist: { type: 'string', default: 'dist' },
  },
});
const scale = Number(values.scale);
const dist = resolve(values.dist);
const cli = [process.execPath, join(dist, 'cli/bin.node.js')] as const;

if (!existsSync(cli[1])) fail(`${cli[1]} is not there: npm run build`);
const homes: string[] = [];
process.on('exit', () => homes.forEach((home) => rmSync(home, { recursive: true, force: true })));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));

process.stdout.write(
  `Node ${process.versions.node}, ${availableParallelism()} of ${cpus()[0]?.model ?? 'processors'}, ${Math.round(totalmem() / 2 ** 30)} GB of memory\n`,
);
process.stdout.write(
  'Wall time: median of interleaved rounds, files in the cache. Peak: resident memory. Our pack waits until the disk has the bundle; zip does not.\n',
);
let reached = true;
for (const one of cases.filter(({ name }) => values.only.split(',').includes(name))) reached = (await run(one)) && reached;
process.exitCode = reached ? 0 : 1;

async function run({ title, files, bytes, rounds, goals }: Case): Promise<boolean> {
  const wanted = { files: Math.max(1, Math.round(files * scale)), bytes: Math.round(bytes * scale) };
  const folder = roomFor(wanted);
  const plain = join(folder, 'plain');
  must([...cli, 'init'], folder);
  const { runId, bundle } = await generatedRun(folder, plain, wanted);
  // What the bundle holds besides the artifacts, which are linked there already.
  must(['unzip', '-q', '-n', bundle, '-d', plain, '-x', '*/data/tools/*'], folder);
  const top = join(plain, readdirSync(plain)[0] ?? '');
  const sealed = statSync(bundle).size;
  process.stdout.write(`\n${title}${scale === 1 ? '' : ` × ${scale}`}: ${sealed.toLocaleString('en')} bytes sealed, in ${folder}\n`);

  const many = Number(values.rounds ?? rounds);
  const measured = [
    ...show('verify', verify, interleaved(verifiers(bundle, top, folder, wanted), many, folder), sealed),
    ...show('pack', pack, interleaved(packers(runId, plain, folder), many, folder), sealed),
  ];
  rmSync(folder, { recursive: true });
  return goals.map((goal) => tell(goal, measured)).every(Boolean);
}

/**
 * A folder for the case: in the memory of the machine where that has room for it and to spare, so that nobody waits for a disk
 * and ours, which does, is not slower for being durable; else on the disk.
 */
function roomFor({ bytes }: Wanted): string {
  const needed = bytes * 3.5 + 2 ** 29;
  const free = (path: string): number => {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize;
  };
  const memory = '/dev/shm';
  const fits = existsSync(memory) && Math.min(free(memory), freemem()) > 2 * needed;
  const parent = resolve(values.dir ?? (fits ? memory : tmpdir()));
  if (free(parent) < needed) fail(`${parent} has no room for ${needed} bytes: see --dir and --scale`);
  const home = mkdtempSync(join(parent, 'evidence-gate-bench-'));
  homes.push(home);
  return home;
}

function verifiers(bundle: string, top: string, folder: string, { files }: Wanted): readonly Contestant[] {
  const openssl = 'find data -type f -print0 | xargs -0 openssl dgst -sha256 > /dev/null';
  const onBundle = { cwd: folder, before: () => must(['sh', '-c', 'cat "$0" > /dev/null', bundle], folder) };
  const onPlain = { cwd: top, before: () => must(['sh', '-c', 'find . -type f -print0 | xargs -0 cat > /dev/null'], top) };
  return [
    { name: verify, command: [...cli, 'verify', bundle, '--trust', 'keys/signer.trust.json', '--brief'], ...onBundle },
    { name: '  of which reading and hashing', command: [process.execPath, resolve('bench/opened.mjs'), dist, bundle], ...onBundle },
    { name: 'unzip -t', command: ['unzip', '-tqq', bundle], ...onBundle },
    { name: 'sha256sum -c', command: ['sha256sum', '-c', '--quiet', 'manifest-sha256.txt'], ...onPlain },
    { name: 'openssl dgst -sha256', command: ['sh', '-c', openssl], ...onPlain },
    ...(files <= 1000 ? [{ name: nothing, command: [process.execPath, '-e', '0'], cwd: folder } satisfies Contestant] : []),
  ];
}

function packers(runId: string, plain: string, folder: string): readonly Contestant[] {
  const zip = (level: string): Contestant => ({ name: `zip ${level}`, command: ['zip', level, '-q', '-r', '../peer.zip', '.'], cwd: plain, before: fresh });
  const fresh = (): void => {
    for (const name of ['ours.evidence.zip', 'peer.zip']) rmSync(join(folder, name), { force: true });
    // What others left for the disk is not ours to wait for.
    must(['sync'], folder);
  };
  return [
    { name: pack, command: [...cli, 'bundle', runId, '-o', 'ours.evidence.zip'], cwd: folder, before: fresh },
    zip('-0'),
    { ...zip('-0'), name: 'zip -0, then sync', command: ['sh', '-c', 'zip -0 -q -r ../peer.zip . && sync -d ../peer.zip'] },
    zip('-6'),
  ];
}

function show(title: string, ours: string, measured: readonly Measured[], bytes: number): readonly Measured[] {
  const mine = measured.find(({ name }) => name === ours)?.seconds ?? Number.NaN;
  process.stdout.write(`  ${title.padEnd(34)}     wall       MB/s     against ours    peak\n`);
  for (const { name, seconds, peakBytes } of measured) {
    const cells = [`${seconds.toFixed(3)} s`.padStart(10), (bytes / 1e6 / seconds).toFixed(0).padStart(10), `${(seconds / mine).toFixed(2)} ×`.padStart(16)];
    process.stdout.write(`    ${name.padEnd(32)} ${cells.join(' ')} ${`${(peakBytes / 1e6).toFixed(0)} MB`.padStart(11)}\n`);
  }
  return measured;
}

function tell({ of, against, faster, slower, peakMegabytes }: Goal, measured: readonly Measured[]): boolean {
  const ours = measured.find(({ name }) => name === of);
  const peer = measured.find(({ name }) => name === against);
  const factor = (peer?.seconds ?? Number.NaN) / (ours?.seconds ?? Number.NaN);
  const checks = [
    ...(faster === undefined ? [] : [{ what: `at least ${faster} × ${against}`, seen: factor.toFixed(2), ok: factor >= faster }]),
    ...(slower === undefined ? [] : [{ what: `at most ${slower} × the time of ${against}`, seen: (1 / factor).toFixed(2), ok: 1 / factor <= slower }]),
    ...(peakMegabytes === undefined
      ? []
      : [
          {
            what: `at most ${peakMegabytes} MB`,
            seen: `${((ours?.peakBytes ?? Number.NaN) / 1e6).toFixed(0)} MB`,
            ok: (ours?.peakBytes ?? Number.NaN) <= peakMegabytes * 1e6,
          },
        ]),
  ];
  for (const { what, seen, ok } of checks) process.stdout.write(`  ${ok ? 'reached    ' : 'NOT REACHED'} ${of}: ${what} (${seen})\n`);
  return checks.every(({ ok }) => ok);
}

function must(command: readonly [program: string, ...args: readonly string[]], cwd: string): void {
  const [program, ...args] = command;
  const done = spawnSync(program, args, { cwd, encoding: 'utf8' });
  if (done.status !== 0) fail(`${command.join(' ')} ended with ${done.status}: ${done.stderr}${done.stdout}`);
}

function fail(why: string): never {
  process.stderr.write(`${why}\n`);
  process.exit(2);
}
