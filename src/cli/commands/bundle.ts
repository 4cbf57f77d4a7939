import { signerFromFile } from '../../bundle/key-files.node.ts';
import { passphraseVariable } from '../../pipeline/prepare.ts';
import { sealAgain } from '../../pipeline/seal-again.ts';
import type { ExitCode } from '../exit-code.ts';
import { namedRun } from '../run-id.ts';
import { shortRunId } from '../../model/ids.ts';
import { textOption, type Verb } from '../verb.ts';

export const bundleVerb: Verb = {
  name: 'bundle',
  summary: 'seal a promoted run: the same run and key give the same bytes',
  arguments: [['<run>', 'run id, or the end of one']],
  options: [
    ['-o, --output <file>', 'where the bundle goes (default: <end of run id>.evidence.zip)'],
    ['--key <file>', 'private key, PEM (default: keys/signer.key.pem)'],
    ['--store <folder>', 'where runs are kept (default: .evidence)'],
  ],
  example: 'evidence-gate bundle 7f3a9c21 -o answer.evidence.zip',
  run: async ([name = ''], options, { terminal, variable, ...world }) =>
    await world.withStore<ExitCode>(async (ports) => {
      const runId = namedRun(name, ports.store);
      const signer = signerFromFile(textOption(options, 'key') ?? 'keys/signer.key.pem', variable(passphraseVariable));
      const path = textOption(options, 'output') ?? `${shortRunId(runId)}.evidence.zip`;
      const { sha256, bytes } = await sealAgain(runId, signer, path, ports);
      terminal.document({ run_id: runId, path, sha256, bytes });
      terminal.say(`sealed ${path} (${bytes} bytes, ${sha256})`);
      return 0;
    }),
};
