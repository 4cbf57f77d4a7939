import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { utf8 } from '../../core/bytes.ts';
import { EvidenceError } from '../../core/errors.ts';
import { createKeyFiles } from '../../pipeline/keys.ts';
import { passphraseVariable } from '../../pipeline/open-signer.ts';
import { writeFileWhole } from '../../pipeline/write-file.ts';
import { starterFiles } from '../starter-files.ts';
import { textOption, type Verb } from '../verb.ts';

export const initVerb: Verb = {
  name: 'init',
  summary: 'lay out keys, a gate policy and a sample pipeline in this folder',
  arguments: [['[folder]', 'where (default: this folder)']],
  options: [['--owner <name>', 'who signs, as the trust policy names them (default: signer)']],
  example: 'evidence-gate init && evidence-gate run pipeline.yaml',
  run: async ([folder = '.'], options, { terminal, ports, variable }) => {
    const names = [...Object.keys(starterFiles), 'keys/signer.key.pem', 'keys/signer.pub.pem', 'keys/signer.trust.json'];
    const taken = names.filter((name) => existsSync(join(folder, name)));
    // Checked before the first write: nothing is laid out half, and nothing of the user's is replaced.
    if (taken[0] !== undefined) throw new EvidenceError('file-exists', { where: taken.map((name) => join(folder, name)).join(', ') });
    const key = layOut(folder, () =>
      createKeyFiles(join(folder, 'keys/signer'), { owner: textOption(options, 'owner'), years: 2, passphrase: variable(passphraseVariable) }, ports),
    );
    terminal.document({ files: names, key_id: key.key_id });
    for (const name of names) terminal.say(`made ${join(folder, name)}`);
    terminal.say();
    terminal.say('next:');
    terminal.say(`  ${folder === '.' ? '' : `cd ${folder} && `}evidence-gate run pipeline.yaml`);
    terminal.say('  evidence-gate verify released --trust keys/signer.trust.json');
    terminal.say();
    terminal.say(`Keep keys/signer.key.pem secret and out of version control, and .evidence/ out of backups that others read.`);
    return 0;
  },
};

/** The starter files, then what is to be made beside them. Where one of them fails, the others go: a second try finds nothing in its way. */
function layOut<T>(folder: string, makeKeys: () => T): T {
  const made: string[] = [];
  try {
    for (const [name, content] of Object.entries(starterFiles)) {
      writeFileWhole(join(folder, name), utf8(content), { fresh: true });
      made.push(join(folder, name));
    }
    return makeKeys();
  } catch (error) {
    for (const path of made) rmSync(path, { force: true });
    throw error;
  }
}
