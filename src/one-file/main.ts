import { digestOfNode } from '../core/digest.node.ts';
import { EvidenceError } from '../core/errors.ts';
import { productVersion } from '../core/version.ts';
import { onAbruptEnd } from '../cli/abrupt-end.ts';
import type { ExitCode } from '../cli/exit-code.ts';
import { report } from '../cli/report.ts';
import { tellOutcomes } from '../cli/tell-outcomes.ts';
import { openTerminal, type Terminal } from '../cli/terminal.ts';
import { readCommandLine, type CommandLine } from './command-line.ts';
import { completeOlderNode } from './older-node.ts';
import { verifyAll } from './verify-all.ts';

/** What the one file knows of itself. */
export interface OwnFile {
  /** All its bytes. */
  readonly file: Uint8Array;
  /** The program that it carries compressed, as it runs. */
  readonly program: string;
}

const help = `Checks evidence bundles offline. Nothing is trusted by default, and no socket is ever opened.

  node evidence-verify.mjs BUNDLE... --trust POLICY

BUNDLE      a bundle, or a folder that holds some
--trust     the trust policy, JSON: whom you believe (required)
--brief     one line a bundle
--sha256    give the SHA-256 of bundles beyond 64 MiB too
--json      one JSON document on stdout: the reports of evidence-gate verify --json
--version   version, and the SHA-256 of this file and of the program in it
--source    print that program, as it runs

Exit codes: 0 verified · 1 rejected · 2 bad usage or input · 3 undetermined · 4 the machine failed`;

/** Runs the one-file verifier on the arguments behind the script and gives its exit code. */
export async function main(args: readonly string[], own: OwnFile): Promise<ExitCode> {
  const noColour = (process.env['NO_COLOR'] ?? '') !== '';
  const terminal = openTerminal({ json: args.includes('--json'), stdout: process.stdout, stderr: process.stderr, noColour });
  onAbruptEnd((error) => process.exit(report(error, terminal)));
  try {
    completeOlderNode();
    return await carryOut(readCommandLine(args), own, terminal);
  } catch (error) {
    return report(error, terminal);
  }
}

async function carryOut(line: CommandLine, own: OwnFile, terminal: Terminal): Promise<ExitCode> {
  switch (line.about) {
    case 'help':
      process.stdout.write(`${help}\n`);
      return 0;
    case 'version':
      process.stdout.write(`${productVersion}\nfile    ${digestOfNode(own.file)}\nprogram ${digestOfNode(Buffer.from(own.program))}\n`);
      return 0;
    case 'source':
      process.stdout.write(own.program);
      return 0;
    case undefined:
      if (line.bundles.length === 0) throw new EvidenceError('usage', { where: 'verify', cause: 'name a bundle' });
      if (line.trust === undefined) throw new EvidenceError('usage', { where: 'verify', cause: '--trust FILE is required: nothing is trusted by default' });
      return tellOutcomes(await verifyAll(line.bundles, line.trust, line.sha256), line.brief, terminal);
  }
}
