import { EvidenceError } from '../../core/errors.ts';
import { certificatesFrom, timestampBundle } from '../../pipeline/timestamp.ts';
import { textOption, type Verb } from '../verb.ts';
import { trustFrom } from '../verify-file.ts';

const defaultTimeout = 30;

export const timestampVerb: Verb = {
  name: 'timestamp',
  summary: 'have the signatures of a bundle time-stamped by an RFC 3161 authority',
  arguments: [['<bundle>', 'a sealed bundle']],
  options: [
    ['--tsa <url>', 'the authority, such as http://tsa.example.org/tsr (required)'],
    ['--trust <file>', 'trust policy that must believe the time stamp'],
    ['--authority-certificate <file>', 'in place of a trust policy: certificates of the authority, PEM, that the time stamp must lead to'],
    ['--timeout <seconds>', `how long the authority may take (default: ${defaultTimeout})`],
    ['-o, --output <file>', 'where the stamped bundle goes (default: the bundle itself)'],
  ],
  example: 'evidence-gate timestamp answer.evidence.zip --tsa http://tsa.example.org/tsr --trust trust-policy.json',
  run: async ([bundle = ''], options, { terminal, ports }) => {
    const seconds = Number(textOption(options, 'timeout') ?? defaultTimeout);
    if (!Number.isInteger(seconds) || seconds < 1 || seconds > 600)
      throw new EvidenceError('usage', { where: '--timeout', cause: 'a whole number from 1 to 600' });
    const [trustPath, certificatePath] = ['trust', 'authorityCertificate'].map((name) => textOption(options, name));
    const stamped = await timestampBundle(
      bundle,
      {
        url: authorityUrl(textOption(options, 'tsa')),
        timeoutMs: seconds * 1000,
        to: textOption(options, 'output') ?? bundle,
        trust: trustPath === undefined ? undefined : trustFrom(trustPath),
        certificates: certificatePath === undefined ? undefined : certificatesFrom(certificatePath),
      },
      ports,
    );
    terminal.document(stamped);
    for (const { key_id, at, by, path } of stamped.timestamps) {
      terminal.say(`stamped    key ${key_id.slice(0, 16)}… at ${at}`);
      terminal.say(`by         ${by}${trustPath === undefined ? ' (as its own certificate says: give --trust to hold it against your policy)' : ''}`);
      terminal.say(`file       ${path}`);
    }
    terminal.say(`wrote      ${stamped.path} (${stamped.bytes} bytes, ${stamped.sha256})`);
    return 0;
  },
};

function authorityUrl(text: string | undefined): URL {
  const refuse = (cause: string): EvidenceError => new EvidenceError('usage', { where: '--tsa', cause });
  if (text === undefined) throw refuse('the URL of an authority is required');
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) throw refuse('an http or https URL is asked for');
  if (url.username !== '' || url.password !== '') throw refuse('a URL with a password in it would be shown in messages');
  return url;
}
