import { openSigner } from '../../pipeline/open-signer.ts';
import { sealAgain } from '../../pipeline/seal-again.ts';
import { bundleName } from '../../pipeline/seal-to.ts';
import { compressionIn, compressOption } from '../compress-option.ts';
import type { ExitCode } from '../exit-code.ts';
import { namedRun } from '../run-id.ts';
import { shortRunId } from '../../model/ids.ts';
import { signerOptions, signerWishes } from '../signer-options.ts';
import { textOption, type Verb } from '../verb.ts';

export const bundleVerb: Verb = {
  name: 'bundle',
  summary: 'seal a promoted run: the same run and key give the same bytes',
  arguments: [['<run>', 'run id, or the end of one']],
  options: [
    ['-o, --output <file>', 'where the bundle goes (default: <end of run id>.evidence.zip)'],
    compressOption,
    ...signerOptions('keys/signer.key.pem'),
    ['--store <folder>', 'where runs are kept (default: .evidence)'],
  ],
  example: 'evidence-gate bundle 7f3a9c21 -o answer.evidence.zip',
  run: async ([name = ''], options, { terminal, variable, ...world }) =>
    await world.withStore<ExitCode>(async (ports) => {
      const compress = compressionIn(options);
      const runId = namedRun(name, ports.store);
      const signer = openSigner(signerWishes(options, terminal), 'keys/signer.key.pem', variable);
      const path = textOption(options, 'output') ?? bundleName(shortRunId(runId), compress);
      const { sha256, bytes } = await sealAgain(runId, path, { signer, compress }, ports);
      terminal.document({ run_id: runId, path, sha256, bytes });
      terminal.say(`sealed ${path} (${bytes} bytes, ${sha256})`);
      return 0;
    }),
};
