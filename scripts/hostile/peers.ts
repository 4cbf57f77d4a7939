import { spawn, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** What another reader did with an archive: took all of it, refused it, or used up its time or memory. */
export type Answer = 'took' | 'refused' | 'died';

/** A reader that other people wrote. */
export interface Peer {
  /** With its version. */
  readonly name: string;
  read(paths: readonly string[]): Promise<ReadonlyMap<string, Answer>>;
}

const nodeReader = fileURLToPath(new URL('peer.ts', import.meta.url));
const pythonReader = fileURLToPath(new URL('peer.py', import.meta.url));
/** For one archive. */
const seconds = 60;

/** Those that are on this machine. */
export function peers(): readonly Peer[] {
  const found: Peer[] = ['unzipper', 'yauzl'].map((name) => ({
    name: `${name} ${installed(name)}`,
    read: (paths) => lineByLine(process.execPath, ['--max-old-space-size=256', nodeReader, name], paths),
  }));
  const python = firstLine('python3', ['--version']);
  if (python !== undefined) found.push({ name: python.replace('Python', 'zipfile of Python'), read: (paths) => lineByLine('python3', [pythonReader], paths) });
  const unzip = firstLine('unzip', ['-v']);
  // Status 1 is a warning: everything was read all the same.
  if (unzip !== undefined) found.push({ name: `unzip -t ${/UnZip (\S+)/.exec(unzip)?.[1] ?? ''}`, read: (paths) => Promise.resolve(oneByOne(paths)) });
  return found;
}

function installed(name: string): string {
  const { version } = createRequire(import.meta.url)(`${name}/package.json`) as { readonly version: string };
  return version;
}

function firstLine(command: string, args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8' });
  return status === 0 ? stdout.split('\n', 1)[0] : undefined;
}

function oneByOne(paths: readonly string[]): ReadonlyMap<string, Answer> {
  return new Map(
    paths.map((path) => {
      const { status } = spawnSync('unzip', ['-t', '-qq', '-P', 'x', path], { stdio: 'ignore', timeout: seconds * 1000 });
      return [path, status === null ? 'died' : status <= 1 ? 'took' : 'refused'];
    }),
  );
}

/** One process for many archives; where it dies or thinks too long about one, another goes on with the next. */
async function lineByLine(command: string, args: readonly string[], paths: readonly string[]): Promise<ReadonlyMap<string, Answer>> {
  const answers = new Map<string, Answer>();
  while (answers.size < paths.length) {
    const left = paths.filter((path) => !answers.has(path));
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'] });
    child.stdin.on('error', () => undefined);
    child.stdin.end(JSON.stringify(left));
    let clock = setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
    for await (const line of createInterface({ input: child.stdout })) {
      const { path, taken } = JSON.parse(line) as { readonly path: string; readonly taken: boolean };
      answers.set(path, taken ? 'took' : 'refused');
      clearTimeout(clock);
      clock = setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
    }
    clearTimeout(clock);
    const stuck = paths.find((path) => !answers.has(path));
    if (stuck !== undefined) answers.set(stuck, 'died');
  }
  return answers;
}
