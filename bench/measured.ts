import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** A command that is measured. `before` is not: it makes each round begin alike. */
export interface Contestant {
  readonly name: string;
  readonly command: readonly [program: string, ...args: readonly string[]];
  readonly cwd: string;
  readonly before?: () => void;
}

export interface Measured {
  readonly name: string;
  /** Median of the rounds. */
  readonly seconds: number;
  /** The largest of the rounds: resident memory of the process, threads included. */
  readonly peakBytes: number;
}

const time = '/usr/bin/time';

/** Lets the contestants take turns, so that whatever slows the machine meets them alike. Stops where one of them fails. */
export function interleaved(contestants: readonly Contestant[], rounds: number, folder: string): readonly Measured[] {
  const seen = contestants.map(() => ({ seconds: [] as number[], peaks: [] as number[] }));
  // The first turn fills the caches, and counts for nothing.
  for (let round = 0; round <= rounds; round += 1)
    for (const [index, contestant] of contestants.entries()) {
      contestant.before?.();
      const { seconds, peakBytes } = once(contestant, folder);
      if (round === 0 && rounds > 1) continue;
      seen[index]?.seconds.push(seconds);
      seen[index]?.peaks.push(peakBytes);
    }
  return contestants.map(({ name }, index) => ({ name, seconds: median(seen[index]?.seconds ?? []), peakBytes: Math.max(...(seen[index]?.peaks ?? [])) }));
}

function once({ name, command: [program, ...args], cwd }: Contestant, folder: string): { readonly seconds: number; readonly peakBytes: number } {
  const report = join(folder, 'peak');
  rmSync(report, { force: true });
  const timed = existsSync(time);
  const began = process.hrtime.bigint();
  const done = timed
    ? spawnSync(time, ['-f', '%M', '-o', report, program, ...args], { cwd, encoding: 'utf8', maxBuffer: 1 << 28 })
    : spawnSync(program, args, { cwd, encoding: 'utf8', maxBuffer: 1 << 28 });
  const seconds = Number(process.hrtime.bigint() - began) / 1e9;
  if (done.status !== 0)
    throw new Error(`${name} ended with ${done.status ?? done.signal}: ${done.error?.message ?? ''}${done.stderr}${done.stdout}`.slice(0, 2000));
  return { seconds, peakBytes: timed ? Number(readFileSync(report, 'utf8').trim().split('\n').at(-1)) * 1024 : Number.NaN };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const above = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? above : ((sorted[middle - 1] ?? Number.NaN) + above) / 2;
}
