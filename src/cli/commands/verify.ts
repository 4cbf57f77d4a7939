import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { EvidenceError } from '../../core/errors.ts';
import type { VerificationReport } from '../../model/generated/documents.ts';
import { readText } from '../../pipeline/text-file.ts';
import { verifyFiles, type FileOutcome } from '../../verify/verify-files.node.ts';
import { worst, type ExitCode } from '../exit-code.ts';
import { withProgress } from '../progress.ts';
import { complainOf, errorDocument } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { briefText, verificationText } from '../text/verification-text.ts';
import { textOption, type Verb } from '../verb.ts';

export const verifyVerb: Verb = {
  name: 'verify',
  summary: 'check bundles offline against a trust policy; never opens a socket',
  arguments: [['<bundles...>', 'bundles, or folders that hold some; *.evidence.zip, *.evidence.zip.zst, *.evidence.zip.gz']],
  options: [
    ['--trust <file>', 'trust policy, JSON: whom you believe (required)'],
    ['--brief', 'one line a bundle'],
    ['--sha256', 'give the SHA-256 of bundles beyond 64 MiB too, which takes a second reading'],
  ],
  example: 'evidence-gate verify answer.evidence.zip --trust trust-policy.json',
  run: async (paths, options, { terminal }) => {
    const trustPath = textOption(options, 'trust');
    if (trustPath === undefined) throw new EvidenceError('usage', { where: 'verify', cause: '--trust FILE is required: nothing is trusted by default' });
    const policy = { text: readText(trustPath), where: trustPath };
    const bundles = paths.flatMap(bundlesAt);
    const verify = async (progress: (done: number, total: number) => void): Promise<readonly FileOutcome[]> =>
      await verifyFiles(bundles, policy, { progress, sha256: options['sha256'] === true });
    const outcomes = await withProgress(terminal.progressStream, 'verifying', verify, 'bytes');
    const [only] = outcomes;
    if (only !== undefined && outcomes.length === 1 && 'error' in only) throw only.error;
    for (const outcome of outcomes) tell(outcome, terminal, options['brief'] === true ? briefText : verificationText);
    const code = worst(outcomes.map(exitOf));
    terminal.document({ exit: code, reports: outcomes.map(documentOf) });
    return code;
  },
};

function bundlesAt(path: string): readonly string[] {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return [path];
  const found = globSync(['**/*.evidence.zip', '**/*.evidence.zip.zst', '**/*.evidence.zip.gz'], { cwd: path })
    .sort()
    .map((name) => join(path, name));
  if (found.length === 0) throw new EvidenceError('file-missing', { where: path, cause: 'no *.evidence.zip in this folder' });
  return found;
}

function tell(outcome: FileOutcome, terminal: Terminal, text: typeof briefText): void {
  if ('error' in outcome) complainOf(outcome.error, terminal);
  else for (const line of text(outcome.report, terminal.paint)) terminal.say(line);
}

function documentOf(outcome: FileOutcome): object {
  if ('report' in outcome) return { ...outcome.report, exit: exitOf(outcome) };
  return { bundle: { name: outcome.path }, error: errorDocument(outcome.error), exit: exitOf(outcome) };
}

function exitOf(outcome: FileOutcome): ExitCode {
  return 'error' in outcome ? outcome.error.exit : exits[outcome.report.outcome];
}

const exits: Readonly<Record<VerificationReport['outcome'], ExitCode>> = { verified: 0, rejected: 1, undetermined: 3 };
