import { countersign } from '../../pipeline/countersign.ts';
import { openSigner } from '../../pipeline/open-signer.ts';
import { signerOptions, signerWishes } from '../signer-options.ts';
import { verificationText } from '../text/verification-text.ts';
import { trustFrom } from '../verify-file.ts';
import { textOption, type Verb } from '../verb.ts';

export const signVerb: Verb = {
  name: 'sign',
  summary: 'sign a bundle with one more key: a reviewer, an auditor, a second promoter (the trust policy says which)',
  arguments: [['<bundle>', 'bundle, which others have signed']],
  options: [
    ...signerOptions('keys/signer.key.pem'),
    ['--trust <file>', 'sign only what verifies against this trust policy; further signatures, time stamps and log entries may be to come'],
    ['-o, --output <file>', 'where the bundle with the new signature goes (default: in its place)'],
  ],
  example: 'evidence-gate sign answer.evidence.zip --key keys/auditor.key.pem --trust trust-policy.json',
  run: async ([bundle = ''], options, { terminal, variable }) => {
    const trustPath = textOption(options, 'trust');
    const signer = openSigner(signerWishes(options, terminal), 'keys/signer.key.pem', variable);
    const path = textOption(options, 'output') ?? bundle;
    const signed = await countersign({ bundle, signer, to: path, trust: trustPath === undefined ? undefined : trustFrom(trustPath) });
    if (signed.status === 'refused') {
      for (const line of verificationText(signed.report, terminal.paint)) terminal.say(line);
      terminal.say(`${terminal.paint('red', 'NOT SIGNED')} it does not verify against ${trustPath}`);
      terminal.document({ status: 'refused', bundle, report: signed.report });
      return signed.report.outcome === 'rejected' ? 1 : 3;
    }
    const { sha256, bytes, report } = signed;
    terminal.document({ status: 'signed', bundle, path, key_id: signer.keyId, sha256, bytes, report: report ?? null });
    terminal.say(`signed ${path} (${bytes} bytes, ${sha256})`);
    terminal.say(`       with the key ${signer.keyId}`);
    if (report === undefined) terminal.say(terminal.paint('yellow', '       whose statement it is was not asked: no --trust was given'));
    return 0;
  },
};
