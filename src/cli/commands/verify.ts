import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { EvidenceError } from '../../core/errors.ts';
import type { VerificationReport } from '../../model/generated/documents.ts';
import { trustFrom, verifyFile } from '../verify-file.ts';
import { worst, type ExitCode } from '../exit-code.ts';
import { withProgress } from '../progress.ts';
import { briefText, verificationText } from '../text/verification-text.ts';
import { textOption, type Verb } from '../verb.ts';

export const verifyVerb: Verb = {
  name: 'verify',
  summary: 'check bundles offline against a trust policy; never opens a socket',
  arguments: [['<bundles...>', 'bundles, or folders that hold some']],
  options: [
    ['--trust <file>', 'trust policy, JSON: whom you believe (required)'],
    ['--brief', 'one line a bundle'],
  ],
  example: 'evidence-gate verify answer.evidence.zip --trust trust-policy.json',
  run: async (paths, options, { terminal }) => {
    const trustPath = textOption(options, 'trust');
    if (trustPath === undefined) throw new EvidenceError('usage', { where: 'verify', cause: '--trust FILE is required: nothing is trusted by default' });
    const trust = trustFrom(trustPath);
    const bundles = paths.flatMap(bundlesAt);
    const reports: VerificationReport[] = [];
    await withProgress(terminal.progressStream, 'verifying', async (progress) => {
      for (const path of bundles) {
        reports.push(verifyFile(path, trust));
        progress(reports.length, bundles.length);
        // Between two bundles signals are heard, and the progress bar gets its turn.
        await setImmediate();
      }
    });
    const text = options['brief'] === true ? briefText : verificationText;
    for (const report of reports) for (const line of text(report, terminal.paint)) terminal.say(line);
    const code = worst(reports.map(exitOf));
    terminal.document({ exit: code, reports: reports.map((report) => ({ ...report, exit: exitOf(report) })) });
    return code;
  },
};

function bundlesAt(path: string): readonly string[] {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return [path];
  const found = globSync('**/*.evidence.zip', { cwd: path })
    .sort()
    .map((name) => join(path, name));
  if (found.length === 0) throw new EvidenceError('file-missing', { where: path, cause: 'no *.evidence.zip in this folder' });
  return found;
}

function exitOf({ outcome }: VerificationReport): ExitCode {
  return outcome === 'verified' ? 0 : outcome === 'rejected' ? 1 : 3;
}
