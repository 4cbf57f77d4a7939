import { spawn } from 'node:child_process';
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

/** A person at a terminal in a folder: types a command, sees what it says. */
export function evidenceGate(cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Said> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [bin, ...args], { cwd, env: { ...process.env, NO_COLOR: '1', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    child.once('error', failed);
    child.once('close', (code) => done({ code, out, err, document: args.includes('--json') && out !== '' ? (JSON.parse(out) as unknown) : undefined }));
  });
}

export function freshFolder(): string {
  return mkdtempSync(join(tmpdir(), 'evidence-gate-'));
}
