import { EvidenceError } from '../../core/errors.ts';
import { readText } from '../../pipeline/text-file.ts';
import { verifyFiles, type FileOutcome } from '../../verify/verify-files.node.ts';
import { bundlesAt } from '../bundles-at.ts';
import { withProgress } from '../progress.ts';
import { tellOutcomes } from '../tell-outcomes.ts';
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
    return tellOutcomes(outcomes, options['brief'] === true, terminal);
  },
};
