import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Built {
  readonly category: string;
  readonly name: string;
  readonly path: string;
}

interface Measured {
  readonly accepted: readonly string[];
  readonly slowest: { readonly path: string; readonly millis: number };
  readonly mebibytes: number;
}

const child = fileURLToPath(new URL('verify-all.ts', import.meta.url));

/** Has one process verify all of them, and prints what it took. True where one was accepted, slow or large. */
export function measured(built: readonly Built[]): boolean {
  const done = spawnSync(process.execPath, ['--expose-gc', child], {
    input: JSON.stringify(built.map(({ path }) => path)),
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (done.status !== 0) {
    process.stderr.write(done.stderr);
    return true;
  }
  const { accepted, slowest, mebibytes } = JSON.parse(done.stdout) as Measured;
  const nameOf = (path: string): string => built.find((item) => item.path === path)?.name ?? path;
  for (const path of accepted) process.stderr.write(`ACCEPTED: ${nameOf(path)}\n`);
  process.stdout.write(
    `${built.length} hostile archives, ${built.length - accepted.length} refused from memory and from file; ` +
      `slowest ${Math.round(slowest.millis)} ms (${nameOf(slowest.path)}); ${mebibytes} MB of memory at most, Node included\n`,
  );
  return accepted.length > 0 || slowest.millis > 1000 || mebibytes > 200;
}
