import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** What `--json` printed. */
  readonly document: unknown;
}

const bin = resolve('src/cli/bin.node.ts');

/** Of another program than the one here, or with options for Node itself. */
export interface Start {
  readonly bin?: string;
  readonly node?: readonly string[];
}

/** A person at a terminal in a folder: types a command, sees what it says. */
export function evidenceGate(cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}, start: Start = {}): Promise<Said> {
  return startGate(cwd, args, env, start).said;
}

/** The same, for a command that is not waited for. */
export function startGate(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  start: Start = {},
): { readonly child: ChildProcess; readonly said: Promise<Said> } {
  const child = spawn(process.execPath, [...(start.node ?? []), start.bin ?? bin, ...args], {
    cwd,
    env: { ...process.env, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = new Promise<Said>((done, failed) => {
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    child.once('error', failed);
    child.once('close', (code) => {
      try {
        done({ code, out, err, document: args.includes('--json') && out !== '' ? (JSON.parse(out) as unknown) : undefined });
      } catch (error) {
        failed(error);
      }
    });
  });
  return { child, said };
}

export function freshFolder(): string {
  return mkdtempSync(join(tmpdir(), 'evidence-gate-'));
}
