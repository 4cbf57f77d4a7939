import { spawnSync } from 'node:child_process';

/** The Debian package that brings each tool. */
const packages = {
  'sha256sum': 'coreutils',
  'openssl': 'openssl',
  'unzip': 'unzip',
  '7z': 'p7zip-full',
  'bsdtar': 'libarchive-tools',
  'python3': 'python3',
  'signify-openbsd': 'signify-openbsd',
  'minisign': 'minisign',
  'ssh-keygen': 'openssh-client',
} as const;

export type Tool = keyof typeof packages;

/** Whether this machine has the tool. Where it has not, why a test is skipped is said. */
export function present(tool: Tool): boolean {
  const found = spawnSync('sh', ['-c', `command -v ${tool}`]).status === 0;
  if (!found) process.stderr.write(`skipped what needs ${tool}: it is not installed (Debian package ${packages[tool]})\n`);
  return found;
}
