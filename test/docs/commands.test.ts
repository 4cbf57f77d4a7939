import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, globSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freshFolder } from '../cli/session.ts';

interface Command {
  readonly line: string;
  readonly exit: number;
}

/** What a clone does as a whole; `npm test` is what runs this. */
const runElsewhere = ['npm ci', 'npm test'];

/** The commands of all `sh` blocks of a page. A comment `# exit N` says that N is expected. */
function commandsOf(page: string): readonly Command[] {
  return [...readFileSync(page, 'utf8').matchAll(/^```sh\n([\s\S]*?)^```$/gm)]
    .flatMap(([, block = '']) => block.split('\n'))
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => ({ line: line.replace(/\s+#.*$/, ''), exit: Number(/# exit (\d)/.exec(line)?.[1] ?? 0) }));
}

/** A folder like a clone, in which `npx evidence-gate` and `evidence-gate` are this source tree. */
function clone(): { readonly folder: string; readonly env: NodeJS.ProcessEnv } {
  const folder = freshFolder();
  for (const name of ['package.json', 'samples', 'scripts', 'src', 'schemas', 'docs', 'test', 'dist']) cpSync(name, join(folder, name), { recursive: true });
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  const shims = join(folder, '.shims');
  mkdirSync(shims);
  const shim = (name: string, body: string): void => {
    writeFileSync(join(shims, name), `#!/bin/sh\n${body}\n`);
    chmodSync(join(shims, name), 0o755);
  };
  shim('evidence-gate', `exec "${process.execPath}" "${resolve('src/cli/bin.node.ts')}" "$@"`);
  shim('npx', 'exec "$@"');
  return { folder, env: { ...process.env, NO_COLOR: '1', PATH: [shims, dirname(process.execPath), process.env['PATH']].join(delimiter) } };
}

const pages = ['README.md', ...globSync('docs/**/*.md').sort(), 'samples/tampered/README.md'].filter((page) => existsSync(page) && page !== 'docs/FORMAT.md');

describe('every command that the docs print', () => {
  it('is there to be run', () => {
    expect(commandsOf('README.md').length).toBeGreaterThan(8);
  });

  // docs/FORMAT.md has a test of its own, which gives its commands a bundle to work on.
  it.each(pages)('%s', (page) => {
    const commands = commandsOf(page).filter(({ line }) => !runElsewhere.includes(line));
    const { folder, env } = clone();
    let cwd = folder;
    for (const { line, exit } of commands) {
      const [, into] = /^cd (\S+)$/.exec(line) ?? [];
      if (into !== undefined) {
        cwd = join(cwd, into);
        continue;
      }
      const done = spawnSync('sh', ['-c', line], { cwd, env, encoding: 'utf8' });
      expect({ line, exit: done.status, err: exit === 0 ? done.stderr : '' }).toEqual({ line, exit, err: '' });
    }
  });
});
