import { relative, resolve } from 'node:path';
import { gatePolicy } from '../../pipeline/gate-policy.ts';
import { openSigner } from '../../pipeline/open-signer.ts';
import { promoteRun } from '../../pipeline/promote-run.ts';
import { visibleText } from '../../core/visible-text.ts';
import { compressionIn, compressOption } from '../compress-option.ts';
import { namedRun } from '../run-id.ts';
import { signerOptions, signerWishes } from '../signer-options.ts';
import { textOption, type Verb } from '../verb.ts';

export const promoteVerb: Verb = {
  name: 'promote',
  summary: 'let a run out of the sandbox, if its verdict allows it: outputs released, bundle sealed, in one step',
  arguments: [['<run>', 'run id, or the end of one']],
  options: [
    ['--policy <file>', 'hold the run unless its verdict was reached under this gate policy (default: any, and the bundle says which)'],
    ['--out <folder>', 'where the run is released (default: released)'],
    compressOption,
    ...signerOptions('keys/signer.key.pem'),
    ['--store <folder>', 'where runs are kept (default: .evidence)'],
  ],
  example: 'evidence-gate promote 7f3a9c21 --out released --key keys/signer.key.pem',
  run: async ([name = ''], options, { terminal, variable, ...world }) =>
    await world.withStore(async (ports) => {
      const compress = compressionIn(options);
      const runId = namedRun(name, ports.store);
      const signer = openSigner(signerWishes(options, terminal), 'keys/signer.key.pem', variable);
      const policyPath = textOption(options, 'policy');
      const policy = policyPath === undefined ? undefined : gatePolicy(policyPath);
      const promotion = await promoteRun(runId, { signer, compress, policy, releaseFolder: resolve(textOption(options, 'out') ?? 'released') }, ports);
      if (promotion.status === 'promoted') {
        terminal.document({ status: 'promoted', run_id: runId, already: promotion.already, ...promotion.released });
        terminal.say(`${terminal.paint('green', 'PROMOTED')} ${runId}${promotion.already ? ' (it was already)' : ''}`);
        terminal.say(`         ${relative('.', promotion.released.bundle)}`);
        return 0;
      }
      terminal.document({ status: promotion.status, run_id: runId, reasons: promotion.reasons });
      terminal.say(`${terminal.paint(promotion.status === 'held' ? 'yellow' : 'red', promotion.status.toUpperCase())} ${runId}`);
      for (const reason of promotion.reasons) terminal.say(`         ${visibleText(reason)}`);
      return promotion.status === 'held' ? 3 : 1;
    }),
};
