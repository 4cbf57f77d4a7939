#!/usr/bin/env node
// Only what any Node can read is imported before the version is known: an old one would fail on the rest with a riddle instead.
import { EvidenceError } from '../core/errors.ts';
import { report } from './report.ts';
import { openTerminal } from './terminal.ts';

const terminal = openTerminal({ json: process.argv.includes('--json'), stdout: process.stdout, stderr: process.stderr, noColour: true });
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.exitCode = report(new EvidenceError('node-too-old', { where: `Node ${process.versions.node}` }), terminal);
} else {
  try {
    const { main } = await import('./main.ts');
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    // A package that is not installed, for one. Left to Node it would end in exit code 1, which says that the gate said no.
    process.exitCode = report(error, terminal);
  }
}
