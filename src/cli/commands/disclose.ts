import { EvidenceError } from '../../core/errors.ts';
import { discloseCopy } from '../../pipeline/disclose.ts';
import { counted } from '../text/counted.ts';
import { textOption, type Verb } from '../verb.ts';

export const discloseVerb: Verb = {
  name: 'disclose',
  summary: 'write a copy of a bundle that leaves files out, and says so; the signature still holds',
  arguments: [['<bundle>', 'a bundle, or a copy that leaves files out already']],
  options: [
    ['--withhold <pattern>', 'files to leave out, such as "data/prompts/**" (required)'],
    ['--reason <text>', 'why; everybody who verifies the copy reads it (required)'],
    ['-o, --output <file>', 'where the copy goes (required)'],
  ],
  example: 'evidence-gate disclose answer.evidence.zip --withhold "data/prompts/**" --reason "internal prompt" -o copy.evidence.zip',
  run: async ([bundle = ''], options, { terminal }) => {
    const [withhold, reason, to] = ['withhold', 'reason', 'output'].map((name) => textOption(options, name));
    if (withhold === undefined || reason === undefined || reason.trim() === '' || to === undefined)
      throw new EvidenceError('usage', { where: 'disclose', cause: '--withhold PATTERN, --reason TEXT and -o FILE are required' });
    const { withheld } = await discloseCopy({ bundle, withhold, reason, to });
    terminal.document({ path: to, withheld });
    terminal.say(`wrote ${to}, without ${counted(withheld.length, 'file')} that the signed manifest still lists:`);
    for (const item of withheld) terminal.say(`  ${item.path} (${item.reason})`);
    return 0;
  },
};
