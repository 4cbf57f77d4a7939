import { basename } from 'node:path';
import { EvidenceError } from '../../core/errors.ts';
import { publicKeyFromFile } from '../../bundle/key-files.node.ts';
import { publicKeyForms } from '../../bundle/public-key-forms.ts';
import { keyIdOf } from '../../core/key-id.ts';
import { createKeyFiles } from '../../pipeline/keys.ts';
import { passphraseVariable } from '../../pipeline/open-signer.ts';
import type { ExitCode } from '../exit-code.ts';
import type { Terminal } from '../terminal.ts';
import { textOption, type Verb } from '../verb.ts';

export const keysVerb: Verb = {
  name: 'keys',
  summary: 'make a signing key with a trust policy for it (new), or show a public key (show)',
  arguments: [
    ['<action>', 'new or show'],
    ['<path>', 'new: path without ending, such as keys/signer; show: a public key (PEM)'],
  ],
  options: [
    ['--owner <name>', 'who holds the key, as the trust policy names them (default: the name of the file)'],
    ['--years <n>', 'how long the trust policy trusts it (default: 2)'],
    ['--format <form>', 'show: print the key for another tool, as pem, spki (base64), ssh, minisign or signify'],
  ],
  example: 'evidence-gate keys new keys/signer --owner "Ops team"',
  run: async ([action = '', path = ''], options, { terminal, ports, variable }) => {
    if (action === 'show') return show(path, textOption(options, 'format'), terminal);
    if (action !== 'new') throw new EvidenceError('usage', { where: `keys ${action}`, cause: 'the actions are new and show' });
    if (basename(path) === '' || path.endsWith('/'))
      throw new EvidenceError('usage', { where: `keys new ${path}`, cause: 'the path ends in the name of the key, such as keys/signer' });
    const years = Number(textOption(options, 'years') ?? '2');
    if (!Number.isInteger(years) || years < 1 || years > 30) throw new EvidenceError('usage', { where: '--years', cause: 'a whole number from 1 to 30' });
    const made = createKeyFiles(path, { owner: textOption(options, 'owner'), years, passphrase: variable(passphraseVariable) }, ports);
    terminal.document(made);
    terminal.say(`key        ${made.key_id}`);
    terminal.say(`private    ${made.private_key} (mode 0600${made.encrypted ? ', encrypted' : `, not encrypted: set ${passphraseVariable} to encrypt it`})`);
    terminal.say(`public     ${made.public_key}`);
    terminal.say(`trust      ${made.trust_policy} (give it to those who verify)`);
    return 0;
  },
};

function show(path: string, form: string | undefined, terminal: Terminal): ExitCode {
  const key = publicKeyFromFile(path);
  const forms = Object.entries(publicKeyForms).map(([name, write]) => [name, write(key)] as const);
  const chosen = forms.find(([name]) => name === form)?.[1];
  if (form !== undefined && chosen === undefined)
    throw new EvidenceError('usage', { where: '--format', cause: `the forms are ${forms.map(([name]) => name).join(', ')}` });
  terminal.document({ key_id: keyIdOf(key), ...Object.fromEntries(forms) });
  terminal.say(chosen?.trimEnd() ?? `key ${keyIdOf(key)}`);
  return 0;
}
