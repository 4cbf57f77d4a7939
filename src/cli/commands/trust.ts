import { EvidenceError } from '../../core/errors.ts';
import { addToTrust, initTrust, revokeTrust, rotateTrust } from '../trust/changes.ts';
import { exportTrust } from '../trust/export.ts';
import { lintTrust } from '../trust/lint.ts';
import { trustText } from '../text/trust-text.ts';
import { readTrustFile } from '../../pipeline/trust-file.ts';
import type { TrustAction } from '../trust/action.ts';
import type { Verb } from '../verb.ts';

const window = ['from', 'to', 'years'] as const;

/** What each action does, and the options that it takes: one that it would not look at is refused. */
const actions: Readonly<Record<string, { readonly options: readonly string[]; readonly act: TrustAction }>> = {
  init: { options: ['name', 'key', 'owner', 'policyVersion', ...window], act: initTrust },
  add: {
    options: ['key', 'owner', 'role', 'authority', 'certificate', 'log', 'name', 'witness', 'quorum', 'threshold', 'require', 'policyVersion', ...window],
    act: addToTrust,
  },
  rotate: { options: ['oldKey', 'newKey', 'at', 'to', 'years', 'policyVersion'], act: rotateTrust },
  revoke: { options: ['key', 'authority', 'reason', 'invalidFrom', 'honourEarlier', 'policyVersion'], act: revokeTrust },
  lint: { options: ['since', 'at', 'maxYears'], act: lintTrust },
  show: {
    options: [],
    act: async (path, _options, { terminal }) => {
      const trust = readTrustFile(path);
      terminal.document({ sha256: trust.sha256, policy: trust.policy });
      for (const line of trustText(trust, terminal.paint)) terminal.say(line);
      return await Promise.resolve(0);
    },
  },
  export: { options: ['format', 'key', 'output'], act: exportTrust },
};

export const trustVerb: Verb = {
  name: 'trust',
  summary: 'write and look at a trust policy: whom a verifier believes, since when, until when, and how many of them',
  arguments: [
    ['<action>', `one of ${Object.keys(actions).join(', ')}`],
    ['<policy>', 'the trust policy, JSON'],
  ],
  options: [
    ['--name <text>', 'init: name of the policy (default: the owner); add --log: name of the epoch (default: the name of the log)'],
    ['--key <key>', 'init, add: public key (PEM); revoke, export spki: one of the policy, by its id or PEM'],
    ['--owner <name>', 'init, add: who holds the key; thresholds count owners'],
    ['--role <role>', 'add: promoter, reviewer or auditor (default: promoter)'],
    ['--from <moment>', 'init, add: since when it counts (default: today)'],
    ['--to <moment>', 'init, add, rotate: until when it counts, this moment or day included'],
    ['--years <n>', 'the same, as years of 365 days (default: 2)'],
    ['--authority <name>', 'add: a time stamping authority; revoke: one of the policy'],
    ['--certificate <files...>', 'add: its certificates (PEM or DER), the root first'],
    ['--log <vkey>', 'add: verifier key of a transparency log, or a file that holds it; an epoch of the same log that still runs is closed'],
    ['--witness <pairs...>', 'add: its witnesses, OWNER=VKEY each (or OWNER=FILE)'],
    ['--quorum <n>', 'add: how many owners of witnesses must have cosigned'],
    ['--threshold <pairs...>', 'add: how many owners must sign, such as promoter=1 reviewer=2'],
    ['--require <what...>', 'add: time, log, rerun: what verification asks for'],
    ['--old-key <file>', 'rotate: private key that ends (PEM; passphrase in EVIDENCE_KEY_PASSPHRASE)'],
    ['--new-key <file>', 'rotate: private key that follows (PEM; passphrase in EVIDENCE_NEW_KEY_PASSPHRASE, or the same)'],
    ['--at <moment>', 'rotate: when; lint: what "soon" counts from (default: now)'],
    ['--reason <text>', 'revoke: why'],
    ['--invalid-from <moment>', 'revoke: since when signatures of the key count no more'],
    ['--honour-earlier', 'revoke: let signatures count that somebody else saw strictly before'],
    ['--since <file>', 'lint: an earlier version of the policy, to say what changed'],
    ['--max-years <n>', 'lint: longer windows are named (default: 5)'],
    ['--format <name>', 'export: allowed-signers, revocation-list, spki, sigstore, tsa, vkey'],
    ['-o, --output <path>', 'export: a file; a folder for spki without --key, and for sigstore (default: print)'],
    ['--policy-version <text>', 'the version that the change gets (default: the next whole number)'],
  ],
  example: 'evidence-gate trust init trust.json --key ines.pub.pem --owner "Ines" --years 2',
  run: async ([name = '', path = ''], options, world) => {
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (action === undefined) throw new EvidenceError('usage', { where: `trust ${name}`, cause: `the actions are ${Object.keys(actions).join(', ')}` });
    const stray = Object.keys(options).find((option) => option !== 'json' && !action.options.includes(option));
    if (stray !== undefined)
      throw new EvidenceError('usage', {
        where: `trust ${name}`,
        cause: `it does not take --${stray.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
      });
    return await action.act(path, options, world);
  },
};
