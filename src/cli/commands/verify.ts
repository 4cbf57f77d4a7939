import { EvidenceError } from '../../core/errors.ts';
import { readText } from '../../pipeline/text-file.ts';
import { verifyFiles, type FileOutcome } from '../../verify/verify-files.node.ts';
import { productVersion } from '../../core/version.ts';
import { bundlesAt } from '../bundles-at.ts';
import type { ExitCode } from '../exit-code.ts';
import { oneFileDigest } from '../one-file-digest.ts';
import { withProgress } from '../progress.ts';
import { tellOutcomes } from '../tell-outcomes.ts';
import type { Terminal } from '../terminal.ts';
import { textOption, type Verb } from '../verb.ts';

export const verifyVerb: Verb = {
  name: 'verify',
  summary: 'check bundles offline against a trust policy; never opens a socket',
  arguments: [['[bundles...]', 'bundles, or folders that hold some; *.evidence.zip, *.evidence.zip.zst, *.evidence.zip.gz']],
  options: [
    ['--trust <file>', 'trust policy, JSON: whom you believe (required)'],
    ['--brief', 'one line a bundle'],
    ['--version', 'give the version, and the SHA-256 of the one-file verifier that came with it'],
    ['--sha256', 'give the SHA-256 of bundles beyond 64 MiB too, which takes a second reading'],
  ],
  example: 'evidence-gate verify answer.evidence.zip --trust trust-policy.json',
  run: async (paths, options, { terminal }) => {
    if (options['version'] === true) return tellVersion(terminal);
    if (paths.length === 0) throw new EvidenceError('usage', { where: 'verify', cause: 'name a bundle' });
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

function tellVersion(terminal: Terminal): ExitCode {
  const sha256 = oneFileDigest();
  terminal.say(productVersion);
  terminal.say(`evidence-verify.mjs  ${sha256 ?? 'not built'}`);
  terminal.document({ version: productVersion, one_file: { sha256: sha256 ?? null } });
  return 0;
}
