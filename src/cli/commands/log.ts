import { EvidenceError } from '../../core/errors.ts';
import type { ExitCode } from '../exit-code.ts';
import { logActions } from '../log-actions.ts';
import { signerOptions } from '../signer-options.ts';
import type { Verb } from '../verb.ts';

export const logVerb: Verb = {
  name: 'log',
  summary: 'keep a transparency log of sealed bundles in a folder: init, append, checkpoint, cosign, prove, audit',
  arguments: [
    ['<action>', Object.keys(logActions).join(', ')],
    ['<folder>', 'the folder of the log'],
    ['[bundles...]', 'append: the bundles whose signatures are logged; prove: the bundle that gets the proof'],
  ],
  options: [
    ['--origin <name>', 'init: the name of the log, such as example.org/log'],
    ...signerOptions('keys/log.key.pem; cosign: keys/witness.key.pem'),
    ['-o, --output <file>', 'prove: where the bundle with the proof goes (default: the bundle itself); cosign: write the line there, not into the log'],
    ['--name <name>', 'cosign: the name of the witness, such as witness.example.org'],
    ['--state <file>', 'cosign: what the witness saw last; its own file, made the first time'],
    ['--log <vkey>', 'cosign, audit: the key of the log, name+id+base64'],
    ['--add <file>', 'cosign: put cosignature lines that a witness made elsewhere under the checkpoint'],
    ['--witness <vkey>', 'cosign --add: the key of that witness'],
    ['--since <file>', 'audit: a checkpoint that was kept from before'],
    ['--trust <file>', 'audit: trust policy with the keys of the log'],
  ],
  example: 'evidence-gate log append log/ answer.evidence.zip',
  run: async ([action = '', folder = '', ...bundles], options, world): Promise<ExitCode> => {
    const act = Object.hasOwn(logActions, action) ? logActions[action] : undefined;
    if (act === undefined) throw new EvidenceError('usage', { where: `log ${action}`, cause: `the actions are ${Object.keys(logActions).join(', ')}` });
    return await act({ folder, bundles, options, world });
  },
};
